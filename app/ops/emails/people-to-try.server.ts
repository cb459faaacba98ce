import { customerFilter } from '../customer-filter';
import { findProfiles } from '../find-profiles.server';
import { openAddresses } from '../people.server';
import { inShop, type PageDeps } from '../shop-context.server';
import { whoIsWanted } from '../whom-to-find.server';

/** Somebody as whom a mail can be looked at. */
export interface PersonToTry {
  id: string;
  name: string;
  email: string;
  /** They left a cart, and when. */
  cartAt: string | null;
}

const SHOWN = 8;

/** Who left a cart last, or who is found by what was asked for: an address, a name, a number. */
export function peopleToTry(deps: PageDeps, shopDomain: string, who: string): Promise<PersonToTry[]> {
  return inShop(deps, shopDomain, async (db, { id: shopId }) => {
    const carts = await db.cart.findMany({
      where: { shopId, profileId: { not: null } },
      distinct: ['profileId'],
      orderBy: { linesChangedAt: 'desc' },
      take: SHOWN * 4,
      select: { profileId: true, linesChangedAt: true },
    });
    const cartOf = new Map(carts.map(({ profileId, linesChangedAt }) => [profileId, linesChangedAt]));
    const wanted = who.trim() ? await whoIsWanted(deps.vault, db, shopId, who.trim()) : ({ kind: 'anybody' } as const);
    const found = await findProfiles(db, shopId, {
      ...{ filter: customerFilter.parse({}), wanted, now: deps.clock.now() },
      ...{ paging: { kind: 'newest' }, limit: SHOWN * 4 },
    });
    const opened = await openAddresses(
      deps.vault,
      db,
      shopId,
      found.map(({ primaryAddressId }) => primaryAddressId),
    );
    const people = found.flatMap(({ id, primaryAddressId }): PersonToTry[] => {
      const address = opened.get(primaryAddressId ?? '');
      if (!address) return [];
      const cartAt = cartOf.get(id)?.toISOString() ?? null;
      return [{ id, name: address.name ?? address.email, email: address.email, cartAt }];
    });
    return people.sort((one, other) => (other.cartAt ?? '').localeCompare(one.cartAt ?? '')).slice(0, SHOWN);
  });
}
