import type { Message } from '@prisma/client';
import { csvLine } from '~/platform/csv';
import { walk } from '~/platform/walk';
import { EXPORT_PAGE, type ExportOf, type ListExport } from './export-parts.server';
import { messageFilter, messageRows, whereOfMessages } from './messages.server';

const HEADINGS = ['id', 'customer', 'to', 'name', 'flow', 'step', 'state', 'why', 'planned_at', 'sent_at'];

/** Messages as the list has them with the same filters, the oldest first. */
export const exportMessages: ListExport = async function* (of, search) {
  yield csvLine(HEADINGS);
  const { deps, shop, inside } = of;
  const filter = messageFilter.parse(Object.fromEntries(search));
  const where = await inside((db) => whereOfMessages(deps.vault, db, shop.id, filter));
  if (!where) return;
  const pageAfter = (after: { at: Date; id: string } | null) =>
    inside((db) =>
      db.message.findMany({
        where: {
          ...where,
          ...(after
            ? { AND: { OR: [{ plannedAt: { gt: after.at } }, { plannedAt: after.at, id: { gt: after.id } }] } }
            : {}),
        },
        orderBy: [{ plannedAt: 'asc' }, { id: 'asc' }],
        take: EXPORT_PAGE,
      }),
    );
  const placeOf = ({ plannedAt: at, id }: Message) => ({ at, id });
  for await (const page of walk(EXPORT_PAGE, pageAfter, placeOf)) yield await linesOf(of, page);
};

function linesOf({ deps, shop, inside }: ExportOf, messages: Message[]): Promise<string> {
  const { name, currency, timezone, locale } = shop;
  const spoken = { name, currency, timezone, locale, ownerEmail: '', now: deps.clock.now().toISOString() };
  return inside(async (db) => {
    const rows = await messageRows(deps.vault, db, spoken, shop.id, messages);
    const sentAt = new Map(messages.map(({ id, sentAt: at }) => [id, at?.toISOString() ?? null]));
    return rows
      .map(({ id, profileId, to, name: toName, flow, step, state, reason, plannedAt }) =>
        csvLine([id, profileId, to, toName, flow, step, state, reason, plannedAt, sentAt.get(id) ?? null]),
      )
      .join('');
  });
}
