import { useState } from 'react';
import { Badge, BlockStack, Button, InlineGrid, InlineStack, Text } from '@shopify/polaris';
import type { ShownSaying, ShownSayings } from '~/ops/recommendations/strategy-sayings.server';
import { ProductLine } from '../product-line';
import { TitledCard } from '../titled-card';

/** What every way of choosing says by itself, those that count in this situation first. */
export function SayingsCard({ sayings: { situation, sayings } }: { sayings: ShownSayings }) {
  const [isAll, setAll] = useState(false);
  const counting = sayings.filter(({ share }) => share !== null);
  const others = sayings.length - counting.length;
  const shown = isAll ? sayings : counting;
  return (
    <TitledCard title="What each way of choosing says">
      <Text as="p" tone="subdued">
        The situation is “{situation}”. Each way of choosing counts there by what it proved to be worth; what speaks for
        a product is added up. Your rules, what somebody usually pays, and how alike products are come after that.
      </Text>
      {shown.length === 0 && <Text as="p">None of those that count here has anything to go by.</Text>}
      <InlineGrid columns={{ xs: 1, sm: 2, lg: 3 }} gap="500">
        {shown.map((saying) => (
          <Saying key={saying.id} saying={saying} />
        ))}
      </InlineGrid>
      {others > 0 && (
        <InlineStack>
          <Button
            variant="plain"
            disclosure={isAll ? 'up' : 'down'}
            ariaExpanded={isAll}
            onClick={() => setAll(!isAll)}
          >
            {isAll ? 'Show only those that count here' : `Show ${others} more that do not count here`}
          </Button>
        </InlineStack>
      )}
    </TitledCard>
  );
}

function Saying({ saying: { name, looksAt, share, products } }: { saying: ShownSaying }) {
  return (
    <BlockStack gap="200">
      <BlockStack gap="050">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h3" variant="headingSm">
            {name}
          </Text>
          {share ? <Badge tone="info">{share}</Badge> : <Badge>Does not count here</Badge>}
        </InlineStack>
        <Text as="p" tone="subdued">
          {looksAt}
        </Text>
      </BlockStack>
      <BlockStack as="ul" gap="200">
        {products.map(({ id, title, imageUrl, evidence }) => (
          <li key={id}>
            <ProductLine title={title} imageUrl={imageUrl}>
              <Text as="p" variant="bodySm" tone="subdued">
                {evidence}
              </Text>
            </ProductLine>
          </li>
        ))}
      </BlockStack>
    </BlockStack>
  );
}
