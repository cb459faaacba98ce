import type { Cart } from '@prisma/client';
import type { Db } from '~/platform/db/db.server';

export type NamedCart = Pick<
  Cart,
  'token' | 'checkoutToken' | 'lines' | 'checkoutUrl' | 'linesChangedAt' | 'completedAt'
>;

/**
 * Carts by the names that others have noted: their own, or that of a checkout which was told before anybody had named its cart. Whoever noted that one is not
 * told of the other. Two statements at most, by the key and by one index.
 */
export async function cartsByName(db: Db, shopId: string, names: readonly string[]): Promise<Map<string, NamedCart>> {
  if (names.length === 0) return new Map();
  const named = await db.$queryRaw<NamedCart[]>`
    SELECT c."token", c."checkoutToken", c."lines", c."checkoutUrl", c."linesChangedAt", c."completedAt" FROM carts c
    WHERE c."shopId" = ${shopId}::uuid AND c."token" = ANY(${[...names]}::text[])`;
  const found = new Map(named.map((cart) => [cart.token, cart]));
  const others = names.filter((name) => !found.has(name));
  if (others.length === 0) return found;
  const ofCheckouts = await db.$queryRaw<NamedCart[]>`
    SELECT c."token", c."checkoutToken", c."lines", c."checkoutUrl", c."linesChangedAt", c."completedAt" FROM carts c
    WHERE c."shopId" = ${shopId}::uuid AND c."checkoutToken" = ANY(${others}::text[])`;
  for (const cart of ofCheckouts) if (cart.checkoutToken !== null) found.set(cart.checkoutToken, cart);
  return found;
}
