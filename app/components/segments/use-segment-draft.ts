import { useMemo, useRef, useState } from 'react';
import type { Rule } from '~/customers/rules/rule';
import type { EditorPage } from '~/ops/segments/segment-page.server';
import type { Names } from '~/ops/segments/shop-speaker.server';
import { changed, draftOf, keysFrom, pathsOf, ruleOf, withPart, type GroupDraft } from './draft';
import type { Editing } from './editing';
import { byPath, problemsAt } from './problems-at';
import type { SegmentSaving } from './use-segment-saving';
import { useLiveCount, type LiveCount } from './use-live-count';

/** What is changed. */
export interface SavedSegment {
  id: string;
  version: number;
  /** Its members are known. */
  isBuilt: boolean;
}

export interface SegmentDraft {
  name: string;
  setName(name: string): void;
  root: GroupDraft;
  rule: Rule;
  /** It is not what is kept. */
  isChanged: boolean;
  /** It says something that can be kept. */
  isWhole: boolean;
  names: Names;
  live: LiveCount;
  editing: Editing;
  reset(): void;
}

/** A segment as it is being changed: its tree, what is wrong where, and whom it means by now. */
export function useSegmentDraft(
  page: EditorPage,
  saved: SavedSegment | undefined,
  saving: SegmentSaving,
): SegmentDraft {
  const newKey = useRef(keysFrom()).current;
  const [name, setName] = useState(page.name);
  const [root, setRoot] = useState(() => draftOf(page.rule, newKey));
  const [picked, setPicked] = useState<Names>({});
  const rule = useMemo(() => ruleOf(root), [root]);
  const found = useMemo(() => {
    const ids = page.segments.map((segment) => segment.id);
    return { problems: problemsAt(rule, ids), paths: pathsOf(root) };
  }, [rule, root, page.segments]);
  const isWhole = found.problems.size === 0;
  const kept = useMemo(() => ruleOf(draftOf(page.rule, keysFrom())), [page.rule]);
  const isChanged = JSON.stringify([name, rule]) !== JSON.stringify([page.name, kept]);
  const live = useLiveCount(isWhole ? rule : null, saved?.id ?? 'new', saved?.isBuilt ?? true);
  const names: Names = { ...Object.fromEntries(page.segments.map((each) => [each.id, each.name])), ...page.names };
  const refused = byPath(saving.problems);
  const counts = live.answer?.kind === 'counted' ? live.answer.conditions : [];
  const at = (key: string): string => found.paths.get(key) ?? '';
  const editing: Editing = {
    ...{ shop: page.shop, segments: page.segments, known: page.known, names: { ...names, ...picked }, newKey },
    addNames: (more) => setPicked((before) => ({ ...before, ...more })),
    change: (key, change) =>
      setRoot((before) => (before.key === key ? (change(before) as GroupDraft) : changed(before, key, change))),
    add: (groupKey, part, behind) => setRoot((before) => withPart(before, groupKey, part, behind)),
    problemsOf(key) {
      // An empty rule is a beginning, and no mistake until somebody wants to save it.
      if (key === root.key && root.parts.length === 0) return saving.isRefused ? (refused.get(at(key)) ?? []) : [];
      return found.problems.get(at(key)) ?? [];
    },
    peopleOf: (key) => counts.find(({ path }) => path.join('.') === at(key))?.people ?? null,
  };
  const reset = (): void => {
    setName(page.name);
    setRoot(draftOf(page.rule, newKey));
  };
  return { name, setName, root, rule, isChanged, isWhole, names: editing.names, live, editing, reset };
}
