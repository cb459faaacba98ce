import { BlockStack, InlineGrid, Text } from '@shopify/polaris';
import type { CustomerPage } from '~/ops/customer.server';
import { TitledCard } from './titled-card';

/** What a person is like, as far as what they did says it. Words are long here: they wrap beside their term, not under it. */
export function CustomerTraitsCard({ traits }: { traits: CustomerPage['traits'] }) {
  return (
    <TitledCard title="What they are like">
      {traits.length > 0 ? (
        <BlockStack as="ul" gap="150">
          {traits.map(({ term, words }) => (
            <li key={term}>
              <InlineGrid columns="minmax(0, 2fr) minmax(0, 3fr)" gap="200">
                <Text as="span" tone="subdued">
                  {term}
                </Text>
                <Text as="span" breakWord>
                  {words}
                </Text>
              </InlineGrid>
            </li>
          ))}
        </BlockStack>
      ) : (
        <Text as="p" tone="subdued">
          Too little is known yet. It is worked out from what they order and look at.
        </Text>
      )}
    </TitledCard>
  );
}
