import { BlockStack, Text } from '@shopify/polaris';
import type { ShownRecommendation } from '~/ops/shown-products.server';
import { ProductLine } from './product-line';

/** Products with the reason of each, and the counts it rests on. */
export function RecommendationList({ recommendations }: { recommendations: ShownRecommendation[] }) {
  return (
    <BlockStack as="ul" gap="300">
      {recommendations.map(({ id, title, imageUrl, reason, evidence }) => (
        <li key={id}>
          <ProductLine title={title} imageUrl={imageUrl}>
            <Text as="p">{reason}</Text>
            <Text as="p" tone="subdued" variant="bodySm">
              {evidence}
            </Text>
          </ProductLine>
        </li>
      ))}
    </BlockStack>
  );
}
