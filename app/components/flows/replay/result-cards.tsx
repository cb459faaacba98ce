import { BlockStack, List, Text } from '@shopify/polaris';
import type { ReplayPage, ShownReplay } from '~/ops/replay/replay-page.server';
import { moneyWords } from '../../money-words';
import { TitledCard } from '../../titled-card';
import { CountsTable } from './counts-table';

interface CardProps {
  replay: ShownReplay;
  shop: ReplayPage['shop'];
}

const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/** `Fri, 25 Sept`, of a day of the shop’s calendar (`2026-09-25`). */
const dayWords = (day: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    new Date(day),
  );

/** The answer, in a sentence or two, and the figures behind it. */
export function SummaryCard({ replay, shop }: CardProps) {
  const { result, sides, happened, creditDays } = replay;
  if (!result || !happened) return null;
  const [sent = 0] = result.figures[2]?.counts ?? [];
  const [mailed = 0] = result.figures[3]?.counts ?? [];
  const [orders = 0] = result.brought.orders;
  const [minor = 0] = result.brought.minor;
  return (
    <TitledCard title="What it would have done">
      <Text as="p" variant="bodyLg">
        {sides[0]}, would have sent {plural(sent, 'mail')} to {plural(mailed, 'person', 'people')}. They ordered{' '}
        {orders === 1 ? 'once' : `${orders.toLocaleString('en')} times`} within {plural(creditDays, 'day')} after one,
        for {moneyWords(minor, shop)}.
      </Text>
      <Text as="p" tone="subdued">
        That is not what the mails would have earned: many of them ordered without one, and would have anyway. Only a
        hold-out can tell the difference.
        {result.brought.elsewhere > 0 &&
          ` ${plural(result.brought.elsewhere, 'order')} in another currency ${result.brought.elsewhere === 1 ? 'is' : 'are'} left out of the sum.`}
      </Text>
      <CountsTable
        what="In these days"
        sides={sides}
        lines={[
          ...result.figures,
          { words: `Orders within ${plural(creditDays, 'day')} after a mail`, counts: result.brought.orders },
        ]}
      />
      <CountsTable
        what="In money"
        sides={sides}
        lines={[{ words: 'Those orders', counts: result.brought.minor }]}
        format={(count) => moneyWords(count, shop)}
      />
      <Text as="p">
        What really happened: {plural(happened.begun, 'way')} through the flow began in these days,{' '}
        {plural(happened.sent, 'mail')} went to {plural(happened.mailed, 'person', 'people')}, and orders after clicks
        in them came to {moneyWords(happened.creditedMinor, shop)}.
      </Text>
    </TitledCard>
  );
}

/** Two variants: whom only one of them reaches, and whose mail moves. */
export function DifferenceCard({ replay: { difference, sides } }: CardProps) {
  const [first, second] = sides;
  if (!difference || !first || !second) return null;
  const { onlyFirst, onlySecond, both, same, earlier, later } = difference;
  return (
    <TitledCard title="Where the two differ">
      <List>
        <List.Item>
          {plural(both, 'person gets', 'people get')} mail by both; for {same.toLocaleString('en')} of them nothing
          changes.
        </List.Item>
        <List.Item>
          {plural(onlyFirst, 'person gets', 'people get')} mail by “{first}” alone, {onlySecond.toLocaleString('en')} by
          “{second}” alone.
        </List.Item>
        <List.Item>
          By “{second}” {plural(earlier, 'mail goes', 'mails go')} earlier and {later.toLocaleString('en')} later than
          by “{first}”.
        </List.Item>
      </List>
    </TitledCard>
  );
}

/** Which mails, why others did not go, who would have made way, and on which days. */
export function DetailCards({ replay: { result, sides }, shop }: CardProps) {
  if (!result) return null;
  const { steps, refusals, collisions, days } = result;
  return (
    <>
      {steps.length > 0 && (
        <TitledCard title="Which mails">
          <CountsTable what="Mail" sides={sides} lines={steps} />
        </TitledCard>
      )}
      {refusals.length > 0 && (
        <TitledCard title="What would not have gone, or waited, and why">
          <CountsTable what="Why" sides={sides} lines={refusals} />
        </TitledCard>
      )}
      <TitledCard title="Who would have made way">
        {collisions.length === 0 ? (
          <Text as="p" tone="subdued">
            No mail of another flow or a campaign would have had to wait for one of these.
          </Text>
        ) : (
          <BlockStack gap="200">
            <Text as="p" tone="subdued">
              Mails that really went, and would have had to wait because one of these went shortly before. What would
              have followed from their waiting is not followed.
            </Text>
            <CountsTable what="Mails of" sides={sides} lines={collisions} />
          </BlockStack>
        )}
      </TitledCard>
      {days.length > 0 && (
        <TitledCard title="Mails by day">
          <CountsTable
            what="Day"
            sides={sides}
            lines={days.map(({ words, counts }) => ({ words: dayWords(words, shop.locale), counts }))}
          />
        </TitledCard>
      )}
    </>
  );
}

const HEADINGS = {
  then: 'As it was at each moment',
  nearly: 'Rebuilt, with a gap',
  now: 'As it is today',
} as const;

/** What the figures rest on. */
export function FoundationsCard({ replay: { foundations } }: Pick<CardProps, 'replay'>) {
  return (
    <TitledCard title="What this rests on">
      {(['then', 'nearly', 'now'] as const).map((footing) => {
        const own = foundations.filter((each) => each.footing === footing);
        return (
          own.length > 0 && (
            <BlockStack key={footing} gap="100">
              <Text as="h3" variant="headingSm">
                {HEADINGS[footing]}
              </Text>
              <List>
                {own.map(({ words }) => (
                  <List.Item key={words}>{words}</List.Item>
                ))}
              </List>
            </BlockStack>
          )
        );
      })}
    </TitledCard>
  );
}
