import { Select } from '@shopify/polaris';
import type { Operator, RuleValue } from '~/customers/rules/compare';
import type { ValueType } from '~/customers/rules/facts';
import { operatorOptions, type ChosenOperator } from './operator-words';
import { valueFor } from './subjects';
import { ValueField, type ValueFieldProps } from './value-field';

interface ComparisonFieldsProps extends Pick<ValueFieldProps, 'isMoney' | 'choices' | 'known' | 'picks'> {
  type: ValueType;
  is: Operator;
  value: RuleValue;
  onChange: (comparison: { is: Operator; value: RuleValue }) => void;
}

/** How it compares, and with what. */
export function ComparisonFields({ type, is, value, onChange, ...more }: ComparisonFieldsProps) {
  const chosen: ChosenOperator = is === 'known' && value === false ? 'unknown' : is;
  function choose(next: ChosenOperator): void {
    if (next === 'known' || next === 'unknown') return onChange({ is: 'known', value: next === 'known' });
    onChange({ is: next, value: valueFor(type, next, is === 'known' ? undefined : value, more.choices) });
  }
  return (
    <>
      <Select
        label="Comparison"
        options={operatorOptions(type)}
        value={chosen}
        onChange={(next) => choose(next as ChosenOperator)}
      />
      <ValueField
        key={`${type} ${is}`}
        {...{ type, is, value, ...more }}
        onChange={(next) => onChange({ is, value: next })}
      />
    </>
  );
}
