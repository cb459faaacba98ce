import { Select, TextField } from '@shopify/polaris';
import { fieldOf } from '~/customers/rules/event-fields';
import { measures, type Measure, type MeasuredRule } from '~/customers/rules/rule';
import { MoneyField, NumberField } from './number-field';
import { numberFields } from './subjects';
import { WindowFields } from './window-fields';

interface MeasuredFieldsProps {
  leaf: MeasuredRule;
  onChange: (leaf: MeasuredRule) => void;
}

const MEASURE_WORDS: Record<Measure, string> = {
  sum: 'in sum',
  average: 'on average',
  highest: 'at the highest',
  lowest: 'at the lowest',
};
const MEASURES = measures.map((value) => ({ value, label: MEASURE_WORDS[value] }));
const BOUNDS = [
  { value: 'at-least', label: 'at least' },
  { value: 'at-most', label: 'at most' },
];

/** What numbers of events come to, put together. */
export function MeasuredFields({ leaf, onChange }: MeasuredFieldsProps) {
  const field = fieldOf(leaf.event, leaf.of);
  const isMoney = field?.kind === 'path' && field.isMoney;
  const Amount = isMoney ? MoneyField : NumberField;
  return (
    <>
      {leaf.event === 'custom_event' ? (
        <TextField
          label="Property with a number"
          autoComplete="off"
          value={leaf.of.replace(/^custom:/, '')}
          onChange={(name) => onChange({ ...leaf, of: `custom:${name}` })}
        />
      ) : (
        <Select
          label="Number"
          options={numberFields(leaf.event)}
          value={leaf.of}
          onChange={(of) => onChange({ ...leaf, of })}
        />
      )}
      <Select
        label="Put together"
        options={MEASURES}
        value={leaf.measure}
        onChange={(measure) => onChange({ ...leaf, measure: measure as Measure })}
      />
      <Select
        label="Bound"
        options={BOUNDS}
        value={leaf.is}
        onChange={(is) => onChange({ ...leaf, is: is === 'at-most' ? 'at-most' : 'at-least' })}
      />
      <Amount key={leaf.of} label="Value" value={leaf.value} onChange={(value) => onChange({ ...leaf, value })} />
      <WindowFields window={leaf.within} onChange={(within) => onChange({ ...leaf, within })} />
    </>
  );
}
