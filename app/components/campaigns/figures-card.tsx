import type { CampaignPage } from '~/ops/campaigns/campaign-page.server';
import { percentWords } from '~/ops/recommendations/number-words';
import { moneyWords } from '../money-words';
import { TitledCard } from '../titled-card';
import { Figures, type ShownFigure } from './figures';

/** What came of it so far, each figure with what it is a part of. */
export function FiguresCard({ page: { figures, shop } }: { page: CampaignPage }) {
  if (!figures) return null;
  const { sent, delivered, opened, clicked, orders, revenueMinor, unsubscribed, bounced, complained } = figures;
  const count = (value: number) => value.toLocaleString(shop.locale);
  const share = (value: number) => (sent > 0 ? `${percentWords(value / sent, shop.locale)} of those sent` : '');
  const shown: ShownFigure[] = [
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
      <Figures shown={shown} across={4} />
    </TitledCard>
  );
}
