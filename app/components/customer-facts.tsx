import { BlockStack, Text } from '@shopify/polaris';
import { countWords } from '~/decisions/explanations/spoken-shop';
import type { CustomerPage } from '~/ops/customer.server';
import { Facts } from './facts';
import { moneyWords } from './money-words';
import { TitledCard } from './titled-card';
import { When } from './when';

/** Figures of one person, and how this person is recognised. */
export function CustomerFacts({ page: { about, purchases, identities, shop } }: { page: CustomerPage }) {
  const facts = [
    {
      term: 'Bought',
      words: purchases.orders
        ? `${moneyWords(purchases.spentMinor, shop)} in ${countWords(purchases.orders, 'order')}`
        : 'nothing yet',
    },
    { term: 'Last seen', words: <When at={about.lastSeenAt} shop={shop} /> },
    { term: 'First seen', words: <When at={about.firstSeenAt} shop={shop} /> },
    ...(about.country ? [{ term: 'Country', words: about.country }] : []),
    ...(about.language ? [{ term: 'Language', words: about.language }] : []),
  ];
  return (
    <>
      <TitledCard title="In short">
        <Facts facts={facts} />
      </TitledCard>
      <TitledCard title="How we know them">
        <BlockStack as="ul" gap="200">
          {identities.map(({ what, value, how }) => (
            <li key={what + value + how}>
              <Text as="p" breakWord>
                {what} {value}
              </Text>
              <Text as="p" tone="subdued" variant="bodySm">
                {how}
              </Text>
            </li>
          ))}
        </BlockStack>
      </TitledCard>
    </>
  );
}
