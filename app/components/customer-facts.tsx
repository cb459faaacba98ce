import { countWords } from '~/decisions/explanations/spoken-shop';
import type { CustomerPage } from '~/ops/customer.server';
import { Facts } from './facts';
import { moneyWords } from './money-words';
import { TitledCard } from './titled-card';
import { When } from './when';

/** Figures of one person, and where and when they were seen. */
export function CustomerFacts({ page: { about, purchases, shop } }: { page: CustomerPage }) {
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
    ...(about.place ? [{ term: 'Place', words: about.place }] : []),
    ...(about.birthday ? [{ term: 'Birthday', words: about.birthday }] : []),
    ...(about.language ? [{ term: 'Language', words: about.language }] : []),
  ];
  return (
    <TitledCard title="In short">
      <Facts facts={facts} />
    </TitledCard>
  );
}
