import { useMemo, useRef, useState } from 'react';
import type { Rule } from '~/customers/rules/rule';
import { changed, draftOf, keysFrom, pathsOf, ruleOf, withPart, type GroupDraft } from '../segments/draft';
import { EditingProvider, type Editing } from '../segments/editing';
import { GroupBox } from '../segments/group-box';
import { problemsAt } from '../segments/problems-at';
import '../segments/segments.css';
import { useFlowEditing } from './flow-editing';

interface RuleFieldProps {
  /** What the group says of itself, such as “Only if”. */
  rule: Rule;
  onChange: (rule: Rule) => void;
}

const same = (one: Rule, other: Rule): boolean => JSON.stringify(one) === JSON.stringify(other);

/** A rule of a flow, with the same conditions as those of segments. Nothing in it: always. */
export function RuleField({ rule, onChange }: RuleFieldProps) {
  const { page, names, addNames, isFixed } = useFlowEditing();
  const newKey = useRef(keysFrom()).current;
  const [kept, setKept] = useState(() => draftOf(rule, newKey));
  // Changed from elsewhere, as by taking a change back: shown as it is then.
  const root = useMemo(() => (same(ruleOf(kept), wrapped(rule)) ? kept : draftOf(rule, newKey)), [kept, rule, newKey]);
  const said = ruleOf(root);
  const problems = useMemo(
    () =>
      problemsAt(
        said,
        page.shelf.segments.map(({ id }) => id),
      ),
    [said, page.shelf.segments],
  );
  const paths = useMemo(() => pathsOf(root), [root]);
  function set(next: GroupDraft): void {
    setKept(next);
    onChange(ruleOf(next));
  }
  const editing: Editing = {
    ...{ shop: page.shop, segments: page.shelf.segments, known: page.shelf.known, names, addNames, newKey },
    change: (key, by) => set(root.key === key ? (by(root) as GroupDraft) : changed(root, key, by)),
    add: (groupKey, part, behind) => set(withPart(root, groupKey, part, behind)),
    // A group of nothing is how "always" is said here.
    problemsOf: (key) =>
      key === root.key && root.parts.length === 0 ? [] : (problems.get(paths.get(key) ?? '') ?? []),
    peopleOf: () => null,
  };
  return (
    <EditingProvider value={editing}>
      <fieldset className="flow-fieldset" disabled={isFixed}>
        <GroupBox group={root} />
      </fieldset>
    </EditingProvider>
  );
}

/** As the editor writes it: a single condition stands in a group. */
const wrapped = (rule: Rule): Rule => ruleOf(draftOf(rule, keysFrom()));
