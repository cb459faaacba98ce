import { Link, Text } from '@shopify/polaris';
import type { PageShop } from '~/ops/shop-context.server';
import type { TraitsCheck } from '~/ops/traits-check.server';
import { TitledCard } from '../titled-card';
import { When } from '../when';

/** Whether what is kept of people is what their history says: looked at each night, of everybody. */
export function TraitsCard({ traits, shop }: { traits: TraitsCheck; shop: PageShop }) {
  return (
    <TitledCard title="What people are like">
      <Text as="p">
        Favourites, usual price, place and scores follow from what people order and look at. Each night everybody is
        counted anew, to be sure.
      </Text>
      <LastCount traits={traits} shop={shop} />
      {traits.isUnderWay && (
        <Text as="p" tone="subdued">
          It is being done just now; what came of it is shown at the end.
        </Text>
      )}
    </TitledCard>
  );
}

function LastCount({ traits: { countedAt, people, drifted, url }, shop }: { traits: TraitsCheck; shop: PageShop }) {
  if (!countedAt)
    return (
      <Text as="p" tone="subdued">
        That has not been done yet.
      </Text>
    );
  return (
    <Text as="p">
      Last <When at={countedAt} shop={shop} />: {people.toLocaleString('en')} {people === 1 ? 'person' : 'people'}{' '}
      checked, {drifted === 0 ? 'nobody came out otherwise.' : <Link url={url}>{otherwise(drifted)}</Link>}
    </Text>
  );
}

const otherwise = (drifted: number): string =>
  `${drifted === 1 ? 'one' : drifted.toLocaleString('en')} of them came out otherwise and ${drifted === 1 ? 'was' : 'were'} put right`;
