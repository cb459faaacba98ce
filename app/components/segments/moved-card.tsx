import { BlockStack, InlineGrid, InlineStack, Link, Text } from '@shopify/polaris';
import type { MovedPerson } from '~/ops/segments/lately.server';
import type { SegmentHealth } from '~/ops/segments/segment-health.server';
import type { PageShop } from '~/ops/shop-context.server';
import { TitledCard } from '../titled-card';
import { When } from '../when';
import { Sparkline } from './sparkline';

interface MovedCardProps {
  health: SegmentHealth;
  shop: PageShop;
}

/** How a segment grew, and who came and left last, each with why. */
export function MovedCard({ health: { people, growth, lately }, shop }: MovedCardProps) {
  return (
    <TitledCard title="What moves in it" aside={<Sparkline points={growth.points} />}>
      <Text as="p">
        {people} in it now. {growth.words}.
      </Text>
      <InlineGrid columns={{ xs: 1, md: 2 }} gap="400">
        <Movers title="Came last" nobody="Nobody came within 30 days." movers={lately.came} shop={shop} />
        <Movers title="Left last" nobody="Nobody left within 30 days." movers={lately.left} shop={shop} />
      </InlineGrid>
    </TitledCard>
  );
}

interface MoversProps {
  title: string;
  nobody: string;
  movers: MovedPerson[];
  shop: PageShop;
}

function Movers({ title, nobody, movers, shop }: MoversProps) {
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {title}
      </Text>
      {movers.length === 0 && (
        <Text as="p" tone="subdued">
          {nobody}
        </Text>
      )}
      <BlockStack as="ul" gap="200">
        {movers.map(({ id, title: who, at, cause }) => (
          <li key={id}>
            <InlineStack gap="200" align="space-between">
              <Link url={`/app/customers/${id}`}>{who ?? 'A visitor'}</Link>
              <Text as="span" tone="subdued">
                <When at={at} shop={shop} />
              </Text>
            </InlineStack>
            <Text as="p" variant="bodySm" tone="subdued">
              {cause}
            </Text>
          </li>
        ))}
      </BlockStack>
    </BlockStack>
  );
}
