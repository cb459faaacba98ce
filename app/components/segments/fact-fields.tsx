import { Select } from '@shopify/polaris';
import { describeFact, type FactKey } from '~/customers/rules/facts';
import type { AgeRule, DayRule, FactRule } from '~/customers/rules/rule';
import { AgeFields } from './age-fields';
import { ComparisonFields } from './comparison-fields';
import { DayFields, NEXT_WEEK } from './day-fields';
import { useEditing } from './editing';

/** A condition about what is known of somebody. */
export type FactLeaf = FactRule | (AgeRule & { of: { fact: FactKey } }) | (DayRule & { of: { fact: FactKey } });

interface FactFieldsProps {
  leaf: FactLeaf;
  onChange: (leaf: FactLeaf) => void;
}

/** How it compares; points in time also by how long ago they are, days by how far away. */
export function FactFields({ leaf, onChange }: FactFieldsProps) {
  const fact = leaf.kind === 'fact' ? leaf.fact : leaf.of.fact;
  const { type } = describeFact(fact);
  return (
    <div className="segment-fields">
      {type === 'instant' && <AskedBy fact={fact} leaf={leaf} kind="age" onChange={onChange} />}
      {type === 'day' && <AskedBy fact={fact} leaf={leaf} kind="day" onChange={onChange} />}
      {leaf.kind === 'age' && <AgeFields leaf={leaf} onChange={(next) => onChange({ ...leaf, ...next })} />}
      {leaf.kind === 'day' && <DayFields leaf={leaf} onChange={(next) => onChange({ ...leaf, ...next })} />}
      {leaf.kind === 'fact' && <Compared leaf={leaf} onChange={onChange} />}
    </div>
  );
}

interface AskedByProps extends FactFieldsProps {
  fact: FactKey;
  kind: 'age' | 'day';
}

function AskedBy({ fact, leaf, kind, onChange }: AskedByProps) {
  const options = [
    { value: kind, label: kind === 'age' ? 'how long ago' : 'how far from today' },
    { value: 'fact', label: kind === 'age' ? 'by the calendar, or known at all' : 'known at all' },
  ];
  function choose(next: string): void {
    if (next === 'fact') return onChange({ kind: 'fact', fact, is: 'known', value: true });
    onChange(
      next === 'age'
        ? { kind: 'age', of: { fact }, is: 'within', minutes: 43_200 }
        : { kind: 'day', of: { fact }, ...NEXT_WEEK },
    );
  }
  return <Select label="Asked by" options={options} value={leaf.kind} onChange={choose} />;
}

function Compared({ leaf, onChange }: { leaf: FactRule; onChange: (leaf: FactRule) => void }) {
  const { known } = useEditing();
  const { type, isMoney, choices } = describeFact(leaf.fact);
  const suggested: Partial<Record<FactKey, string[]>> = {
    'traits.favouriteTypes': known.type,
    'traits.favouriteVendors': known.vendor,
  };
  const own = suggested[leaf.fact];
  return (
    <ComparisonFields
      type={type}
      is={leaf.is}
      value={leaf.value}
      isMoney={isMoney === true}
      choices={choices ?? []}
      picks={leaf.fact === 'traits.favouriteCollections' ? 'collection' : undefined}
      {...(own ? { known: own } : {})}
      onChange={(comparison) => onChange({ kind: 'fact', fact: leaf.fact, ...comparison })}
    />
  );
}
