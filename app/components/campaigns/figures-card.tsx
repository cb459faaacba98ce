import { BlockStack, InlineGrid, Text } from '@shopify/polaris';
import type { CampaignPage } from '~/ops/campaigns/campaign-page.server';
import { percentWords } from '~/ops/recommendations/number-words';
import { moneyWords } from '../money-words';
import { TitledCard } from '../titled-card';

/** What came of it so far, each figure with what it is a part of. */
export function FiguresCard({ page: { figures, shop } }: { page: CampaignPage }) {
  if (!figures) return null;
  const { sent, delivered, opened, clicked, orders, revenueMinor, unsubscribed, bounced, complained } = figures;
  const count = (value: number) => value.toLocaleString(shop.locale);
  const share = (value: number) => (sent > 0 ? `${percentWords(value / sent, shop.locale)} of those sent` : '');
  const shown: [label: string, value: string, note: string][] = [
    ['Sent', count(sent), `of ${count(figures.people)} planned`],
    ['Delivered', count(delivered), share(delivered)],
    ['Opened by people', count(opened), share(opened)],
    ['Clicked by people', count(clicked), share(clicked)],
    ['Orders', count(orders), 'after a click in it'],
    ['Revenue', moneyWords(revenueMinor, shop), 'of those orders, less what came back'],
    ['Unsubscribed', count(unsubscribed), 'within 7 days'],
    ['Came back or complained', count(bounced + complained), share(bounced + complained)],
  ];
  return (
    <TitledCard title="What came of it">
      <InlineGrid columns={{ xs: 2, md: 4 }} gap="400">
        {shown.map(([label, value, note]) => (
          <BlockStack key={label} gap="050">
            <Text as="h3" variant="bodyMd" tone="subdued">
              {label}
            </Text>
            <Text as="p" variant="headingLg">
              {value}
            </Text>
            <Text as="p" variant="bodySm" tone="subdued">
              {note}
            </Text>
          </BlockStack>
        ))}
      </InlineGrid>
    </TitledCard>
  );
}
