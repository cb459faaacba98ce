import type { ComponentProps } from 'react';
import { useState } from 'react';
import { ChoiceList, Select, TextField } from '@shopify/polaris';
import type { Operator, RuleValue } from '~/customers/rules/compare';
import type { ValueType } from '~/customers/rules/facts';
import { capitalised } from '~/decisions/explanations/spoken-shop';
import { KnownValueField } from '../recommendations/known-value-field';
import { DayField } from './day-field';
import { MoneyField, NumberField } from './number-field';
import { useEditing } from './editing';
import { PickedIds } from './picked-ids';

export interface ValueFieldProps {
  type: ValueType;
  is: Operator;
  value: RuleValue;
  onChange: (value: RuleValue) => void;
  isMoney?: boolean;
  /** All values there are, where they are few. */
  choices?: readonly string[];
  /** What the shop has of it, to choose from or to write another. */
  known?: string[];
  picks?: 'product' | 'collection' | undefined;
}

/** What a comparison compares with, in the way that fits its type. */
export function ValueField(props: ValueFieldProps) {
  const { type, is, value, onChange, isMoney, choices = [], known, picks } = props;
  if (is === 'known') return null;
  const texts = [value].flat().filter((each) => typeof each === 'string' && each !== '') as string[];
  const isMany = is === 'one-of';
  const set = (next: string[]) => onChange(isMany ? next : (next[0] ?? ''));
  if (picks) return <Picked type={picks} ids={texts} isMany={isMany} onChange={set} />;
  if (type === 'number') return <OneNumber value={value} onChange={onChange} isMoney={isMoney === true} />;
  if (type === 'boolean')
    return (
      <Select
        label="Value"
        options={YES_NO}
        value={value === false ? 'no' : 'yes'}
        onChange={(next) => onChange(next === 'yes')}
      />
    );
  if (type === 'instant')
    return <DayField label="Day" instant={String(value)} isEnd={is === 'at-most'} onChange={onChange} />;
  if (choices.length > 0) return <Choices {...{ choices, texts, isMany }} onChange={set} />;
  if (isMany) return <ListField texts={texts} onChange={set} />;
  const text = typeof value === 'string' ? value : '';
  if (known) return <KnownValueField label="Value" value={text} known={known} onChange={onChange} error={undefined} />;
  return <TextField label="Value" autoComplete="off" value={text} onChange={onChange} maxLength={1_000} />;
}

const YES_NO = [
  { value: 'yes', label: 'yes' },
  { value: 'no', label: 'no' },
];

function OneNumber({ value, onChange, isMoney }: Pick<ValueFieldProps, 'value' | 'onChange'> & { isMoney: boolean }) {
  const number = typeof value === 'number' ? value : Number.NaN;
  // Nothing that can be read stays an empty text, which says so to whoever checks the rule.
  const set = (next: number) => onChange(Number.isFinite(next) ? next : '');
  return isMoney ? (
    <MoneyField label="Amount" value={number} onChange={set} />
  ) : (
    <NumberField label="Number" value={number} onChange={set} />
  );
}

interface ManyProps {
  texts: string[];
  onChange: (texts: string[]) => void;
}

const sayChoice = (choice: string): string => capitalised(choice.toLowerCase().replaceAll('-', ' '));

function Choices({ choices, texts, isMany, onChange }: ManyProps & { choices: readonly string[]; isMany: boolean }) {
  const all = [...new Set([...choices, ...texts])].map((value) => ({ value, label: sayChoice(value) }));
  if (isMany) return <ChoiceList allowMultiple title="Values" choices={all} selected={texts} onChange={onChange} />;
  return <Select label="Value" options={all} value={texts[0] ?? ''} onChange={(next) => onChange([next])} />;
}

/** Several texts, a comma between them. */
function ListField({ texts, onChange }: ManyProps) {
  const [typed, setTyped] = useState(texts.join(', '));
  const read = (text: string): string[] =>
    text
      .split(',')
      .map((each) => each.trim())
      .filter(Boolean);
  return (
    <TextField
      label="Values"
      autoComplete="off"
      helpText="A comma between them."
      value={typed}
      onChange={(text) => {
        setTyped(text);
        onChange(read(text));
      }}
    />
  );
}

/** What was picked is called by its name in the rule's sentence, too. */
function Picked(props: Omit<ComponentProps<typeof PickedIds>, 'names' | 'addNames'>) {
  const { names, addNames } = useEditing();
  return <PickedIds {...props} names={names} addNames={addNames} />;
}
