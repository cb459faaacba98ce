import { BlockStack, Link, Text } from '@shopify/polaris';
import type { CampaignPage } from '~/ops/campaigns/campaign-page.server';
import { Facts } from '../facts';
import { TitledCard } from '../titled-card';
import { ToldShopifyNote } from '../told-shopify-note';
import { When } from '../when';

/** What was planned, in words. */
export function PlanCard({ page: { said, toldShopify, shop } }: { page: CampaignPage }) {
  return (
    <TitledCard title="The plan">
      <Facts
        facts={[
          { term: 'Mail', words: said.what },
          { term: 'Subject', words: said.subject },
          { term: 'To', words: `Whoever is in ${said.whom}` },
          { term: 'When', words: said.when },
          { term: 'How fast', words: said.how },
          { term: 'Again', words: said.again },
        ]}
      />
      <ToldShopifyNote told={toldShopify} shop={shop} />
    </TitledCard>
  );
}

/** Who did not get it, by why. */
export function SkippedCard({ page: { skipped, shop } }: { page: CampaignPage }) {
  if (skipped.length === 0) return null;
  return (
    <TitledCard title="Not sent, and why">
      <Facts
        facts={skipped.map(({ code, name, people }) => ({
          term: name,
          words: (
            <Link url={`/app/messages?reason=${encodeURIComponent(code)}`}>
              {people === 1 ? 'one person' : `${people.toLocaleString(shop.locale)} people`}
            </Link>
          ),
        }))}
      />
    </TitledCard>
  );
}

/** What was done with it, and when. */
export function HistoryCard({ page: { history, shop } }: { page: CampaignPage }) {
  return (
    <TitledCard title="What happened">
      <BlockStack as="ul" gap="100">
        {history.map(({ id, words, at }) => (
          <li key={id}>
            <Text as="span">{words}, </Text>
            <When at={at} shop={shop} />
          </li>
        ))}
      </BlockStack>
    </TitledCard>
  );
}
