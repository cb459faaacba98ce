import { csvLine } from '~/platform/csv';
import { openAddresses, primaryAddresses } from '../../people.server';
import { runFilter, runRows, whereOfRuns, withLast } from '../../flows/flow-runs.server';
import { asPage, EXPORT_PAGE, readPlace, type ExportOf, type ListExport } from '../list-export.server';

/** Who is or was in a flow (`flow=KEY` in the address), with the filters of its page, in the order they came in. */
export const flowRuns: ListExport = {
  headings: ['id', 'customer', 'email', 'name', 'flow', 'version', 'came_in_at', 'is_in_it', 'where'],
  look: () => ({ what: 'list-exported', subject: 'flow-runs' }),
  count: async (of) => of.db.flowRun.count({ where: await whereOf(of) }),
  page: async (of, after) => {
    const [where, place] = [await whereOf(of), readPlace(after)];
    const beyond = place && { OR: [{ startedAt: { gt: place.at } }, { startedAt: place.at, id: { gt: place.id } }] };
    const found = await of.db.flowRun.findMany({
      where: { ...where, ...(beyond ? { AND: beyond } : {}) },
      orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
      take: EXPORT_PAGE,
      include: withLast,
    });
    return asPage(
      found,
      ({ startedAt: at, id }) => ({ at, id }),
      (rows) => linesOf(of, rows),
    );
  },
};

const whereOf = ({ db, vault, shop, search }: ExportOf) =>
  whereOfRuns(vault, db, shop.id, search.get('flow') ?? '', runFilter.parse(Object.fromEntries(search)));

async function linesOf({ db, vault, shop, now }: ExportOf, found: Parameters<typeof runRows>[4]): Promise<string> {
  const rows = await runRows(vault, db, { ...shop, now: now.toISOString() }, shop.id, found);
  const ids = found.map(({ profileId }) => profileId);
  const addressOf = await primaryAddresses(db, shop.id, ids);
  const opened = await openAddresses(vault, db, shop.id, [...addressOf.values()]);
  return found
    .map(({ id, profileId, flowKey, version, startedAt, status }, index) => {
      const who = opened.get(addressOf.get(profileId) ?? '');
      const inside = status === 'active' ? 'yes' : 'no';
      return csvLine([
        ...[id, profileId, who?.email ?? null, who?.name ?? null, flowKey, version],
        ...[startedAt.toISOString(), inside, rows[index]?.now ?? null],
      ]);
    })
    .join('');
}
