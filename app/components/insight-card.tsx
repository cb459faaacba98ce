import { BlockStack, Box, Card, InlineGrid, Text } from '@shopify/polaris';
import type { Insight } from '~/ops/insight.server';
import type { PageShop } from '~/ops/shop-context.server';
import { MailPreview } from './mail-preview';
import { moneyWords } from './money-words';

interface InsightCardProps {
  insight: Insight;
  shop: PageShop;
  /** Whether the shop's past is here: before, numbers would only mislead. */
  isSynced: boolean;
}

/** What abandoned carts cost in the last month, how many of those people may be mailed, and the mail the next one would get. */
export function InsightCard({ insight, shop, isSynced }: InsightCardProps) {
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          What abandoned carts cost you
        </Text>
        {isSynced ? <Numbers insight={insight} shop={shop} /> : <NotYet />}
        {isSynced && insight.nextCart && (
          <BlockStack gap="200">
            <Text as="h3" variant="headingSm">
              The mail the next one would get
            </Text>
            <MailPreview template="abandoned-cart-first" />
          </BlockStack>
        )}
      </BlockStack>
    </Card>
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

/** One number with its meaning. */
export function Figure({ value, words }: { value: string; words: string }) {
  return (
    <Box>
      <Text as="p" variant="heading2xl">
        {value}
      </Text>
      <Text as="p" tone="subdued">
        {words}
      </Text>
    </Box>
  );
}
