import { Button, InlineStack, Text } from '@shopify/polaris';
import type { DeliverabilityPage } from '~/ops/deliverability/deliverability-page.server';
import { numberWords } from '~/ops/recommendations/number-words';
import { Facts } from '../facts';
import { TitledCard } from '../titled-card';
import { When } from '../when';

/** Who is not written to, by why. */
export function SuppressedCard({ page: { suppressed, listReadAt, shop } }: { page: DeliverabilityPage }) {
  const all = suppressed.reduce((sum, { people }) => sum + people, 0);
  return (
    <TitledCard title="Who is not written to">
      <Text as="p">
        {all === 0
          ? 'Nobody so far has said no, and no mailbox refused you.'
          : `${numberWords(all, shop.locale)} ${all === 1 ? 'address gets' : 'addresses get'} no marketing mail.`}
        {listReadAt && (
          <>
            {' '}
            Postmark’s own list was last read <When at={listReadAt} shop={shop} />.
          </>
        )}
      </Text>
      {all > 0 && (
        <>
          <Facts
            facts={suppressed.map(({ words, people }) => ({ term: words, words: numberWords(people, shop.locale) }))}
          />
          <InlineStack>
            <Button url="/app/deliverability/suppressions">See who, since when and why</Button>
          </InlineStack>
        </>
      )}
    </TitledCard>
  );
}
