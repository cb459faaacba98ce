import type { Prisma } from '@prisma/client';
import { csvLine } from '~/platform/csv';
import { turnedAwayRows } from '../../flows/turned-away-page.server';
import { asPage, EXPORT_PAGE, readPlace, type ExportOf, type ListExport } from '../list-export.server';

/** Who set a flow off (`flow=KEY` in the address) and did not enter it, and why: of each person the last time. In the order of their ids, which does not change. */
export const turnedAway: ListExport = {
  headings: ['customer', 'email', 'name', 'flow', 'last_at', 'times', 'why'],
  look: () => ({ what: 'list-exported', subject: 'turned-away' }),
  count: (of) => of.db.flowTurnedAway.count({ where: whereOf(of) }),
  page: async (of, after) => {
    const place = readPlace(after);
    const found = await of.db.flowTurnedAway.findMany({
      where: { ...whereOf(of), ...(place ? { profileId: { gt: place.id } } : {}) },
      orderBy: { profileId: 'asc' },
      take: EXPORT_PAGE,
    });
    return asPage(
      found,
      ({ at, profileId: id }) => ({ at, id }),
      (rows) => linesOf(of, rows),
    );
  },
};

const whereOf = ({ shop, search }: ExportOf): Prisma.FlowTurnedAwayWhereInput => ({
  shopId: shop.id,
  flowKey: search.get('flow') ?? '',
});

async function linesOf({ db, vault, shop, now }: ExportOf, found: Parameters<typeof turnedAwayRows>[3]) {
  const rows = await turnedAwayRows(vault, db, { ...shop, now: now.toISOString() }, found);
  return rows
    .map(({ profileId, person, at, times, why }, index) =>
      csvLine([profileId, person?.email ?? null, person?.name ?? null, found[index]?.flowKey ?? '', at, times, why]),
    )
    .join('');
}
