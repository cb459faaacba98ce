import { BlockStack, InlineGrid, Text } from '@shopify/polaris';
import type { Insight } from '~/ops/insight.server';
import type { PageShop } from '~/ops/shop-context.server';
import { MailPreview } from '../mail-preview';
import { moneyWords } from '../money-words';
import { TitledCard } from '../titled-card';
import { Figure } from './figure';

interface InsightCardProps {
  insight: Insight;
  shop: PageShop;
  /** Whether the shop's past is here: before, numbers would only mislead. */
  isSynced: boolean;
}

/** What abandoned carts cost in the last month, and how many of those people may be mailed. */
export function InsightCard({ insight, shop, isSynced }: InsightCardProps) {
  return (
    <TitledCard title="What abandoned carts cost you">
      {isSynced ? <Numbers insight={insight} shop={shop} /> : <NotYet />}
    </TitledCard>
  );
}

/** The mail that the next one who leaves a cart would get. Absent while there is nobody. */
export function NextMailCard({ insight, isSynced }: Pick<InsightCardProps, 'insight' | 'isSynced'>) {
  if (!isSynced || !insight.nextCart) return null;
  return (
    <TitledCard title="The mail the next one would get">
      <MailPreview template="abandoned-cart-first" />
    </TitledCard>
  );
}

function Numbers({ insight, shop }: Pick<InsightCardProps, 'insight' | 'shop'>) {
  const { people, valueMinor, mailablePeople, mailableValueMinor, days } = insight;
  if (people === 0)
    return (
      <Text as="p" tone="subdued">
        Nobody has left a cart in the last {days} days, as far as Shopify tells. Carts appear here an hour after they
        were left.
      </Text>
    );
  return (
    <BlockStack gap="300">
      <InlineGrid columns={{ xs: 1, sm: 2 }} gap="400">
        <Figure
          value={moneyWords(valueMinor, shop)}
          words={`left in carts by ${count(people)} in the last ${days} days`}
        />
        <Figure
          value={moneyWords(mailableValueMinor, shop)}
          words={`of it by ${count(mailablePeople)} who agreed to marketing mail`}
        />
      </InlineGrid>
      <Text as="p" tone="subdued">
        Each person counts once, with their newest cart; carts that were bought later are left out. Not everyone comes
        back: how many do shows once the flow runs.
      </Text>
    </BlockStack>
  );
}

function NotYet() {
  return (
    <Text as="p" tone="subdued">
      Your store’s past is being read. The numbers appear when it is all here.
    </Text>
  );
}

const count = (people: number): string => (people === 1 ? '1 person' : `${people.toLocaleString('en')} people`);
