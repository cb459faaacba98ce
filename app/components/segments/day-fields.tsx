import { Select } from '@shopify/polaris';
import type { DayRule } from '~/customers/rules/rule';
import { NumberField } from './number-field';

export const NEXT_WEEK = { yearly: true, from: 0, to: 6 };

const RETURNS = [
  { value: 'yearly', label: 'each year again' },
  { value: 'once', label: 'the day itself' },
];

interface DayFieldsProps {
  leaf: Pick<DayRule, 'yearly' | 'from' | 'to'>;
  onChange: (next: Pick<DayRule, 'yearly' | 'from' | 'to'>) => void;
}

/** Days from today, by the shop's calendar. */
export function DayFields({ leaf: { yearly, from, to }, onChange }: DayFieldsProps) {
  const set = (changes: Partial<Pick<DayRule, 'yearly' | 'from' | 'to'>>) => onChange({ yearly, from, to, ...changes });
  return (
    <>
      <Select
        label="Counted"
        options={RETURNS}
        value={yearly ? 'yearly' : 'once'}
        onChange={(next) => set({ yearly: next === 'yearly' })}
      />
      <NumberField
        label="Days from today, from"
        helpText="0 is today, 7 in a week, -7 a week ago."
        value={from}
        onChange={(next) => set({ from: next })}
      />
      <NumberField label="Days from today, to" value={to} onChange={(next) => set({ to: next })} />
    </>
  );
}
