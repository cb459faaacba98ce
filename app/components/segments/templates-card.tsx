import { BlockStack, Button, InlineGrid, Text } from '@shopify/polaris';
import { capitalised } from '~/decisions/explanations/spoken-shop';
import { segmentTemplates } from '~/ops/segments/templates';
import type { PageShop } from '~/ops/shop-context.server';
import { TitledCard } from '../titled-card';
import { ruleSentence } from './said';

/** Segments to begin with: what each is good for, and what it says. */
export function TemplatesCard({ shop }: { shop: PageShop }) {
  return (
    <TitledCard title="Begin with one that most stores use">
      <InlineGrid columns={{ xs: 1, sm: 2, lg: 3 }} gap="400">
        {segmentTemplates.map(({ key, name, purpose, rule }) => (
          <BlockStack key={key} gap="100" inlineAlign="start">
            <Text as="h3" variant="headingSm">
              {name}
            </Text>
            <Text as="p">{purpose}</Text>
            <Text as="p" tone="subdued">
              {capitalised(ruleSentence(rule, {}, shop))}.
            </Text>
            <Button
              variant="plain"
              url={`/app/segments/new?template=${key}`}
              accessibilityLabel={`Begin with it: ${name}`}
            >
              Begin with it
            </Button>
          </BlockStack>
        ))}
      </InlineGrid>
    </TitledCard>
  );
}
