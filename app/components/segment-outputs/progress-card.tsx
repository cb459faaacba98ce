import { BlockStack, Text } from '@shopify/polaris';
import type { OutputsPage } from '~/ops/segment-outputs/outputs-page.server';
import { Facts } from '../facts';
import { TitledCard } from '../titled-card';
import { When } from '../when';

const people = (count: number): string => (count === 1 ? 'one person' : `${count.toLocaleString('en')} people`);

/** How far Shopify knows who is in a segment. */
export function ProgressCard({ page }: { page: OutputsPage }) {
  const { shop, told, waiting, withoutCustomer, refusedCount, stillToTell, check, output } = page;
  const isOff = output.tag === null && output.handle === null;
  const open =
    stillToTell > 0 ? `Changes of ${people(stillToTell)} are still to be told, of this segment or others.` : '';
  return (
    <TitledCard title="How far it is">
      <BlockStack gap="200">
        {isOff ? (
          <Text as="p" tone="subdued">
            Shopify is not told of this segment. {open}
          </Text>
        ) : (
          <Facts
            facts={[
              { term: 'In Shopify', words: people(told) },
              { term: 'To be told', words: waiting ? people(waiting) : 'nobody' },
              ...(refusedCount ? [{ term: 'Not taken', words: people(refusedCount) }] : []),
              ...(withoutCustomer ? [{ term: 'No customer', words: people(withoutCustomer) }] : []),
            ]}
          />
        )}
        {!isOff && withoutCustomer > 0 && (
          <Text as="p" tone="subdued">
            Who is no customer in Shopify can carry nothing there. They are told as soon as they are one.
          </Text>
        )}
        {!isOff && check && (
          <Text as="p" tone="subdued">
            Looked through <When at={check.checkedAt} shop={shop} />
            {check.takenAway > 0 && `; ${people(check.takenAway)} got back a tag that was taken off in Shopify`}.
          </Text>
        )}
      </BlockStack>
    </TitledCard>
  );
}
