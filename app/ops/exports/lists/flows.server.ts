import { csvLine } from '~/platform/csv';
import { decimalOf } from '~/platform/money';
import { flowFilter, wantedFlows, type FlowRow } from '../../flows/flow-list.server';
import type { ExportOf, ListExport } from '../list-export.server';

/** The flows of a shop, as their list shows them with the same filters. They come at once: nobody has many. */
export const flows: ListExport = {
  headings: [
    ...['key', 'name', 'state', 'has_draft', 'begins', 'in_it_now', 'counted', 'sent', 'orders', 'revenue', 'currency'],
  ],
  look: () => null,
  count: async (of) => (await wantedOf(of)).length,
  page: async (of) => {
    const wanted = await wantedOf(of);
    return { lines: wanted.map((flow) => csvLine(fieldsOf(flow, of))).join(''), rows: wanted.length, next: null };
  },
};

const filterOf = ({ search }: ExportOf) => flowFilter.parse(Object.fromEntries(search));

const wantedOf = async (of: ExportOf): Promise<FlowRow[]> =>
  (await wantedFlows(of.db, of.shop, filterOf(of), of.now)).flows;

function fieldsOf({ key, name, state, hasDraft, begins, inItNow, sent, orders, revenueMinor }: FlowRow, of: ExportOf) {
  const { currency } = of.shop;
  const { days } = filterOf(of);
  const counted = days === 'all' ? 'all' : `${days} days`;
  return [
    ...[key, name, state, String(hasDraft), begins, inItNow, counted, sent, orders],
    ...[decimalOf({ minor: revenueMinor, currency }), currency],
  ];
}
