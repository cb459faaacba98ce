import { useFetcher } from '@remix-run/react';
import { Badge, BlockStack, Button, Divider, InlineStack, Link, Text, type BadgeProps } from '@shopify/polaris';
import type { LeftCustomer } from '~/ops/left-at-shopify.server';
import type { PageShop } from '~/ops/shop-context.server';
import { TitledCard } from '../titled-card';
import { When } from '../when';

/** Who asked Kindred to be deleted, so that the merchant can do the same in Shopify. Nobody: nothing is shown. */
export function LeftCard({ left, shop }: { left: LeftCustomer[]; shop: PageShop }) {
  if (left.length === 0) return null;
  const open = left.filter(({ state }) => state === 'open').length;
  return (
    <TitledCard title={open === 0 ? 'Nobody is left to be deleted in Shopify' : 'To be deleted in Shopify, too'}>
      <Text as="p">
        These customers asked at the preference centre to be deleted. Kindred has deleted them here; Shopify has them
        still, and tells Kindred of them again as soon as they come back. Erase their personal data on their page in
        Shopify, unless the law says that you must keep it.
      </Text>
      <BlockStack as="ul" gap="300">
        {left.map((customer) => (
          <li key={customer.id}>
            <BlockStack gap="300">
              <Divider />
              <Left customer={customer} shop={shop} />
            </BlockStack>
          </li>
        ))}
      </BlockStack>
    </TitledCard>
  );
}

const STATES: Record<LeftCustomer['state'], { words: string; tone: BadgeProps['tone'] }> = {
  open: { words: 'In Shopify still', tone: 'attention' },
  deleted: { words: 'Deleted in Shopify', tone: 'success' },
  settled: { words: 'Seen to', tone: 'success' },
  lapsed: { words: 'Time is over', tone: 'warning' },
};

function Left({ customer, shop }: { customer: LeftCustomer; shop: PageShop }) {
  const { number, url, erasedAt, until, state, settledAt } = customer;
  const { words, tone } = STATES[state];
  return (
    <BlockStack gap="150">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="h4" variant="headingSm" breakWord>
          {url ? (
            <Link url={url} external>
              Customer {number}
            </Link>
          ) : (
            'A customer'
          )}
        </Text>
        <Badge tone={tone}>{words}</Badge>
      </InlineStack>
      <Text as="p" tone="subdued">
        Deleted here <When at={erasedAt} shop={shop} />
        {state === 'open' ? (
          <>
            ; Kindred forgets the number <When at={until} shop={shop} />
          </>
        ) : (
          settledAt && (
            <>
              ; done <When at={settledAt} shop={shop} />
            </>
          )
        )}
      </Text>
      {state === 'open' && <SeenTo id={customer.id} number={number} />}
    </BlockStack>
  );
}

function SeenTo({ id, number }: { id: string; number: string | null }) {
  const fetcher = useFetcher();
  return (
    <InlineStack>
      <Button
        onClick={() =>
          fetcher.submit({ intent: 'seen-to', id }, { method: 'post', action: '/app/settings/privacy/requests' })
        }
        loading={fetcher.state !== 'idle'}
        accessibilityLabel={`I have seen to it: ${number ? `customer ${number}` : 'a customer'}`}
      >
        I have seen to it
      </Button>
    </InlineStack>
  );
}
