import { BlockStack, Divider, InlineGrid, InlineStack, Link, Text } from '@shopify/polaris';
import type { Earner } from '~/ops/earners.server';
import type { Home } from '~/ops/home.server';
import type { PageShop } from '~/ops/shop-context.server';
import { moneyWords } from '../money-words';
import { TitledCard } from '../titled-card';
import { Figure } from './figure';

/** At most three numbers, each with its meaning, and what earned the most. */
export function ResultsCard({ results, shop }: Pick<Home, 'results' | 'shop'>) {
  const { attributedMinor, attributedOrders, sent, mailablePeople, creditedBy, earners } = results;
  return (
    <TitledCard title="The last 30 days">
      <InlineGrid columns={{ xs: 1, sm: 3 }} gap="400">
        <Figure
          value={moneyWords(attributedMinor, shop)}
          words={`from ${ordersWords(attributedOrders)} ${creditedBy}; what would have come anyway is in it`}
        />
        <Figure value={sent.toLocaleString('en')} words={sentWords(results)} />
        <Figure value={mailablePeople.toLocaleString('en')} words="people who may be mailed" />
      </InlineGrid>
      {earners.length > 0 && <Earners earners={earners} shop={shop} />}
    </TitledCard>
  );
}

function Earners({ earners, shop }: { earners: readonly Earner[]; shop: PageShop }) {
  return (
    <BlockStack gap="300">
      <Divider />
      <Text as="h3" variant="headingSm">
        What earned the most
      </Text>
      <BlockStack as="ul" gap="200">
        {earners.map(({ name, url, revenueMinor, orders }) => (
          <li key={url}>
            <InlineStack align="space-between" gap="200">
              <Link url={url}>{name}</Link>
              <Text as="span" numeric>
                {moneyWords(revenueMinor, shop)}, {ordersWords(orders)}
              </Text>
            </InlineStack>
          </li>
        ))}
      </BlockStack>
    </BlockStack>
  );
}

function sentWords({ sent, opened, clicked }: Home['results']): string {
  const said = (count: number) => count.toLocaleString('en');
  return `${sent === 1 ? 'mail' : 'mails'} sent; ${said(opened)} opened, ${said(clicked)} clicked`;
}

const ordersWords = (count: number): string => (count === 1 ? '1 order' : `${count.toLocaleString('en')} orders`);
