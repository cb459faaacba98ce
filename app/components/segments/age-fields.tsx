import { Select } from '@shopify/polaris';
import type { AgeRule } from '~/customers/rules/rule';
import { LengthField } from './number-field';

const AGES = [
  { value: 'within', label: 'in the last' },
  { value: 'over', label: 'longer ago than' },
];

/** How long ago. */
export function AgeFields({
  leaf: { is, minutes },
  onChange,
}: {
  leaf: AgeRule;
  onChange: (next: Pick<AgeRule, 'is' | 'minutes'>) => void;
}) {
  return (
    <>
      <Select
        label="Was"
        options={AGES}
        value={is}
        onChange={(next) => onChange({ is: next === 'over' ? 'over' : 'within', minutes })}
      />
      <LengthField label="Length" minutes={minutes} onChange={(next) => onChange({ is, minutes: next })} />
    </>
  );
}
