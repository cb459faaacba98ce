import { BlockStack, Box, Card, InlineGrid, InlineStack, Text, Thumbnail } from '@shopify/polaris';
import type { ShownRecommendation, Trial } from '~/ops/recommendations/trials.server';
import type { PageShop } from '~/ops/shop-context.server';
import { moneyWords } from '../money-words';

interface TrialCardProps {
  trial: Trial;
  shop: PageShop;
  title: string;
}

const NO_PICTURE = 'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg"/%3E';

/** Products with the reason of each, as shoppers read it, and what it rests on. */
export function TrialCard({ trial, shop, title }: TrialCardProps) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {title}
        </Text>
        {trial.recommendations.length === 0 ? (
          <Text as="p" tone="subdued">
            Nothing: everything that goes with it is sold out, was bought before, is never shown by a rule, or is not
            known yet.
          </Text>
        ) : (
          <InlineGrid columns={{ xs: 1, sm: 2, lg: 3 }} gap="400">
            {trial.recommendations.map((each) => (
              <Recommended key={each.id} product={each} shop={shop} />
            ))}
          </InlineGrid>
        )}
      </BlockStack>
    </Card>
  );
}

function Recommended({ product, shop }: { product: ShownRecommendation; shop: PageShop }) {
  return (
    <InlineStack gap="300" wrap={false} blockAlign="start">
      <div style={{ flex: 'none' }}>
        <Thumbnail source={product.imageUrl ?? NO_PICTURE} alt="" size="large" />
      </div>
      <Box>
        <Text as="h3" variant="headingSm">
          {product.title}
        </Text>
        <Text as="p">{moneyWords(product.priceMinor, shop)}</Text>
        <Text as="p">{product.reason}</Text>
        <Text as="p" tone="subdued">
          {product.evidence}
          {product.strategy && `; above all by “${product.strategy}”`}
        </Text>
      </Box>
    </InlineStack>
  );
}
