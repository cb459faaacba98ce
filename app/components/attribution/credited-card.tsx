import { BlockStack, InlineGrid, ProgressBar, Text } from '@shopify/polaris';
import { creditWindowWords } from '~/engagement/attribution/windows';
import type { Credited, CreditPage } from '~/ops/attribution/credit-page.server';
import { moneyWords } from '../money-words';
import { TitledCard } from '../titled-card';

type CreditedCardProps = Pick<CreditPage, 'credited' | 'windows' | 'days' | 'shop'>;

/** What mails are credited with, and what they helped with besides. */
export function CreditedCard({ credited, windows, days, shop }: CreditedCardProps) {
  const figures = [
    { label: 'After a click', figure: credited.byClick },
    ...(windows.openDays > 0 ? [{ label: 'After an open', figure: credited.byOpen }] : []),
    { label: 'Helped by a further mail', figure: credited.helpedMore },
  ];
  return (
    <TitledCard title={`The last ${days} days`}>
      <Text as="p" tone="subdued">
        Orders {creditWindowWords(windows)}, less what was paid back. Cancelled orders and test orders earn nothing.
      </Text>
      <InlineGrid columns={{ xs: 1, sm: figures.length }} gap="400">
        {figures.map(({ label, figure }) => (
          <BlockStack key={label} gap="050">
            <Text as="p" variant="headingLg">
              {moneyWords(figure.minor, shop)}
            </Text>
            <Text as="p" tone="subdued">
              {label}, {ordersWords(figure)}
            </Text>
          </BlockStack>
        ))}
      </InlineGrid>
      <Text as="p" tone="subdued">
        An order is credited once, to the mail touched last. The last figure is part of the others: orders before which
        another mail was touched as well. What would have been bought anyway is in all of them.
      </Text>
    </TitledCard>
  );
}

const ordersWords = ({ orders }: Credited): string =>
  `${orders.toLocaleString('en')} ${orders === 1 ? 'order' : 'orders'}`;

/** How far crediting anew is. */
export function UnderWayCard({ underWay: { windows, done, of } }: { underWay: NonNullable<CreditPage['underWay']> }) {
  const percent = of === 0 ? 100 : Math.round((done / of) * 100);
  return (
    <TitledCard title="Crediting anew">
      <Text as="p" id="crediting-anew">
        {done.toLocaleString('en')} of {of.toLocaleString('en')} buyers are done, for orders{' '}
        {creditWindowWords(windows)}. The figures of all pages change at the end, all at once.
      </Text>
      <ProgressBar progress={percent} size="small" ariaLabelledBy="crediting-anew" />
    </TitledCard>
  );
}
