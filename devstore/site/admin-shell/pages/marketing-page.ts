import type { ActivityRecord } from '../../../shopify/graphql/marketing';
import { html, type Html } from '../../html';
import { listPage, type ListQuery } from './list-page';
import { inWords, type Store } from './store-lists';

/** Activities that apps told of, with what came of all their days. */
export function marketingPage(all: readonly ActivityRecord[], shop: Store['shop'], query: ListQuery): Html {
  const sum = ({ days }: ActivityRecord, name: string): number =>
    days.reduce((total, day) => total + Number(day[name] ?? 0), 0);
  const sales = ({ days }: ActivityRecord): number =>
    days.reduce((total, day) => total + Number(day.sales?.amount ?? 0), 0);
  const figure = (heading: string, name: string) => ({
    heading,
    cell: (each: ActivityRecord) => sum(each, name).toLocaleString('en'),
    isFigure: true,
  });
  return listPage<ActivityRecord>(
    {
      ...{ title: 'Marketing', href: '/admin/marketing', items: all.toReversed() },
      textOf: ({ input }) => `${input.title} ${input.status} ${input.utm?.campaign ?? ''}`,
      columns: [
        { heading: 'Activity', cell: ({ input }) => html`<a href="${input.remoteUrl}">${input.title}</a>` },
        { heading: 'Status', cell: ({ input }) => inWords(input.status) },
        { heading: 'Kind', cell: ({ input }) => inWords(input.tactic) },
        { heading: 'Days', cell: ({ days }) => String(days.length), isFigure: true },
        ...[figure('Sent', 'sendsCount'), figure('Opened', 'viewsCount'), figure('Clicked', 'clicksCount')],
        ...[figure('Unsubscribed', 'unsubscribesCount'), figure('Orders', 'orders')],
        { heading: 'Sales', cell: (each) => `${sales(each).toFixed(2)} ${shop.currency}`, isFigure: true },
      ],
    },
    query,
  );
}
