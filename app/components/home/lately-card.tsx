import { BlockStack, Divider, InlineStack, Link, Text } from '@shopify/polaris';
import { capitalised, keyWords } from '~/decisions/explanations/spoken-shop';
import type { AlikeMessages } from '~/ops/messages.server';
import type { PageShop } from '~/ops/shop-context.server';
import { StateBadge } from '../state-badge';
import { TitledCard } from '../titled-card';
import { When } from '../when';

/** The newest few things that were done, or were not and why. Absent while there is none. */
export function LatelyCard({ messages, shop }: { messages: AlikeMessages[]; shop: PageShop }) {
  if (!messages.length) return null;
  return (
    <TitledCard title="Lately">
      <BlockStack gap="300">
        {messages.map((message, index) => (
          <BlockStack key={message.id} gap="300">
            {index > 0 && <Divider />}
            <Told message={message} shop={shop} />
          </BlockStack>
        ))}
      </BlockStack>
    </TitledCard>
  );
}

/** No more are looked at. */
const MANY = 90;

function Told({
  message: { id, to, name, step, campaign, status, reason, plannedAt, others },
  shop,
}: {
  message: AlikeMessages;
  shop: PageShop;
}) {
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="p">
          <Link url={`/app/messages/${id}`}>
            {campaign ?? capitalised(keyWords(step))} to {name ?? to ?? 'a visitor'}
          </Link>
          {others > 0 && ` and ${others >= MANY ? 'many' : others} ${others === 1 ? 'other' : 'others'}`}
          {', '}
          <When at={plannedAt} shop={shop} />
        </Text>
        <StateBadge status={status} />
      </InlineStack>
      {reason && (
        <Text as="p" tone="subdued">
          {reason}
        </Text>
      )}
    </BlockStack>
  );
}
