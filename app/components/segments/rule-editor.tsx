import { useMemo, useRef, useState } from 'react';
import type { Rule } from '~/customers/rules/rule';
import { changed, draftOf, keysFrom, pathsOf, ruleOf, withPart, type GroupDraft } from './draft';
import { EditingProvider, type Editing } from './editing';
import { GroupBox } from './group-box';
import { problemsAt } from './problems-at';
import './segments.css';

interface RuleEditorProps {
  rule: Rule;
  onChange: (rule: Rule) => void;
  /** What the shop has, for the choices. */
  shelf: Pick<Editing, 'shop' | 'segments' | 'known' | 'names' | 'addNames'>;
}

const same = (one: Rule, other: Rule): boolean => JSON.stringify(one) === JSON.stringify(other);

/** A rule outside of segments, with the same conditions as theirs. Nothing in it: always. */
export function RuleEditor({ rule, onChange, shelf }: RuleEditorProps) {
  const newKey = useRef(keysFrom()).current;
  const [kept, setKept] = useState(() => draftOf(rule, newKey));
  // Changed from elsewhere, as by taking a change back: shown as it is then.
  const root = useMemo(() => (same(ruleOf(kept), wrapped(rule)) ? kept : draftOf(rule, newKey)), [kept, rule, newKey]);
  const said = ruleOf(root);
  const problems = useMemo(
    () =>
      problemsAt(
        said,
        shelf.segments.map(({ id }) => id),
      ),
    [said, shelf.segments],
  );
  const paths = useMemo(() => pathsOf(root), [root]);
  function set(next: GroupDraft): void {
    setKept(next);
    onChange(ruleOf(next));
  }
  const editing: Editing = {
    ...{ ...shelf, newKey },
    change: (key, by) => set(root.key === key ? (by(root) as GroupDraft) : changed(root, key, by)),
    add: (groupKey, part, behind) => set(withPart(root, groupKey, part, behind)),
    // A group of nothing is how "always" is said here.
    problemsOf: (key) =>
      key === root.key && root.parts.length === 0 ? [] : (problems.get(paths.get(key) ?? '') ?? []),
    peopleOf: () => null,
  };
  return (
    <EditingProvider value={editing}>
      <GroupBox group={root} />
    </EditingProvider>
  );
}

/** As the editor writes it: a single condition stands in a group. */
const wrapped = (rule: Rule): Rule => ruleOf(draftOf(rule, keysFrom()));
