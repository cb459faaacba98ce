import { refusingSale } from '~/customers/consent/may-sell.server';
import { csvLine, type CsvField } from '~/platform/csv';
import { decimalOf } from '~/platform/money';
import { customerFilter } from '../../customer-filter';
import { countProfiles, findProfiles, type ProfileFilter, type ProfileRow } from '../../find-profiles.server';
import { openAddresses } from '../../people.server';
import { purchasesOf } from '../../purchases.server';
import { whoIsWanted } from '../../whom-to-find.server';
import {
  asPage,
  EXPORT_PAGE,
  listLook,
  readPlace,
  type ExportOf,
  type ExportShop,
  type ListExport,
} from '../list-export.server';

export const CUSTOMER_HEADINGS = [
  ...['id', 'email', 'name', 'marketing_consent', 'language', 'country', 'region', 'city', 'birthday'],
  ...['first_known_at', 'last_seen_at', 'orders', 'spent', 'currency', 'refuses_data_sale'],
];

/**
 * People as the list has them with the same filters. They stand in the order in which they became known, which does not change: whoever is seen while the file
 * is written is in it once. Who does not want what is known of them sold or shared is marked: the file may be meant for others.
 */
export const customers: ListExport = {
  headings: CUSTOMER_HEADINGS,
  look: listLook('customers'),
  count: async (of) => countProfiles(of.db, of.shop.id, await filterOf(of)),
  page: async (of, after) => {
    const paging = { kind: 'by-id', after: readPlace(after)?.id ?? null } as const;
    const query = { ...(await filterOf(of)), paging, limit: EXPORT_PAGE };
    const found = await findProfiles(of.db, of.shop.id, query);
    return asPage(
      found,
      ({ id, lastSeenAt: at }) => ({ at, id }),
      async (rows) => (await customerCells(of, rows)).map(csvLine).join(''),
    );
  },
};

async function filterOf({ db, vault, shop, now, search }: ExportOf): Promise<ProfileFilter> {
  const filter = customerFilter.parse(Object.fromEntries(search));
  return { filter, wanted: await whoIsWanted(vault, db, shop.id, filter.who), now };
}

/** What files say of people, under `CUSTOMER_HEADINGS`. */
export async function customerCells(
  { db, vault, shop }: Pick<ExportOf, 'db' | 'vault' | 'shop'>,
  found: readonly ProfileRow[],
): Promise<CsvField[][]> {
  const ids = found.map(({ id }) => id);
  const profiles = await db.profile.findMany({ where: { shopId: shop.id, id: { in: ids } } });
  const traits = new Map(profiles.map((profile) => [profile.id, profile]));
  const addresses = found.map(({ primaryAddressId }) => primaryAddressId);
  const opened = await openAddresses(vault, db, shop.id, addresses);
  const purchases = await purchasesOf(db, shop, ids);
  const refusing = await refusingSale(db, shop.id, ids);
  return found.map((row) => {
    const who = opened.get(row.primaryAddressId ?? '');
    const trait = traits.get(row.id);
    const consent = row.primaryAddressId ? (row.consent ?? 'never-given') : 'no-address';
    return [
      ...[row.id, who?.email ?? null, who?.name ?? null, consent],
      ...[trait?.locale ?? null, trait?.countryCode ?? null, trait?.regionCode ?? null, trait?.city ?? null],
      ...[trait?.birthday ?? null, trait?.createdAt.toISOString() ?? null, row.lastSeenAt.toISOString()],
      ...[...spentFields(shop, purchases.get(row.id)), refusing.has(row.id) ? 'yes' : 'no'],
    ];
  });
}

function spentFields({ currency }: ExportShop, bought: { orders: number; spentMinor: number } | undefined) {
  const { orders = 0, spentMinor = 0 } = bought ?? {};
  return [orders, decimalOf({ minor: spentMinor, currency }), currency];
}
