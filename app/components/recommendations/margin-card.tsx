import { useState } from 'react';
import { BlockStack, Button, InlineStack, Select, Text } from '@shopify/polaris';
import type { ShownMargin } from '~/ops/recommendations/margin.server';
import { MARGIN_WEIGHTS } from '~/ops/recommendations/margin-weights';
import { TitledCard } from '../titled-card';
import { useSaving } from '../use-saving';

const OPTIONS = Object.entries(MARGIN_WEIGHTS).map(([value, label]) => ({ value, label }));

/** How much what a product earns counts beside what people want. */
export function MarginCard({ margin: { weight, products, known } }: { margin: ShownMargin }) {
  const [chosen, setChosen] = useState(String(weight));
  const saving = useSaving('/app/recommendations/rules', 'Saved');
  const isChanged = chosen !== String(weight);
  return (
    <TitledCard title="What products earn">
      <BlockStack gap="300">
        <Text as="p" tone="subdued">
          {knownWords(known, products)}
        </Text>
        <Select
          label="How much margin counts"
          options={OPTIONS}
          value={chosen}
          onChange={setChosen}
          disabled={known === 0 && weight === 0}
          error={saving.problemOf('weight')}
          helpText="Among products that fit, those that earn more of their price move forward. What does not fit stays away."
        />
        <InlineStack>
          <Button
            disabled={!isChanged}
            loading={saving.isSaving}
            onClick={() => saving.submit({ intent: 'margin', weight: chosen })}
          >
            Save
          </Button>
        </InlineStack>
      </BlockStack>
    </TitledCard>
  );
}

function knownWords(known: number, products: number): string {
  if (known === 0)
    return 'Shopify does not say yet what your products cost you. Fill in “Cost per item” at their variants in Shopify, and margin can count.';
  return `What a piece costs you is known of ${known.toLocaleString('en')} of ${products.toLocaleString('en')} products; for the others nothing changes.`;
}
