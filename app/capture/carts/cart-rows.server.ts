import type { Cart, Prisma } from '@prisma/client';
import type { Db } from '~/platform/db/db.server';
import type { CartLine } from '../events/reports';
import { changeContents, type ContentsChange, type KnownContents } from './cart';

/** One report of a cart, whoever told it. */
export interface CartChange {
  token: string;
  createdAt: Date;
  reportedAt: Date;
  lines: CartLine[];
  /** What only some reports know. */
  more: Partial<Pick<Cart, 'checkoutToken' | 'checkoutUrl' | 'completedAt' | 'currency'>>;
}

export interface KnownCart extends KnownContents {
  token: string;
  createdAt: Date;
  checkoutToken: string | null;
  checkoutUrl: string | null;
  currency: string;
  completedAt: Date | null;
}

/** Carts as they are stored, by their own token or by that of a checkout; held until the transaction ends. */
export function findCarts(
  db: Db,
  shopId: string,
  { tokens, checkoutTokens }: { tokens: string[]; checkoutTokens: string[] },
): Promise<KnownCart[]> {
  return db.$queryRaw<KnownCart[]>`
    SELECT "token", "createdAt", "lines", "cartUpdatedAt", "linesChangedAt", "checkoutToken", "checkoutUrl", "currency", "completedAt"
    FROM carts
    WHERE "shopId" = ${shopId}::uuid AND ("token" = ANY(${tokens}) OR "checkoutToken" = ANY(${checkoutTokens}))
    FOR NO KEY UPDATE`;
}

/**
 * Stores a report upon what is known of the cart. What only a checkout knows is never lost to a report that does not know it.
 * Returns what it changed of the contents.
 */
export async function storeChange(
  db: Db,
  shopId: string,
  known: KnownCart | undefined,
  change: CartChange,
): Promise<ContentsChange> {
  if (known) {
    const changed = changeContents(known, change);
    await updateCart(db, shopId, change, changed);
    return changed;
  }
  await db.cart.create({ data: newCart(shopId, change) });
  return { isNewest: true, linesChanged: change.lines.length > 0, linesChangedAt: change.reportedAt };
}

/** Null leaves what is known. */
async function updateCart(
  db: Db,
  shopId: string,
  { token, lines, reportedAt, more }: CartChange,
  { isNewest, linesChangedAt }: ContentsChange,
): Promise<void> {
  await db.$executeRaw`
    UPDATE carts SET "lines" = COALESCE(${isNewest ? JSON.stringify(lines) : null}::jsonb, "lines"),
      "cartUpdatedAt" = COALESCE(${isNewest ? reportedAt : null}, "cartUpdatedAt"),
      "linesChangedAt" = COALESCE(${linesChangedAt}, "linesChangedAt"),
      "checkoutToken" = COALESCE(${more.checkoutToken ?? null}, "checkoutToken"),
      "checkoutUrl" = COALESCE(${more.checkoutUrl ?? null}, "checkoutUrl"),
      "currency" = COALESCE(${more.currency ?? null}, "currency"),
      "completedAt" = COALESCE(${more.completedAt ?? null}, "completedAt")
    WHERE "shopId" = ${shopId}::uuid AND "token" = ${token}`;
}

function newCart(shopId: string, change: CartChange): Prisma.CartUncheckedCreateInput {
  return {
    ...change.more,
    shopId,
    token: change.token,
    createdAt: change.createdAt,
    lines: change.lines as unknown as Prisma.InputJsonValue,
    linesChangedAt: change.reportedAt,
    cartUpdatedAt: change.reportedAt,
  };
}

/**
 * Gives what is known of a checkout alone, whose row is named by the checkout's token, to the cart that it turns out to belong to. What the two
 * know amounts to what it would have been had the cart been named from the start; only when its contents last changed may be taken to be later.
 */
export async function nameCart(db: Db, shopId: string, alone: KnownCart, token: string): Promise<void> {
  const renamed = await db.$executeRaw`
    UPDATE carts SET "token" = ${token} WHERE "shopId" = ${shopId}::uuid AND "token" = ${alone.token}
      AND NOT EXISTS (SELECT 1 FROM carts WHERE "shopId" = ${shopId}::uuid AND "token" = ${token})`;
  if (renamed) return;
  await db.cart.delete({ where: { shopId_token: { shopId, token: alone.token } } });
  const [cart] = await findCarts(db, shopId, { tokens: [token], checkoutTokens: [] });
  const { createdAt, lines, cartUpdatedAt, checkoutToken, checkoutUrl, currency, completedAt } = alone;
  const more = { checkoutToken, checkoutUrl, currency, completedAt };
  await storeChange(db, shopId, cart, { token, createdAt, lines, reportedAt: cartUpdatedAt ?? UNTOLD, more });
  await db.$executeRaw`
    UPDATE carts SET "linesChangedAt" = GREATEST("linesChangedAt", ${alone.linesChangedAt})
    WHERE "shopId" = ${shopId}::uuid AND "token" = ${token}`;
}

/** Older than any report: an order spoke of the checkout, which says nothing of its contents. */
const UNTOLD = new Date(0);
