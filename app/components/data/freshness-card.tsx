import { Badge, BlockStack, InlineStack, Text, type BadgeProps } from '@shopify/polaris';
import type { PageShop } from '~/ops/shop-context.server';
import type { Freshness, SourceFreshness } from '~/ops/freshness.server';
import { TitledCard } from '../titled-card';
import { When } from '../when';

interface FreshnessCardProps {
  freshness: Freshness;
  shop: PageShop;
}

/** When something last came from each source, and which of them are later than they are used to. */
export function FreshnessCard({ freshness: { told, looked }, shop }: FreshnessCardProps) {
  const stale = [...told, ...looked].filter(({ state }) => state === 'stale').length;
  return (
    <TitledCard title="How fresh it is">
      <Text as="p">
        {stale === 0
          ? 'No source is later than usual.'
          : stale === 1
            ? 'One source is later than usual.'
            : `${stale} sources are later than usual.`}
      </Text>
      <Sources title="Comes by itself" sources={told} shop={shop} />
      <Sources title="Looked for, or uploaded" sources={looked} shop={shop} />
      <Text as="p" tone="subdued">
        A source is called stale when nothing has come for twice as long as its longest pause lately, and for three
        hours at least. What Kindred looks for by itself is stale after an hour; what you deleted after two days.
      </Text>
      <Text as="p" tone="subdued">
        What Shopify is to tell is declared with the app, for all stores alike. Shopify’s own list of a store’s webhooks
        leaves that out, so that Kindred cannot ask whether it is in force: it says only when something came.
      </Text>
    </TitledCard>
  );
}

function Sources({ title, sources, shop }: { title: string; sources: SourceFreshness[]; shop: PageShop }) {
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {title}
      </Text>
      <BlockStack as="ul" gap="200">
        {sources.map((source, nth) => (
          <li key={source.what}>
            <Source source={isSaidBelow(source, sources[nth + 1]) ? { ...source, remedy: null } : source} shop={shop} />
          </li>
        ))}
      </BlockStack>
    </BlockStack>
  );
}

/** What is to be done about several in a row is said once, below them. */
const isSaidBelow = ({ remedy, state }: SourceFreshness, next: SourceFreshness | undefined): boolean =>
  next?.remedy === remedy && next.state === state;

function Source({ source: { what, state, lastAt, usual, remedy }, shop }: { source: SourceFreshness; shop: PageShop }) {
  const badge = BADGES[state];
  return (
    <BlockStack gap="050">
      <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
        <Text as="span">{what}</Text>
        {badge && <Badge tone={badge.tone}>{badge.words}</Badge>}
      </InlineStack>
      <Text as="p" tone="subdued">
        {lastAt ? (
          <>
            Last <When at={lastAt} shop={shop} />
          </>
        ) : (
          'Nothing has come yet'
        )}
        {usual && `; ${usual}`}.
      </Text>
      {remedy && (
        <Text as="p" tone={state === 'stale' ? 'caution' : 'subdued'}>
          {remedy}
        </Text>
      )}
    </BlockStack>
  );
}

const BADGES: Record<SourceFreshness['state'], { words: string; tone: BadgeProps['tone'] } | null> = {
  never: { words: 'Not yet', tone: undefined },
  new: { words: 'Too little to judge', tone: undefined },
  fresh: { words: 'Fresh', tone: 'success' },
  stale: { words: 'Stale', tone: 'warning' },
  occasional: null,
};
