import { csvLine } from '~/platform/csv';
import { decimalOf } from '~/platform/money';
import {
  campaignFilter,
  campaignRows,
  whereOfCampaigns,
  type CampaignRow,
} from '../../campaigns/campaigns-page.server';
import { asPage, EXPORT_PAGE, readPlace, type ExportOf, type ListExport } from '../list-export.server';

/** Campaigns as their list has them with the same filters, in the order they were made. */
export const campaigns: ListExport = {
  headings: [
    ...['id', 'name', 'state', 'is_resend', 'at', 'people', 'waiting', 'sent', 'delivered', 'opened', 'clicked'],
    ...['bounced', 'complained', 'unsubscribed', 'orders', 'revenue', 'currency'],
  ],
  look: () => null,
  count: (of) => of.db.campaign.count({ where: whereOf(of) }),
  page: async (of, after) => {
    const place = readPlace(after);
    const beyond = place && { OR: [{ createdAt: { gt: place.at } }, { createdAt: place.at, id: { gt: place.id } }] };
    const found = await of.db.campaign.findMany({
      where: { ...whereOf(of), ...(beyond ? { AND: beyond } : {}) },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      take: EXPORT_PAGE,
    });
    return asPage(
      found,
      ({ createdAt: at, id }) => ({ at, id }),
      async (rows) =>
        (await campaignRows(of.db, of.shop, rows)).map((row) => csvLine(fieldsOf(row, of.shop.currency))).join(''),
    );
  },
};

const whereOf = ({ shop, search }: ExportOf) =>
  whereOfCampaigns(shop.id, campaignFilter.parse(Object.fromEntries(search)));

function fieldsOf({ id, name, state, isResend, at, people, figures }: CampaignRow, currency: string) {
  const { waiting, sent, delivered, opened, clicked } = figures ?? NONE;
  const { bounced, complained, unsubscribed, orders, revenueMinor } = figures ?? NONE;
  return [
    ...[id, name, state, String(isResend), at, people, waiting, sent, delivered, opened, clicked],
    ...[bounced, complained, unsubscribed, orders, decimalOf({ minor: revenueMinor, currency }), currency],
  ];
}

const NONE = {
  ...{ waiting: 0, sent: 0, delivered: 0, opened: 0, clicked: 0 },
  ...{ bounced: 0, complained: 0, unsubscribed: 0, orders: 0, revenueMinor: 0 },
};
