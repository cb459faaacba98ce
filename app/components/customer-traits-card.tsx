import { Text } from '@shopify/polaris';
import type { CustomerPage } from '~/ops/customer.server';
import { Facts } from './facts';
import { TitledCard } from './titled-card';

/** What a person is like, as far as what they did says it. */
export function CustomerTraitsCard({ traits }: { traits: CustomerPage['traits'] }) {
  return (
    <TitledCard title="What they are like">
      {traits.length > 0 ? (
        <Facts facts={traits} />
      ) : (
        <Text as="p" tone="subdued">
          Too little is known yet. It is worked out from what they order and look at.
        </Text>
      )}
    </TitledCard>
  );
}
