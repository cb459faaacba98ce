import { BlockStack, Text } from '@shopify/polaris';
import type { CustomerPage } from '~/ops/customer.server';
import { Facts } from './facts';
import { TitledCard } from './titled-card';
import { When } from './when';

/** Custom properties and metafields of a person; nothing where there are none. */
export function CustomerProperties({ page: { properties, shop } }: { page: CustomerPage }) {
  if (!properties.length) return null;
  const facts = properties.map(({ key, value, source, at }) => ({
    term: key,
    words: (
      <BlockStack gap="025">
        <Text as="span" breakWord>
          {value}
        </Text>
        <Text as="span" tone="subdued" variant="bodySm">
          {source}, <When at={at} shop={shop} />
        </Text>
      </BlockStack>
    ),
  }));
  return (
    <TitledCard title="Properties">
      <Facts facts={facts} />
    </TitledCard>
  );
}
