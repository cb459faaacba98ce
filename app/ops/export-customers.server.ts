import { refusingSale } from '~/customers/consent/may-sell.server';
import { csvLine } from '~/platform/csv';
import { decimalOf } from '~/platform/money';
import { walk } from '~/platform/walk';
import { customerFilter } from './customer-filter';
import { EXPORT_PAGE, type ExportOf, type ExportShop, type ListExport } from './export-parts.server';
import { findProfiles, type ProfileRow } from './find-profiles.server';
import type { Paging } from './list-pages';
import { openAddresses } from './people.server';
import { purchasesOf } from './purchases.server';
import { whoIsWanted } from './whom-to-find.server';

const HEADINGS = ['id', 'email', 'name', 'marketing_consent', 'language', 'country', 'region', 'city', 'birthday'];
const MORE_HEADINGS = ['first_known_at', 'last_seen_at', 'orders', 'spent', 'currency', 'refuses_data_sale'];

/**
 * People as the list has them with the same filters, whoever was seen last first. Who does not want what is known of them sold or shared is marked: the
 * file may be meant for others.
 */
export const exportCustomers: ListExport = async function* (of, search) {
  yield csvLine([...HEADINGS, ...MORE_HEADINGS]);
  const { deps, shop, inside } = of;
  const filter = customerFilter.parse(Object.fromEntries(search));
  const wanted = await inside((db) => whoIsWanted(deps.vault, db, shop.id, filter.who));
  const now = deps.clock.now();
  const pageAfter = (paging: Paging | null) =>
    inside((db) =>
      findProfiles(db, shop.id, { filter, wanted, paging: paging ?? { kind: 'newest' }, now, limit: EXPORT_PAGE }),
    );
  const placeOf = ({ lastSeenAt: at, id }: ProfileRow): Paging => ({ kind: 'older', than: { at, id } });
  for await (const page of walk(EXPORT_PAGE, pageAfter, placeOf)) yield await linesOf(of, page);
};

function linesOf({ deps, shop, inside }: ExportOf, page: ProfileRow[]): Promise<string> {
  return inside(async (db) => {
    const ids = page.map(({ id }) => id);
    const profiles = await db.profile.findMany({ where: { shopId: shop.id, id: { in: ids } } });
    const traits = new Map(profiles.map((profile) => [profile.id, profile]));
    const addresses = page.map(({ primaryAddressId }) => primaryAddressId);
    const opened = await openAddresses(deps.vault, db, shop.id, addresses);
    const purchases = await purchasesOf(db, shop, ids);
    const refusing = await refusingSale(db, shop.id, ids);
    return page
      .map((row) => {
        const who = opened.get(row.primaryAddressId ?? '');
        const trait = traits.get(row.id);
        const consent = row.primaryAddressId ? (row.consent ?? 'never-given') : 'no-address';
        return csvLine([
          ...[row.id, who?.email ?? null, who?.name ?? null, consent],
          ...[trait?.locale ?? null, trait?.countryCode ?? null, trait?.regionCode ?? null, trait?.city ?? null],
          ...[trait?.birthday ?? null, trait?.createdAt.toISOString() ?? null, row.lastSeenAt.toISOString()],
          ...[...spentFields(shop, purchases.get(row.id)), refusing.has(row.id) ? 'yes' : 'no'],
        ]);
      })
      .join('');
  });
}

function spentFields({ currency }: ExportShop, bought: { orders: number; spentMinor: number } | undefined) {
  const { orders = 0, spentMinor = 0 } = bought ?? {};
  return [orders, decimalOf({ minor: spentMinor, currency }), currency];
}
