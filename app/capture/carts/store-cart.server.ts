import type { Cart, Prisma } from '@prisma/client';
import type { Db } from '~/platform/db/db.server';
import type { CartLine, CartReport, CheckoutReport } from '../events/reports';
import { sameLines } from './cart';

interface Change {
  token: string;
  createdAt: Date;
  reportedAt: Date;
  lines: CartLine[];
  /** What only some reports know. */
  more: Partial<Pick<Cart, 'checkoutToken' | 'checkoutUrl' | 'completedAt' | 'currency'>>;
}

/** Stores what a cart's own webhook says. Returns the cart as it now stands, and whether its contents changed by this. */
export function storeCart(db: Db, shopId: string, report: CartReport): Promise<StoredCart> {
  return store(db, shopId, { ...report, reportedAt: report.updatedAt, more: {} });
}

/** Stores what a checkout says of its cart: contents, the way back to it, and whether it was bought. */
export function storeCheckout(db: Db, shopId: string, report: CheckoutReport): Promise<StoredCart> {
  return store(db, shopId, {
    token: report.cartToken ?? report.token,
    createdAt: report.createdAt,
    reportedAt: report.updatedAt,
    lines: report.lines,
    more: {
      checkoutToken: report.token,
      currency: report.currency,
      ...(report.url ? { checkoutUrl: report.url } : {}),
      ...(report.completedAt ? { completedAt: report.completedAt } : {}),
    },
  });
}

export interface StoredCart {
  token: string;
  lines: CartLine[];
  linesChanged: boolean;
}

/**
 * Reports come in any order: contents follow the newest stamp, and `linesChangedAt` is the newest stamp at which they differed. A late report
 * of other contents shows that they changed since; how long since is not known, so it then is the newest stamp of all, never one too early.
 * What only a checkout knows is never lost to a report that does not know it.
 */
async function store(db: Db, shopId: string, change: Change): Promise<StoredCart> {
  await db.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`cart:${shopId}:${change.token}`}, 0))::text`;
  const known = await findCart(db, shopId, change.token);
  if (!known) {
    await db.cart.create({ data: newCart(shopId, change) });
    return { token: change.token, lines: change.lines, linesChanged: change.lines.length > 0 };
  }
  const isNewer = !known.cartUpdatedAt || known.cartUpdatedAt <= change.reportedAt;
  const isOther = !sameLines(linesOf(known), change.lines);
  const linesChanged = isNewer && isOther;
  const changedUnseen = !isNewer && isOther && known.linesChangedAt <= change.reportedAt;
  const linesChangedAt = linesChanged ? change.reportedAt : changedUnseen ? known.cartUpdatedAt : null;
  await updateCart(db, shopId, change, { isNewer, linesChangedAt });
  return { token: change.token, lines: isNewer ? change.lines : linesOf(known), linesChanged };
}

type KnownCart = Pick<Cart, 'lines' | 'cartUpdatedAt' | 'linesChangedAt'>;

async function findCart(db: Db, shopId: string, token: string): Promise<KnownCart | undefined> {
  const rows = await db.$queryRaw<KnownCart[]>`
    SELECT "lines", "cartUpdatedAt", "linesChangedAt" FROM carts WHERE "shopId" = ${shopId}::uuid AND "token" = ${token}`;
  return rows[0];
}

/** Null leaves what is known. */
async function updateCart(
  db: Db,
  shopId: string,
  { token, lines, reportedAt, more }: Change,
  { isNewer, linesChangedAt }: { isNewer: boolean; linesChangedAt: Date | null },
): Promise<void> {
  await db.$executeRaw`
    UPDATE carts SET "lines" = COALESCE(${isNewer ? JSON.stringify(lines) : null}::jsonb, "lines"),
      "cartUpdatedAt" = COALESCE(${isNewer ? reportedAt : null}, "cartUpdatedAt"),
      "linesChangedAt" = COALESCE(${linesChangedAt}, "linesChangedAt"),
      "checkoutToken" = COALESCE(${more.checkoutToken ?? null}, "checkoutToken"),
      "checkoutUrl" = COALESCE(${more.checkoutUrl ?? null}, "checkoutUrl"),
      "currency" = COALESCE(${more.currency ?? null}, "currency"),
      "completedAt" = COALESCE(${more.completedAt ?? null}, "completedAt")
    WHERE "shopId" = ${shopId}::uuid AND "token" = ${token}`;
}

function newCart(shopId: string, change: Change): Prisma.CartUncheckedCreateInput {
  return {
    ...change.more,
    shopId,
    token: change.token,
    createdAt: change.createdAt,
    lines: asJson(change.lines),
    linesChangedAt: change.reportedAt,
    cartUpdatedAt: change.reportedAt,
  };
}

const asJson = (lines: CartLine[]) => lines as unknown as Prisma.InputJsonValue;

export const linesOf = (cart: Pick<Cart, 'lines'>): CartLine[] => cart.lines as unknown as CartLine[];

/** Says whose cart it is. */
export async function assignCart(db: Db, shopId: string, token: string, profileId: string): Promise<void> {
  await db.$executeRaw`
    UPDATE carts SET "profileId" = ${profileId}::uuid
    WHERE "shopId" = ${shopId}::uuid AND "token" = ${token} AND "profileId" IS DISTINCT FROM ${profileId}::uuid`;
}

/**
 * Notes that a cart was bought, whichever report says so first: an order told before anything of its cart leaves an empty one that is bought
 * already, which the cart's own reports then fill.
 */
export async function completeCart(
  db: Db,
  shopId: string,
  { cartToken, checkoutToken }: { cartToken: string | null; checkoutToken: string | null },
  at: Date,
): Promise<void> {
  const either: Prisma.CartWhereInput[] = [];
  if (cartToken) either.push({ token: cartToken });
  if (checkoutToken) either.push({ checkoutToken });
  if (!either.length) return;
  await db.cart.updateMany({ where: { shopId, completedAt: null, OR: either }, data: { completedAt: at } });
  if (await db.cart.count({ where: { shopId, OR: either } })) return;
  await db.$executeRaw`
    INSERT INTO carts ("shopId", "token", "checkoutToken", "lines", "createdAt", "linesChangedAt", "completedAt")
    VALUES (${shopId}::uuid, ${cartToken ?? checkoutToken}, ${checkoutToken}, '[]', ${at}, ${at}, ${at})
    ON CONFLICT ("shopId", "token") DO UPDATE SET "completedAt" = COALESCE(carts."completedAt", EXCLUDED."completedAt")`;
}
