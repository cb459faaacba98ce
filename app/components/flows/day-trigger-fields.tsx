import { BlockStack, Checkbox, Select, TextField } from '@shopify/polaris';
import { describeFact, factKeys, type FactKey } from '~/customers/rules/facts';
import type { Trigger } from '~/decisions/flows/language/trigger';
import { capitalised } from '~/decisions/explanations/spoken-shop';
import { NumberField } from '../segments/number-field';
import { FieldsInShop } from './event-choices';
import { useFlowEditing } from './flow-editing';
import { ClockField } from './time-fields';

type OfDay = Extract<Trigger, { kind: 'day' }>;

const PROPERTY = 'property';
const DAYS = [
  ...factKeys
    .filter((fact) => describeFact(fact).type === 'day')
    .map((fact) => ({ value: fact, label: capitalised(describeFact(fact).words) })),
  { value: PROPERTY, label: 'A day of your own' },
];
const SIDES = [
  { value: '1', label: 'days before' },
  { value: '-1', label: 'days after' },
];

interface DayTriggerFieldsProps {
  trigger: OfDay;
  onChange: (trigger: Trigger, field: string) => void;
}

/** Which day, how long before or after, and at what time. */
export function DayTriggerFields({ trigger, onChange }: DayTriggerFieldsProps) {
  const { isFixed } = useFlowEditing();
  const { of, yearly, daysBefore, minuteOfDay } = trigger;
  const side = Math.sign(daysBefore) < 0 ? -1 : 1;
  return (
    <BlockStack gap="300">
      <Select
        label="Which day"
        options={DAYS}
        value={'fact' in of ? of.fact : PROPERTY}
        disabled={isFixed}
        onChange={(next) =>
          onChange({ ...trigger, of: next === PROPERTY ? { property: '' } : { fact: next as FactKey } }, 'of')
        }
      />
      {'property' in of && (
        <TextField
          label="Name of the property with the day"
          autoComplete="off"
          maxLength={128}
          value={of.property}
          disabled={isFixed}
          onChange={(property) => onChange({ ...trigger, of: { property } }, 'property')}
        />
      )}
      <Checkbox
        label="Each year again"
        checked={yearly}
        disabled={isFixed}
        onChange={(isYearly) => onChange({ ...trigger, yearly: isYearly }, 'yearly')}
      />
      <FieldsInShop>
        <div className="segment-fields">
          <NumberField
            label="How far from it"
            value={Math.abs(daysBefore)}
            onChange={(days) => onChange({ ...trigger, daysBefore: days * side }, 'days')}
          />
          <Select
            label="On which side"
            options={SIDES}
            value={String(side)}
            disabled={isFixed}
            onChange={(next) => onChange({ ...trigger, daysBefore: Math.abs(daysBefore) * Number(next) }, 'side')}
          />
        </div>
      </FieldsInShop>
      <ClockField
        label="At, by the shop’s clock"
        minuteOfDay={minuteOfDay}
        onChange={(next) => onChange({ ...trigger, minuteOfDay: next }, 'time')}
        disabled={isFixed}
      />
    </BlockStack>
  );
}
