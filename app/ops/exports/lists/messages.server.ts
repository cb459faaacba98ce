import type { Message, Prisma } from '@prisma/client';
import { csvLine } from '~/platform/csv';
import { messageFilter, messageRows, whereOfMessages } from '../../messages.server';
import { asPage, EXPORT_PAGE, listLook, readPlace, type ExportOf, type ListExport } from '../list-export.server';

/** Messages as the list has them with the same filters, the oldest first. */
export const messages: ListExport = {
  headings: ['id', 'customer', 'to', 'name', 'flow', 'step', 'state', 'why', 'planned_at', 'sent_at'],
  look: listLook('messages'),
  count: async (of) => {
    const where = await whereOf(of);
    return where ? of.db.message.count({ where }) : 0;
  },
  page: async (of, after) => {
    const [where, place] = [await whereOf(of), readPlace(after)];
    if (!where) return { lines: '', rows: 0, next: null };
    const beyond = place && { OR: [{ plannedAt: { gt: place.at } }, { plannedAt: place.at, id: { gt: place.id } }] };
    const found = await of.db.message.findMany({
      where: { ...where, ...(beyond ? { AND: beyond } : {}) },
      orderBy: [{ plannedAt: 'asc' }, { id: 'asc' }],
      take: EXPORT_PAGE,
    });
    return asPage(
      found,
      ({ plannedAt: at, id }) => ({ at, id }),
      (rows) => linesOf(of, rows),
    );
  },
};

const whereOf = ({ db, vault, shop, search }: ExportOf): Promise<Prisma.MessageWhereInput | null> =>
  whereOfMessages(vault, db, shop.id, messageFilter.parse(Object.fromEntries(search)));

async function linesOf({ db, vault, shop, now }: ExportOf, found: Message[]): Promise<string> {
  const { id: shopId, ...spoken } = shop;
  const page = { ...spoken, ownerEmail: '', now: now.toISOString() };
  const sentAt = new Map(found.map(({ id, sentAt: at }) => [id, at?.toISOString() ?? null]));
  return (await messageRows(vault, db, page, shopId, found))
    .map(({ id, profileId, to, name, flow, step, state, reason, plannedAt }) =>
      csvLine([id, profileId, to, name, flow, step, state, reason, plannedAt, sentAt.get(id) ?? null]),
    )
    .join('');
}
