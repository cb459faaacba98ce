import { useEffect, useMemo, useRef, useState } from 'react';
import type { FlowDraft } from '~/decisions/flows/language/flow';
import type { FlowProblem } from '~/decisions/flows/language/graph';
import { flowSpeaker } from '~/ops/flows/flow-speaker';
import type { FlowPage } from '~/ops/flows/flow-page.server';
import type { Names } from '~/ops/segments/shop-speaker.server';
import { problemsIn, problemsOfPart, type Part } from './draft-problems';
import { begin, changed, redone, undone, type History } from './edit-history';
import type { FlowEditing } from './flow-editing';
import { focusStep } from './focus-step';
import { addStep, changeStep, leadTo, removeStep, renameStep } from './graph-edits';

export interface FlowDrafting {
  editing: FlowEditing;
  draft: FlowDraft;
  problems: FlowProblem[];
  /** Of what is kept. */
  revision: number;
  /** It is not what is kept. */
  isDirty: boolean;
  /** It is not what is live. */
  isNews: boolean;
  undo: (() => void) | null;
  redo: (() => void) | null;
  reset(): void;
  /** What was saved here is what is kept, before the page's data say so. */
  keep(done: { kind: string; revision?: number }, submitted: Record<string, string>): void;
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** A flow as it is being changed: what it is now, what it was before, what is wrong where, and what is looked at. */
export function useFlowDraft(page: FlowPage): FlowDrafting {
  const [history, setHistory] = useState<History<FlowDraft>>(() => begin(page.draft));
  const [selected, setSelected] = useState<Part | null>(null);
  const [picked, setPicked] = useState<Names>({});
  const draft = history.now;
  const { kept, keep } = useKept(page);
  useAdopted(kept.draft, draft, setHistory);
  const problems = useMemo(() => problemsIn(draft, contextOf(page)), [draft, page]);
  const names = useMemo(() => ({ ...page.shelf.names, ...picked }), [page.shelf.names, picked]);
  const speaker = useMemo(() => {
    const mails = new Map(page.shelf.mails.map(({ key, name }) => [key, name]));
    return { ...flowSpeaker(names, page.shop), mail: (key: string) => mails.get(key) ?? 'a mail that is gone' };
  }, [names, page.shelf.mails, page.shop]);
  const change: FlowEditing['change'] = (by, what) => setHistory((before) => changed(before, by(before.now), what));
  const editing: FlowEditing = {
    ...{ page, draft, speaker, names, selected, change },
    addNames: (more) => setPicked((before) => ({ ...before, ...more })),
    isFixed: page.looksAt !== null || page.isArchived,
    select: setSelected,
    problemsOf: (part) => problemsOfPart(problems, draft, part),
    changeStep: (node, field) => change((flow) => changeStep(flow, node.key, node), `${node.key} ${field}`),
    add(place, kind) {
      const { flow, key } = addStep(draft, place, kind, page.shelf);
      change(() => flow, null);
      setSelected({ kind: 'node', key });
      focusStep(key);
    },
    remove(key, kept) {
      change((flow) => removeStep(flow, key, kept), null);
      setSelected(null);
    },
    lead: (place, to) => change((flow) => leadTo(flow, place, to), null),
    rename(key, name) {
      const renamed = renameStep(draft, key, name);
      change(() => renamed.flow, null);
      setSelected({ kind: 'node', key: renamed.key });
    },
  };
  return {
    ...{ editing, draft, problems, keep, revision: kept.revision },
    isDirty: !same(draft, kept.draft),
    isNews: !same(draft, page.live),
    undo: history.past.length > 0 ? () => setHistory(undone) : null,
    redo: history.future.length > 0 ? () => setHistory(redone) : null,
    reset: () => setHistory(begin(kept.draft)),
  };
}

type Kept = Pick<FlowPage, 'draft' | 'revision'>;

/** What is kept: what was saved here last, or else what the page's data say. They come a moment after it was saved, and somebody may go on at once. */
function useKept(page: FlowPage): { kept: Kept; keep: FlowDrafting['keep'] } {
  const [own, setOwn] = useState<Kept | null>(null);
  const kept = own && own.revision > page.revision ? own : page;
  const keep: FlowDrafting['keep'] = ({ revision }, { flow }) => {
    if (revision === undefined) return;
    setOwn({ revision, draft: flow === undefined ? kept.draft : (JSON.parse(flow) as FlowDraft) });
  };
  return { kept, keep };
}

/** What is kept was changed from elsewhere: it is shown, unless something of it is being changed here. */
function useAdopted(kept: FlowDraft, draft: FlowDraft, setHistory: (history: History<FlowDraft>) => void): void {
  const known = useRef(kept);
  const text = JSON.stringify(kept);
  useEffect(() => {
    const wasDirty = !same(draft, known.current);
    known.current = kept;
    if (!wasDirty && !same(draft, kept)) setHistory(begin(kept));
    // Only what is kept sets this off, not what is typed.
  }, [text]);
}

const contextOf = ({ shelf }: FlowPage) => ({
  segmentIds: new Set(shelf.segments.map(({ id }) => id)),
  templates: new Set(shelf.mails.map(({ key }) => key)),
  segmentTags: shelf.segmentTags,
  endpoints: new Set(shelf.endpoints.map(({ id }) => id)),
  offers: new Set(shelf.offers.filter(({ isOn }) => isOn).map(({ id }) => id)),
});
