import { Badge, BlockStack, Divider, InlineStack, ProgressBar, Text, type BadgeProps } from '@shopify/polaris';
import type { DataPage, KindOfData } from '~/ops/data-page.server';
import { aboutWords, kindWords } from '~/ops/sync-words';
import { TitledCard } from '../titled-card';
import { When } from '../when';

interface SyncCardProps {
  data: Pick<DataPage, 'kinds' | 'shop' | 'isSynced' | 'censusAt'>;
  /** Whether Shopify shows only the orders of its window. */
  isWindowed: boolean;
}

/** What has come from Shopify, of each kind: how much, how fresh, and what is in its way. */
export function SyncCard({ data: { kinds, shop, isSynced, censusAt }, isWindowed }: SyncCardProps) {
  return (
    <TitledCard title="From Shopify">
      <Text as="p">
        {isSynced
          ? 'Your store tells Kindred of each change at once. Every quarter of an hour Kindred looks by itself for what was not told.'
          : 'Kindred is reading your store’s past. You can leave this page; it goes on by itself.'}
      </Text>
      <BlockStack as="ul" gap="300">
        {kinds.map((each) => (
          <li key={each.kind}>
            <BlockStack gap="300">
              <Divider />
              <Kind data={each} shop={shop} isWindowed={isWindowed && each.kind === 'orders'} />
            </BlockStack>
          </li>
        ))}
      </BlockStack>
      {censusAt && (
        <Text as="p" tone="subdued">
          What you deleted was last looked for <When at={censusAt} shop={shop} />; that is done once a day.
        </Text>
      )}
    </TitledCard>
  );
}

interface KindProps {
  data: KindOfData;
  shop: DataPage['shop'];
  isWindowed: boolean;
}

function Kind({ data, shop, isWindowed }: KindProps) {
  const { kind, state, count, share, trouble } = data;
  const { words, tone } = BADGES[state];
  return (
    <BlockStack gap="150">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="h3" variant="headingSm">
          {kindWords[kind]}
        </Text>
        <Badge tone={tone}>{words}</Badge>
      </InlineStack>
      <Text as="p">
        {count.toLocaleString('en')} {isWindowed ? 'of the last 60 days' : 'known'}
        <Freshness data={data} shop={shop} />
      </Text>
      {share !== null && (
        <ProgressBar progress={share * 100} size="small" ariaLabelledBy={`progress-of-${kind}`} animated={false} />
      )}
      <Pace data={data} />
      {trouble && (
        <Text as="p" tone="critical">
          {trouble.what} {trouble.remedy}
        </Text>
      )}
    </BlockStack>
  );
}

const BADGES: Record<KindOfData['state'], { words: string; tone: BadgeProps['tone'] }> = {
  waiting: { words: 'Waiting', tone: undefined },
  preparing: { words: 'Shopify prepares it', tone: 'info' },
  loading: { words: 'Being read', tone: 'info' },
  here: { words: 'Here', tone: 'success' },
  refused: { words: 'Not shown to Kindred', tone: 'critical' },
  failed: { words: 'Tried again soon', tone: 'warning' },
};

function Freshness({ data: { sureUntil, lateFound }, shop }: Omit<KindProps, 'isWindowed'>) {
  if (!sureUntil) return null;
  return (
    <>
      , complete as of <When at={sureUntil} shop={shop} />
      {lateFound > 0 && `; ${lateFound.toLocaleString('en')} found that no webhook had told`}
    </>
  );
}

/** How far it is, in words as well: a bar alone tells nothing to who cannot see it. */
function Pace({ data: { kind, share, remainingMs } }: { data: KindOfData }) {
  if (share === null) return null;
  return (
    <Text as="p" tone="subdued" id={`progress-of-${kind}`}>
      {Math.floor(share * 100)} % read
      {remainingMs !== null && `, ${aboutWords(remainingMs)} to go at the pace so far`}
    </Text>
  );
}
