import { List, Text } from '@shopify/polaris';
import { TitledCard } from '../titled-card';

/** Before there is anything to judge by: what makes mail arrive from the first one on. */
export function GoodStart() {
  return (
    <TitledCard title="A good start">
      <Text as="p">
        Mailbox providers do not know you yet. How the first weeks go decides whether they put your mail in the inbox.
      </Text>
      <List>
        <List.Item>Send from your own domain, with its two records in DNS, before you send to many.</List.Item>
        <List.Item>
          Begin with mail that people wait for: a left cart, a welcome. Those who open it speak for you.
        </List.Item>
        <List.Item>
          Write first to those who bought or read lately, and send a first campaign slowly: an hour’s share at a time.
        </List.Item>
        <List.Item>
          Leave out whom you have not heard of for a year. Old lists hold mailboxes that are gone, and traps.
        </List.Item>
        <List.Item>
          Let people leave easily. Whoever finds the link does not press “spam”; five complaints can stop your mail.
        </List.Item>
      </List>
    </TitledCard>
  );
}
