import type { Cart } from '@prisma/client';
import type { Db } from '~/platform/db/db.server';
import type { CartLine, CartReport, CheckoutReport } from '../events/reports';
import { isBuried } from '../tombstones.server';
import { findCarts, nameCart, storeChange, type CartChange, type KnownCart } from './cart-rows.server';

export interface StoredCart {
  token: string;
  lines: CartLine[];
  linesChanged: boolean;
}

/** Stores what a cart's own webhook says. Returns the cart as it now stands, and whether its contents changed by this. */
export async function storeCart(db: Db, shopId: string, report: CartReport): Promise<StoredCart> {
  await holdCarts(db, shopId, [report.token]);
  const [known] = await findCarts(db, shopId, { tokens: [report.token], checkoutTokens: [] });
  return store(db, shopId, known, { ...report, reportedAt: report.updatedAt, more: {} });
}

/**
 * Stores what a checkout says of its cart: contents, the way back to it, and whether it was bought. A checkout whose cart nobody has named is
 * a cart by itself, under its own token, until somebody does.
 */
export async function storeCheckout(db: Db, shopId: string, report: CheckoutReport): Promise<StoredCart> {
  const { token: checkoutToken, cartToken } = report;
  await holdCarts(db, shopId, [checkoutToken, cartToken]);
  const known = await findCarts(db, shopId, { tokens: cartToken ? [cartToken] : [], checkoutTokens: [checkoutToken] });
  const alone = known.find(({ token }) => token === checkoutToken);
  const token = cartToken ?? known.find((cart) => cart !== alone)?.token ?? checkoutToken;
  const leadsBack = report.url !== null && !(await isBuried(db, shopId, 'checkout', checkoutToken));
  const more = {
    checkoutToken,
    currency: report.currency,
    ...(leadsBack ? { checkoutUrl: report.url } : {}),
    ...(report.completedAt ? { completedAt: report.completedAt } : {}),
  };
  const change = { token, createdAt: report.createdAt, reportedAt: report.updatedAt, lines: report.lines, more };
  if (!alone || alone.token === token)
    return store(
      db,
      shopId,
      known.find((cart) => cart.token === token),
      change,
    );
  await nameCart(db, shopId, alone, token);
  const [named] = await findCarts(db, shopId, { tokens: [token], checkoutTokens: [] });
  return store(db, shopId, named, change);
}

/**
 * Until the transaction ends nobody else stores a report of these carts, and no sync stores any (`storePastCheckouts` holds them all): two that
 * do not know of each other would make two rows of one cart.
 */
export async function holdCarts(db: Db, shopId: string, tokens: (string | null)[]): Promise<void> {
  const keys = tokens.flatMap((token) => (token === null ? [] : `cart:${shopId}:${token}`)).sort();
  if (keys.length === 0) return;
  await db.$queryRaw`
    SELECT pg_advisory_xact_lock_shared(hashtextextended(${`carts:${shopId}`}, 0))::text
    UNION ALL SELECT pg_advisory_xact_lock(hashtextextended("key", 0))::text FROM unnest(${keys}::text[]) AS "key"`;
}

async function store(db: Db, shopId: string, known: KnownCart | undefined, change: CartChange): Promise<StoredCart> {
  const { isNewest, linesChanged } = await storeChange(db, shopId, known, change);
  return { token: change.token, lines: known && !isNewest ? known.lines : change.lines, linesChanged };
}

export const linesOf = (cart: Pick<Cart, 'lines'>): CartLine[] => cart.lines as unknown as CartLine[];

/** Says whose cart it is, and lets it remember of whom it was told where that is another one (`kindred.told_of`). */
export async function assignCart(db: Db, shopId: string, token: string, profileId: string): Promise<void> {
  await db.$executeRaw`
    UPDATE carts SET "profileId" = ${profileId}::uuid
    WHERE "shopId" = ${shopId}::uuid AND "token" = ${token} AND ("profileId" IS DISTINCT FROM ${profileId}::uuid
      OR "originId" IS NOT NULL OR current_setting('kindred.told_of', true) <> '')`;
}

/**
 * Notes that a cart was bought, whichever report says so first: an order told before anything of its cart leaves an empty one that is bought
 * already, which the cart's own reports then fill. An order that knows both tokens also names the cart of a checkout that stood alone.
 */
export async function completeCart(
  db: Db,
  shopId: string,
  { cartToken, checkoutToken }: { cartToken: string | null; checkoutToken: string | null },
  at: Date,
): Promise<void> {
  if (!cartToken && !checkoutToken) return;
  if (cartToken && checkoutToken) await nameCartOfCheckout(db, shopId, checkoutToken, cartToken);
  const known = await db.$executeRaw`
    UPDATE carts SET "completedAt" = COALESCE("completedAt", ${at})
    WHERE "shopId" = ${shopId}::uuid AND ("token" = ${cartToken} OR "checkoutToken" = ${checkoutToken})`;
  if (known) return;
  await db.$executeRaw`
    INSERT INTO carts ("shopId", "token", "checkoutToken", "lines", "createdAt", "linesChangedAt", "completedAt")
    VALUES (${shopId}::uuid, ${cartToken ?? checkoutToken}, ${checkoutToken}, '[]', ${at}, ${at}, ${at})
    ON CONFLICT ("shopId", "token") DO UPDATE SET "completedAt" = COALESCE(carts."completedAt", EXCLUDED."completedAt")`;
}

async function nameCartOfCheckout(db: Db, shopId: string, checkoutToken: string, cartToken: string): Promise<void> {
  await db.$executeRaw`
    UPDATE carts SET "token" = ${cartToken}
    WHERE "shopId" = ${shopId}::uuid AND "token" = ${checkoutToken} AND "checkoutToken" = ${checkoutToken}
      AND NOT EXISTS (SELECT 1 FROM carts WHERE "shopId" = ${shopId}::uuid AND "token" = ${cartToken})`;
}
