import type { Prisma, PrivacyRequest } from '@prisma/client';
import { csvLine } from '~/platform/csv';
import { requestRows } from '../../privacy-requests.server';
import { asPage, EXPORT_PAGE, listLook, readPlace, type ExportOf, type ListExport } from '../list-export.server';

/**
 * What people asked for by law and what came of it, newest first: the proof that it was done in time. Whom a request names stands in it as long as the request
 * does; who was erased is named no more. It says nothing of people that could be sold.
 */
export const privacyRequests: ListExport = {
  headings: ['request', 'kind', 'source', 'who', 'requested_at', 'due_at', 'done_at', 'state', 'is_overdue'],
  look: listLook('privacy-requests'),
  count: ({ db, shop }) => db.privacyRequest.count({ where: whereOf(shop) }),
  page: async (of, after) => {
    const place = readPlace(after);
    const beyond = place && {
      OR: [{ requestedAt: { lt: place.at } }, { requestedAt: place.at, id: { lt: place.id } }],
    };
    const found = await of.db.privacyRequest.findMany({
      where: { ...whereOf(of.shop), ...(beyond ? { AND: beyond } : {}) },
      orderBy: [{ requestedAt: 'desc' }, { id: 'desc' }],
      take: EXPORT_PAGE,
    });
    return asPage(
      found,
      ({ requestedAt: at, id }) => ({ at, id }),
      (rows) => linesOf(of, rows),
    );
  },
};

/** Those that wait to be confirmed are nobody's yet. */
const whereOf = ({ id: shopId }: ExportOf['shop']): Prisma.PrivacyRequestWhereInput => ({
  shopId,
  state: { in: ['open', 'done'] },
});

async function linesOf(of: ExportOf, found: readonly PrivacyRequest[]): Promise<string> {
  const rows = await requestRows(of, of.shop.id, found);
  return rows
    .map(({ id, kind, source, who, requestedAt, dueAt, doneAt, state, isOverdue }) =>
      csvLine([id, kind, source, who, requestedAt, dueAt, doneAt, state, isOverdue ? 'yes' : 'no']),
    )
    .join('');
}
