import { Badge, BlockStack, InlineStack, Text } from '@shopify/polaris';
import { capitalised } from '~/decisions/explanations/spoken-shop';
import type { ToldSignal } from '~/ops/message-signals.server';
import type { PageShop } from '~/ops/shop-context.server';
import { TitledCard } from './titled-card';
import { When } from './when';

interface SignalsCardProps {
  signals: readonly ToldSignal[];
  /** How many are not shown. */
  more: number;
  shop: PageShop;
}

/** Each time a mail was opened or clicked, and whether a person did it. */
export function SignalsCard({ signals, more, shop }: SignalsCardProps) {
  if (!signals.length) return null;
  return (
    <TitledCard title="Opened and clicked">
      <Text as="p" tone="subdued">
        Only what a person did counts: for flows, segments, reports, and for what orders are credited to.
      </Text>
      <BlockStack as="ol" gap="300">
        {signals.map((signal, index) => (
          <li key={`${signal.at} ${index}`}>
            <Signal signal={signal} shop={shop} />
          </li>
        ))}
      </BlockStack>
      {more > 0 && (
        <Text as="p" tone="subdued">
          And {more} more times.
        </Text>
      )}
    </TitledCard>
  );
}

function Signal({ signal: { at, what, where, times, by, why }, shop }: { signal: ToldSignal; shop: PageShop }) {
  return (
    <BlockStack gap="050">
      <InlineStack gap="200" blockAlign="center">
        <Text as="span">
          {what === 'opened' ? 'Opened' : 'Clicked'} {times > 1 && `${times} times, first `}
          <When at={at} shop={shop} />
        </Text>
        <Badge {...BY[by].badge}>{BY[by].words}</Badge>
      </InlineStack>
      {where && (
        <Text as="p" tone="subdued" breakWord>
          {where}
        </Text>
      )}
      {why.length > 0 && (
        <Text as="p" tone="subdued">
          {capitalised(why.join('; '))}.
        </Text>
      )}
    </BlockStack>
  );
}

const BY = {
  person: { words: 'By a person', badge: { tone: 'success' } },
  machine: { words: 'By a program', badge: {} },
  unsure: { words: 'Perhaps by a program', badge: { tone: 'attention' } },
  waiting: { words: 'Being looked at', badge: { tone: 'info' } },
} as const;
