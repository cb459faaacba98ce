import { csvLine } from '~/platform/csv';
import { daysSchema } from '../../deliverability/days';
import { firstOfDays } from '../../shop-days';
import type { ExportOf, ListExport } from '../list-export.server';

interface Row {
  day: string;
  mailbox: string;
  source: string;
  sent: number;
  delivered: number;
  hardBounced: number;
  softBounced: number;
  complained: number;
  unsubscribed: number;
  opened: number;
  clicked: number;
}

const PAGE = 500;

/** What became of mails by the day they left, kind of mailbox, and flow or campaign. Of nobody. */
export const mailCountsList: ListExport = {
  headings: [
    ...['day', 'mailbox', 'source', 'sent', 'delivered', 'hard_bounced', 'soft_bounced', 'complained', 'unsubscribed'],
    ...['opened', 'clicked'],
  ],
  look: () => null,
  count: async (of) => {
    const [row] = await of.db.$queryRaw<{ rows: number }[]>`
      SELECT count(*)::int AS "rows" FROM (SELECT DISTINCT c."day", c."mailbox", c."source" FROM mail_counts c
        WHERE c."shopId" = ${of.shop.id}::uuid AND c."day" >= ${sinceOf(of)}::date) d`;
    return row?.rows ?? 0;
  },
  page: async (of, after) => {
    const skipped = Number(after ?? 0);
    const rows = await pageOf(of, skipped);
    return {
      lines: rows.map((row) => csvLine(Object.values<string | number>({ ...row }))).join(''),
      rows: rows.length,
      next: rows.length === PAGE ? String(skipped + PAGE) : null,
    };
  },
};

const sinceOf = ({ search, now, shop }: ExportOf): string =>
  firstOfDays(Number(daysSchema.parse(search.get('days'))), now, shop.timezone);

const pageOf = (of: ExportOf, skipped: number): Promise<Row[]> =>
  of.db.$queryRaw<Row[]>`
    SELECT c."day"::text AS "day", c."mailbox", c."source", sum(c."sent")::int AS "sent", sum(c."delivered")::int AS "delivered",
      sum(c."hardBounced")::int AS "hardBounced", sum(c."softBounced")::int AS "softBounced", sum(c."complained")::int AS "complained",
      sum(c."unsubscribed")::int AS "unsubscribed", sum(c."opened")::int AS "opened", sum(c."clicked")::int AS "clicked"
    FROM mail_counts c WHERE c."shopId" = ${of.shop.id}::uuid AND c."day" >= ${sinceOf(of)}::date
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3 LIMIT ${PAGE} OFFSET ${skipped}`;
