import { BlockStack, Link, Text } from '@shopify/polaris';
import type { MessagePage } from '~/ops/message.server';
import { moneyWords } from './money-words';
import { Facts } from './facts';
import { TitledCard } from './titled-card';
import { When } from './when';

/** To whom, and when what happened. */
export function MessageFacts({ page: { person, times, shop } }: { page: MessagePage }) {
  const { who, profileId } = person;
  return (
    <>
      <TitledCard title="To whom">
        <BlockStack gap="050">
          <Link url={`/app/customers/${profileId}`}>{who?.name ?? who?.email ?? 'A visitor'}</Link>
          {who?.name && (
            <Text as="p" tone="subdued" breakWord>
              {who.email}
            </Text>
          )}
          {!who && (
            <Text as="p" tone="subdued">
              No address is known, or it was erased.
            </Text>
          )}
        </BlockStack>
      </TitledCard>
      <TitledCard title="When">
        <Facts facts={times.map(({ label, at }) => ({ term: label, words: <When at={at} shop={shop} /> }))} />
      </TitledCard>
    </>
  );
}

/** What became of it, in a sentence, with the values behind it and the orders it is credited with. */
export function MessageOutcome({ page: { sentence, values, credited, shop } }: { page: MessagePage }) {
  return (
    <TitledCard title="What became of it">
      <Text as="p" variant="bodyLg">
        {sentence}
      </Text>
      {credited.map(({ orderName, revenueMinor, orderedAt, touch, isLast }) => (
        <Text as="p" key={orderName}>
          Order {orderName}, {moneyWords(revenueMinor, shop)},{' '}
          {isLast ? 'is credited to this mail: it' : 'is credited to a later mail, and this one helped: it'} was placed{' '}
          <When at={orderedAt} shop={shop} />, after {touch === 'open' ? 'an open' : 'a click'}.
        </Text>
      ))}
      {values.length > 0 && <Facts facts={values.map(({ label, value }) => ({ term: label, words: value }))} />}
    </TitledCard>
  );
}
