import { useAppBridge } from '@shopify/app-bridge-react';
import {
  BlockStack,
  Button,
  ChoiceList,
  FormLayout,
  InlineError,
  InlineStack,
  Select,
  Tag,
  TextField,
} from '@shopify/polaris';
import type { OfferEditing, OfferFields } from './use-offer-fields';

const VALUES = [
  { value: 'percent', label: 'A percentage' },
  { value: 'amount', label: 'An amount' },
];

const ITEMS = [
  { value: 'all', label: 'Everything' },
  { value: 'products', label: 'Some products' },
  { value: 'collections', label: 'Some collections' },
];

/** What a code is worth, on what, and beside which other discounts. */
export function WorthFields({ editing }: { editing: OfferEditing }) {
  const { fields, change, isFixed, currency, problemOf } = editing;
  return (
    <FormLayout>
      <FormLayout.Group condensed>
        <Select
          label="What it takes off"
          options={VALUES}
          value={fields.valueKind}
          disabled={isFixed}
          onChange={(valueKind) => change({ valueKind: valueKind as OfferFields['valueKind'] })}
        />
        <TextField
          label={fields.valueKind === 'percent' ? 'Per cent' : 'Amount'}
          autoComplete="off"
          inputMode="decimal"
          suffix={fields.valueKind === 'percent' ? '%' : currency}
          value={fields.value}
          disabled={isFixed}
          onChange={(value) => change({ value })}
          error={problemOf('value')}
        />
      </FormLayout.Group>
      <TextField
        label="For orders of at least"
        autoComplete="off"
        inputMode="decimal"
        suffix={currency}
        value={fields.minimum}
        disabled={isFixed}
        onChange={(minimum) => change({ minimum })}
        error={problemOf('minimum')}
        helpText="Empty: whatever they come to."
      />
      <Items editing={editing} />
      <ChoiceList
        title="May be used in one order with"
        allowMultiple
        disabled={isFixed}
        choices={[
          { value: 'withShipping', label: 'Discounts on shipping' },
          { value: 'withProducts', label: 'Discounts on products' },
          { value: 'withOrders', label: 'Other discounts on orders' },
        ]}
        selected={(['withShipping', 'withProducts', 'withOrders'] as const).filter((name) => fields[name])}
        onChange={(chosen) =>
          change({
            withShipping: chosen.includes('withShipping'),
            withProducts: chosen.includes('withProducts'),
            withOrders: chosen.includes('withOrders'),
          })
        }
      />
    </FormLayout>
  );
}

function Items({ editing: { fields, change, isFixed, problemOf } }: { editing: OfferEditing }) {
  const bridge = useAppBridge();
  async function choose(type: 'product' | 'collection'): Promise<void> {
    const chosen = await bridge.resourcePicker({
      ...{ type, action: 'select', multiple: true, selectionIds: fields.items.map(({ id }) => ({ id })) },
      filter: { variants: false },
    });
    if (chosen) change({ items: chosen.map(({ id, title }) => ({ id, title })) });
  }
  const problem = problemOf('items');
  return (
    <BlockStack gap="200">
      <Select
        label="Good for"
        options={ITEMS}
        value={fields.itemsKind}
        disabled={isFixed}
        onChange={(kind) => change({ itemsKind: kind as OfferFields['itemsKind'], items: [] })}
      />
      {fields.itemsKind !== 'all' && (
        <InlineStack gap="200" blockAlign="center">
          {fields.items.map(({ id, title }) => (
            <Tag key={id}>{title}</Tag>
          ))}
          <Button
            disabled={isFixed}
            onClick={() => void choose(fields.itemsKind === 'products' ? 'product' : 'collection')}
          >
            {fields.items.length > 0 ? 'Change them' : 'Choose them'}
          </Button>
        </InlineStack>
      )}
      {problem && <InlineError message={problem} fieldID="items" />}
    </BlockStack>
  );
}
