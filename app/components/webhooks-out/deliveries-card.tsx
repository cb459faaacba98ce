import { Badge, BlockStack, Button, Divider, InlineStack, Text } from '@shopify/polaris';
import type { PageShop } from '~/ops/shop-context.server';
import type { ShownDelivery, WebhooksPage } from '~/ops/webhooks-out/webhooks-page.server';
import { TitledCard } from '../titled-card';
import { useSaving, type Saving } from '../use-saving';
import { When } from '../when';

/** What became of the newest messages. Whom they were about is not shown. */
export function DeliveriesCard({ page }: { page: WebhooksPage }) {
  const saving = useSaving('/app/settings/webhooks', 'It is sent again');
  const { deliveries, isTroubleOnly, shop } = page;
  const other = isTroubleOnly
    ? { words: 'Show all', url: '/app/settings/webhooks' }
    : { words: 'Only what is open', url: '/app/settings/webhooks?show=trouble' };
  return (
    <TitledCard
      title="The newest messages"
      aside={
        (isTroubleOnly || deliveries.length > 0) && (
          <Button variant="plain" url={other.url}>
            {other.words}
          </Button>
        )
      }
    >
      {deliveries.length === 0 && (
        <Text as="p" tone="subdued">
          {isTroubleOnly ? 'Nothing waits, and nothing was put aside.' : 'Nothing was sent in the last 30 days.'}
        </Text>
      )}
      {deliveries.length > 0 && (
        <BlockStack as="ul" gap="300">
          {deliveries.map((delivery, index) => (
            <li key={delivery.id}>
              <BlockStack gap="300">
                {index > 0 && <Divider />}
                <Delivery delivery={delivery} shop={shop} saving={saving} />
              </BlockStack>
            </li>
          ))}
        </BlockStack>
      )}
    </TitledCard>
  );
}

const TONES = { delivered: 'success', waiting: 'info', 'put aside': 'critical' } as const;

interface DeliveryProps {
  delivery: ShownDelivery;
  shop: PageShop;
  saving: Saving;
}

function Delivery({ delivery, shop, saving }: DeliveryProps) {
  const { id, what, status, host, notedAt, attempts, problem } = delivery;
  const words = status.charAt(0).toUpperCase() + status.slice(1);
  return (
    <BlockStack gap="100">
      <InlineStack gap="200" align="space-between" blockAlign="center">
        <InlineStack gap="200" blockAlign="center">
          <Text as="span" breakWord>
            {what}
          </Text>
          <Badge tone={TONES[status]}>{words}</Badge>
        </InlineStack>
        {status === 'put aside' && (
          <Button
            variant="plain"
            onClick={() => saving.submit({ intent: 'send-again', id })}
            accessibilityLabel={`Send again: ${what}`}
          >
            Send again
          </Button>
        )}
      </InlineStack>
      <Text as="p" tone="subdued" breakWord>
        <When at={notedAt} shop={shop} /> to {host}
        {attempts > 1 && `, tried ${attempts} times`}
        {problem && status !== 'delivered' && `: ${problem}`}
      </Text>
    </BlockStack>
  );
}
