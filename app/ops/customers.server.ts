import type { Mailability } from '~/decisions/explanations/consent-words';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import { customerFilter, type CustomerFilter } from './customer-filter';
import { countriesOf, findProfiles, type ProfileRow } from './find-profiles.server';
import { cutPage, readPaging, type PageLinks } from './list-pages';
import { openAddresses } from './people.server';
import { purchasesOf, type Purchases } from './purchases.server';
import { whoIsWanted } from './whom-to-find.server';
import { inShop, pageShop, type PageDeps, type PageShop } from './shop-context.server';

export interface CustomerRow extends Purchases {
  id: string;
  email: string | null;
  name: string | null;
  mailability: Mailability;
  lastSeenAt: string;
}

export interface CustomersPage {
  shop: PageShop;
  filter: CustomerFilter;
  /** Countries people are from, with their names, for the filter. */
  countries: { code: string; name: string }[];
  /** What was looked for has no letter or digit in it. */
  isUnsearchable: boolean;
  customers: CustomerRow[];
  links: PageLinks;
}

const SHOWN = 50;

/** The shop's people, whoever was seen last first. */
export function customersPage(deps: PageDeps, shopDomain: string, search: URLSearchParams): Promise<CustomersPage> {
  const filter = customerFilter.parse(Object.fromEntries(search));
  const paging = readPaging(search);
  return inShop(deps, shopDomain, async (db, shop) => {
    const wanted = await whoIsWanted(deps.vault, db, shop.id, filter.who);
    const query = { filter, wanted, paging, now: deps.clock.now(), limit: SHOWN + 1 };
    const found = await findProfiles(db, shop.id, query);
    const { rows, links } = cutPage(found, paging, SHOWN, ({ lastSeenAt: at, id }) => ({ at, id }));
    return {
      ...{ shop: pageShop(deps, shop), filter, links },
      countries: namedCountries(await countriesOf(db, shop.id)),
      isUnsearchable: wanted.kind === 'unsearchable',
      customers: await customerRows(deps.vault, db, { id: shop.id, currency: shop.currency }, rows),
    };
  });
}

function namedCountries(codes: string[]): CustomersPage['countries'] {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });
  const named = codes.filter((code) => /^[A-Z]{2}$/.test(code)).map((code) => ({ code, name: names.of(code) ?? code }));
  return named.sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

async function customerRows(
  vault: Vault,
  db: Db,
  shop: { id: string; currency: string },
  profiles: ProfileRow[],
): Promise<CustomerRow[]> {
  const ids = profiles.map(({ id }) => id);
  const [opened, purchases] = await Promise.all([
    openAddresses(
      vault,
      db,
      shop.id,
      profiles.map(({ primaryAddressId }) => primaryAddressId),
    ),
    purchasesOf(db, shop, ids),
  ]);
  return profiles.map(({ id, primaryAddressId, lastSeenAt, consent }) => ({
    id,
    email: opened.get(primaryAddressId ?? '')?.email ?? null,
    name: opened.get(primaryAddressId ?? '')?.name ?? null,
    mailability: primaryAddressId ? ((consent ?? 'never-given') as Mailability) : 'no-address',
    ...(purchases.get(id) ?? { orders: 0, spentMinor: 0 }),
    lastSeenAt: lastSeenAt.toISOString(),
  }));
}
