import { csvLine } from '~/platform/csv';
import { decimalOf } from '~/platform/money';
import { segmentRows } from '../../segments/segments-page.server';
import type { ExportOf, ListExport } from '../list-export.server';

/** The segments in use as their list shows them. They are some hundred at most, and come at once. Who is in one is a list of its own. */
export const segments: ListExport = {
  headings: [
    ...['id', 'name', 'rule', 'people', 'may_be_mailed', 'came_in_7_days', 'left_in_7_days'],
    ...['against_30_days_ago', 'spent_each_90_days', 'currency', 'freshness'],
  ],
  look: () => null,
  count: ({ db, shop }) => db.segment.count({ where: { shopId: shop.id, retiredAt: null } }),
  page: async (of) => {
    const rows = await rowsOf(of);
    const { currency } = of.shop;
    const lines = rows.map(
      ({ id, name, words, people, mailable, entered, left, growth, revenueEachMinor, freshness }) =>
        csvLine([
          ...[id, name, words, people, mailable, entered, left, growth.words],
          ...[revenueEachMinor === null ? null : decimalOf({ minor: revenueEachMinor, currency }), currency, freshness],
        ]),
    );
    return { lines: lines.join(''), rows: rows.length, next: null };
  },
};

async function rowsOf({ db, shop: { id }, now }: ExportOf) {
  const shop = await db.shop.findUniqueOrThrow({ where: { id } });
  const kept = await db.segment.findMany({ where: { shopId: id, retiredAt: null } });
  return (await segmentRows({ clock: { time: 'business', now: () => now } }, db, shop, kept)).segments;
}
