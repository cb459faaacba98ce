import type { Rule } from '~/customers/rules/rule';
import { RuleEditor } from '../segments/rule-editor';
import { useFlowEditing } from './flow-editing';

interface RuleFieldProps {
  rule: Rule;
  onChange: (rule: Rule) => void;
}

/** A rule of a flow, with the same conditions as those of segments. Nothing in it: always. */
export function RuleField({ rule, onChange }: RuleFieldProps) {
  const { page, names, addNames, isFixed } = useFlowEditing();
  const { segments, known } = page.shelf;
  return (
    <fieldset className="flow-fieldset" disabled={isFixed}>
      <RuleEditor rule={rule} onChange={onChange} shelf={{ shop: page.shop, segments, known, names, addNames }} />
    </fieldset>
  );
}
