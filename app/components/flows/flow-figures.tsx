import { BlockStack, Card, InlineStack, Select, Text } from '@shopify/polaris';
import type { FlowPage } from '~/ops/flows/flow-page.server';
import { numberWords } from '~/ops/recommendations/number-words';
import { WINDOW_WORDS, type Window } from '~/ops/flows/window';
import type { ListAddress } from '../list-address';
import { moneyWords } from '../money-words';
import { ToldShopifyNote } from '../told-shopify-note';

interface FlowFiguresProps {
  page: Pick<FlowPage, 'numbers' | 'liveVersion' | 'creditedBy' | 'toldShopify' | 'shop'>;
  address: ListAddress;
}

const OPTIONS = (Object.keys(WINDOW_WORDS) as Window[]).map((value) => ({ value, label: WINDOW_WORDS[value] }));

/** What came of the flow in a window of time. */
export function FlowFigures({
  page: { numbers, liveVersion, creditedBy, toldShopify, shop },
  address,
}: FlowFiguresProps) {
  const say = (number: number) => numberWords(number, shop.locale);
  const { mails, inItNow, entered, finished, exits } = numbers;
  const leftEarly = Object.values(exits).reduce((sum, times) => sum + times, 0);
  const figures = [
    { words: 'in it now', value: say(inItNow) },
    { words: 'came in', value: say(entered) },
    { words: 'went to the end', value: say(finished) },
    { words: 'left early', value: say(leftEarly) },
    { words: 'mails sent', value: say(mails.sent) },
    { words: 'opened by people', value: say(mails.opened) },
    { words: 'clicked by people', value: say(mails.clicked) },
    { words: mails.orders === 1 ? 'order' : 'orders', value: say(mails.orders) },
    { words: 'revenue', value: moneyWords(mails.revenueMinor, shop) },
  ];
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            What came of it
          </Text>
          <Select
            label="Counted"
            labelInline
            options={OPTIONS}
            value={numbers.window}
            onChange={(days) => address.set('days', days)}
          />
        </InlineStack>
        <div className="flow-figures">
          {figures.map(({ words, value }) => (
            <BlockStack key={words}>
              <Text as="span" variant="headingLg" numeric>
                {value}
              </Text>
              <Text as="span" tone="subdued">
                {words}
              </Text>
            </BlockStack>
          ))}
        </div>
        <Text as="p" variant="bodySm" tone="subdued">
          {versionsWords(liveVersion)}Days are the shop’s own. Orders are those {creditedBy}, credited to the last mail
          that was used.
        </Text>
        <ToldShopifyNote told={toldShopify} shop={shop} />
      </BlockStack>
    </Card>
  );
}

/** A step is the same one from version to version, so its numbers go on when something else is changed. */
const versionsWords = (liveVersion: number): string =>
  liveVersion > 1 ? `All ${liveVersion} versions counted together. ` : '';
