import { BlockStack, Select } from '@shopify/polaris';
import type { Trigger } from '~/decisions/flows/language/trigger';
import { NumberField } from '../segments/number-field';
import { FieldsInShop } from './event-choices';
import { useFlowEditing } from './flow-editing';

type OfCatalogue = Extract<Trigger, { kind: 'catalogue' }>;

const CHANGES: { value: OfCatalogue['change']; label: string }[] = [
  { value: 'back-in-stock', label: 'it is back in stock' },
  { value: 'price-drop', label: 'it costs less' },
  { value: 'low-stock', label: 'it runs low' },
];
const WHOM: { value: OfCatalogue['whom']; label: string }[] = [
  { value: 'asked', label: 'who asked to be told' },
  { value: 'viewed', label: 'who looked at it' },
  { value: 'in-cart', label: 'in whose cart it lies' },
];

interface CatalogueFieldsProps {
  trigger: OfCatalogue;
  onChange: (trigger: Trigger, field: string) => void;
}

/** What turns with a product, and who hears of it. */
export function CatalogueFields({ trigger, onChange }: CatalogueFieldsProps) {
  const { isFixed } = useFlowEditing();
  const { change, whom, withinDays, atLeastPercent, atMostUnits } = trigger;
  return (
    <BlockStack gap="300">
      <Select
        label="What turns with a product"
        options={CHANGES}
        value={change}
        disabled={isFixed}
        onChange={(next) => onChange(turned(trigger, next as OfCatalogue['change']), 'change')}
      />
      <Select
        label="Who hears of it"
        options={WHOM}
        value={whom}
        disabled={isFixed}
        onChange={(next) => onChange({ ...trigger, whom: next as OfCatalogue['whom'] }, 'whom')}
      />
      <FieldsInShop>
        {change === 'price-drop' && (
          <NumberField
            label="Lower by at least"
            suffix="%"
            value={atLeastPercent ?? Number.NaN}
            onChange={(percent) => onChange({ ...trigger, atLeastPercent: percent }, 'percent')}
            helpText="Against the lowest price of the thirty days before."
          />
        )}
        {change === 'low-stock' && (
          <NumberField
            label="Pieces left, at most"
            value={atMostUnits ?? Number.NaN}
            onChange={(units) => onChange({ ...trigger, atMostUnits: units }, 'units')}
          />
        )}
        {whom !== 'asked' && (
          <NumberField
            label="In the last"
            suffix="days"
            value={withinDays}
            onChange={(days) => onChange({ ...trigger, withinDays: days }, 'days')}
          />
        )}
      </FieldsInShop>
    </BlockStack>
  );
}

/** Another turn, with what it has to say about itself; whom it may be told to goes with it. */
function turned(
  { atLeastPercent: _percent, atMostUnits: _units, ...rest }: OfCatalogue,
  change: OfCatalogue['change'],
): OfCatalogue {
  const whom = rest.whom === 'asked' && change !== 'back-in-stock' ? 'viewed' : rest.whom;
  return {
    ...{ ...rest, change, whom },
    ...(change === 'price-drop' ? { atLeastPercent: 10 } : {}),
    ...(change === 'low-stock' ? { atMostUnits: 5 } : {}),
  };
}
