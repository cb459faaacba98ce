import { Link, List, Text } from '@shopify/polaris';
import type { DeliverabilityPage } from '~/ops/deliverability/deliverability-page.server';
import { numberWords } from '~/ops/recommendations/number-words';
import { TitledCard } from '../titled-card';

/** Mails whose end is not known, and those that came to nothing. */
export function DoubtCard({ page: { inDoubt, broken, days, shop } }: { page: DeliverabilityPage }) {
  if (inDoubt === 0 && broken === 0)
    return (
      <TitledCard title="Mails in doubt">
        <Text as="p">Of every mail it is known whether it left, and none was refused.</Text>
      </TitledCard>
    );
  return (
    <TitledCard title="Mails in doubt">
      <List>
        <List.Item>
          {numberWords(inDoubt, shop.locale)} may have left: nobody answered, and none of them is sent again blindly.
          Postmark is asked what it knows of them. <Link url="/app/messages?state=in-doubt">Those in doubt</Link>
        </List.Item>
        <List.Item>
          {numberWords(broken, shop.locale)} of the last {days} days could not be made, or were refused.{' '}
          <Link url="/app/messages?state=not-sent">Those not sent, and why</Link>
        </List.Item>
      </List>
    </TitledCard>
  );
}
