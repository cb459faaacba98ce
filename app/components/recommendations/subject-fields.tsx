import { useAppBridge } from '@shopify/app-bridge-react';
import { BlockStack, Button, FormLayout, InlineError, InlineStack, Tag, TextField } from '@shopify/polaris';
import type { KnownValues } from '~/ops/recommendations/shelf.server';
import { KnownValueField } from './known-value-field';
import type { NewRule } from './use-new-rule';

interface SubjectFieldsProps {
  rule: NewRule;
  known: KnownValues;
  currency: string;
  problemOf: (field: string) => string | undefined;
}

const LABELS = { tag: 'Tag', vendor: 'Vendor', type: 'Type' } as const;

/** What a rule is about, by its kind: picked in the admin's own way, written, or as a range. */
export function SubjectFields({ rule, known, currency, problemOf }: SubjectFieldsProps) {
  const { fields, change } = rule;
  const { subject, value } = fields;
  if (subject === 'product' || subject === 'collection')
    return <Picked rule={rule} type={subject} problem={problemOf('value')} />;
  if (subject !== 'price')
    return (
      <KnownValueField
        key={subject}
        label={LABELS[subject]}
        value={value}
        known={known[subject]}
        onChange={(next) => change({ value: next })}
        error={problemOf('value')}
      />
    );
  return (
    <FormLayout.Group condensed>
      <TextField
        label="Price from"
        autoComplete="off"
        inputMode="decimal"
        suffix={currency}
        value={fields.fromPrice}
        onChange={(fromPrice) => change({ fromPrice })}
        error={problemOf('fromPrice') ?? problemOf('value')}
        helpText="Of the cheapest variant. Leave one side empty where it has no bound."
      />
      <TextField
        label="Price to"
        autoComplete="off"
        inputMode="decimal"
        suffix={currency}
        value={fields.toPrice}
        onChange={(toPrice) => change({ toPrice })}
        error={problemOf('toPrice')}
      />
    </FormLayout.Group>
  );
}

interface PickedProps {
  rule: NewRule;
  type: 'product' | 'collection';
  problem: string | undefined;
}

function Picked({ rule: { fields, change }, type, problem }: PickedProps) {
  const bridge = useAppBridge();
  async function choose(): Promise<void> {
    const selectionIds = fields.value ? [{ id: fields.value }] : [];
    const chosen = await bridge.resourcePicker({
      ...{ type, action: 'select', selectionIds },
      filter: { variants: false },
    });
    const [first] = chosen ?? [];
    if (first) change({ value: first.id, title: first.title });
  }
  return (
    <BlockStack gap="100">
      <InlineStack gap="200" blockAlign="center">
        {fields.value && <Tag onRemove={() => change({ value: '', title: '' })}>{fields.title}</Tag>}
        <Button onClick={() => void choose()}>{fields.value ? `Change the ${type}` : `Choose a ${type}`}</Button>
      </InlineStack>
      {problem && <InlineError message={problem} fieldID="picked" />}
    </BlockStack>
  );
}
