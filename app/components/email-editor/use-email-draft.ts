import { useMemo, useState } from 'react';
import type { EmailDocument } from '~/delivery/documents/document';
import type { EmailOutcome, EmailPage } from '~/ops/emails/email-page.server';
import { checkDraft } from '~/ops/emails/read-draft';
import type { Names } from '~/ops/segments/shop-speaker.server';
import { begin, changed, redone, undone, type History } from '../flows/edit-history';
import { blockOf, sectionOf, type Part } from './document-parts';
import type { EmailEditing } from './email-editing';
import { placedProblems } from './placed-problems';

export interface EmailDrafting {
  editing: Omit<EmailEditing, 'hidden' | 'findings'>;
  draft: EmailDocument;
  /** That the draft was made from. */
  version: number;
  isDirty: boolean;
  undo: (() => void) | null;
  redo: (() => void) | null;
  reset(): void;
  /** What was saved here is what is kept, before the page's data say so. */
  keep(done: EmailOutcome, submitted: Record<string, string>): void;
}

type Kept = Pick<EmailPage, 'document' | 'version'>;

/** A mail as it is being changed: what it is now, what it was before, what is wrong where, and what is looked at. */
export function useEmailDraft(page: EmailPage): EmailDrafting {
  const [kept, setKept] = useState<Kept>(page);
  const [history, setHistory] = useState<History<EmailDocument>>(() => begin(page.document));
  const [chosen, select] = useState<Part>({ kind: 'mail' });
  const [picked, setPicked] = useState<Names>({});
  const draft = history.now;
  const problems = useMemo(() => problemsIn(draft), [draft]);
  const names = useMemo(() => ({ ...page.shelf.names, ...picked }), [page.shelf.names, picked]);
  const editing: EmailDrafting['editing'] = {
    ...{ page, draft, select, names, selected: stillThere(draft, chosen) },
    change: (by, what) => setHistory((before) => changed(before, by(before.now), what)),
    problemsOf: (place) => problems.get(place) ?? [],
    isWrong: (key) => [...problems.keys()].some((place) => place === key || place.startsWith(`${key}.`)),
    addNames: (more) => setPicked((before) => ({ ...before, ...more })),
  };
  return {
    ...{ editing, draft, version: kept.version },
    isDirty: JSON.stringify(draft) !== JSON.stringify(kept.document),
    undo: history.past.length > 0 ? () => setHistory(undone) : null,
    redo: history.future.length > 0 ? () => setHistory(redone) : null,
    reset: () => setHistory(begin(kept.document)),
    keep(done, { document }) {
      if (done.kind === 'saved' && document !== undefined)
        setKept({ version: done.version, document: JSON.parse(document) as EmailDocument });
    },
  };
}

/** What was chosen may be gone, as by taking a change back. */
function stillThere(draft: EmailDocument, part: Part): Part {
  if (part.kind === 'mail') return part;
  const found = part.kind === 'section' ? sectionOf(draft, part.key) : blockOf(draft, part.key);
  return found ? part : { kind: 'mail' };
}

function problemsIn(draft: EmailDocument): Map<string, string[]> {
  const checked = checkDraft(draft);
  return checked.kind === 'refused' ? placedProblems(draft, checked.problems) : new Map<string, string[]>();
}
