import { Select, TextField } from '@shopify/polaris';
import type { ValueType } from '~/customers/rules/facts';
import type { ChanceRule, DayRule, PropertyRule, SegmentRule } from '~/customers/rules/rule';
import { ComparisonFields } from './comparison-fields';
import { DayFields, NEXT_WEEK } from './day-fields';
import { useEditing } from './editing';
import { NumberField } from './number-field';
import { firstComparison } from './subjects';

export type PropertyLeaf = PropertyRule | (DayRule & { of: { property: string } });

type Kind = 'text' | 'number' | 'boolean' | 'day';
const KINDS: { value: Kind; label: string }[] = [
  { value: 'text', label: 'a text' },
  { value: 'number', label: 'a number' },
  { value: 'boolean', label: 'yes or no' },
  { value: 'day', label: 'a day' },
];

interface FieldsProps<T> {
  leaf: T;
  onChange: (leaf: T) => void;
}

/** A property by its name; its value says what it is compared as. */
export function PropertyFields({ leaf, onChange }: FieldsProps<PropertyLeaf>) {
  const key = leaf.kind === 'day' ? leaf.of.property : leaf.key;
  const rename = (next: string) =>
    onChange(leaf.kind === 'day' ? { ...leaf, of: { property: next } } : { ...leaf, key: next });
  return (
    <div className="segment-fields">
      <TextField label="Name of the property" autoComplete="off" maxLength={128} value={key} onChange={rename} />
      <Select
        label="It is"
        options={KINDS}
        value={kindOf(leaf)}
        onChange={(kind) => onChange(begunAs(key, kind as Kind))}
      />
      {leaf.kind === 'day' ? (
        <DayFields leaf={leaf} onChange={(next) => onChange({ ...leaf, ...next })} />
      ) : (
        <ComparisonFields
          type={kindOf(leaf)}
          is={leaf.is}
          value={leaf.value}
          onChange={(comparison) => onChange({ kind: 'property', key, ...comparison })}
        />
      )}
    </div>
  );
}

function kindOf(leaf: PropertyLeaf): Extract<ValueType, Kind> {
  if (leaf.kind === 'day') return 'day';
  if (leaf.is === 'known') return 'text';
  if (typeof leaf.value === 'boolean') return 'boolean';
  // An amount that is still being typed is an empty text.
  return typeof leaf.value === 'number' || leaf.is === 'at-least' || leaf.is === 'at-most' ? 'number' : 'text';
}

function begunAs(key: string, kind: Kind): PropertyLeaf {
  if (kind === 'day') return { kind: 'day', of: { property: key }, ...NEXT_WEEK };
  return { kind: 'property', key, ...firstComparison(kind) };
}

export function SegmentFields({ leaf, onChange }: FieldsProps<SegmentRule>) {
  const { segments } = useEditing();
  const options = segments.map(({ id, name }) => ({ value: id, label: name }));
  const isKnown = segments.some(({ id }) => id === leaf.id);
  const missing = leaf.id ? 'One that is gone' : 'Choose a segment';
  return (
    <div className="segment-fields">
      <Select
        label="Which segment"
        options={isKnown ? options : [{ value: leaf.id, label: missing }, ...options]}
        value={leaf.id}
        onChange={(id) => onChange({ kind: 'segment', id })}
      />
    </div>
  );
}

/** Lots are drawn by a word: the same word draws the same people, another one others. */
export function ChanceFields({ leaf, onChange }: FieldsProps<ChanceRule>) {
  return (
    <div className="segment-fields">
      <NumberField
        label="From"
        suffix="%"
        value={leaf.from / 100}
        onChange={(percent) => onChange({ ...leaf, from: Math.round(percent * 100) })}
      />
      <NumberField
        label="Up to"
        suffix="%"
        value={leaf.below / 100}
        onChange={(percent) => onChange({ ...leaf, below: Math.round(percent * 100) })}
      />
      <TextField
        label="Drawn by the word"
        autoComplete="off"
        maxLength={100}
        helpText="The same word draws the same people."
        value={leaf.salt}
        onChange={(salt) => onChange({ ...leaf, salt })}
      />
    </div>
  );
}
