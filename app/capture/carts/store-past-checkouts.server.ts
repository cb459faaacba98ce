import type { Db } from '~/platform/db/db.server';
import type { PastCheckout } from '../events/reports';
import { sameLines } from './cart';
import { findCarts, storeChange, type CartChange, type KnownCart } from './cart-rows.server';

/** A checkout's cart as it is now stored, and whether the past told of it is the newest that is known of it. */
export interface PastCart {
  token: string;
  isNewest: boolean;
}

/**
 * Stores checkouts of a shop's past as carts, many at once, by the same rules as their webhooks: what is newer wins, and nothing is stored
 * twice. It is old news: no flow starts, and nobody's history gets longer. Returns their carts, by the checkouts' ids.
 */
export async function storePastCheckouts(
  db: Db,
  shopId: string,
  reports: PastCheckout[],
): Promise<Map<string, PastCart>> {
  await holdAllCarts(db, shopId);
  const stored = new Map<string, PastCart>();
  for (let rest = reports; rest.length;) rest = await storeOnce(db, shopId, rest, stored);
  return stored;
}

/** Waits for every report of a cart that is just being stored; those that come wait until this is. */
async function holdAllCarts(db: Db, shopId: string): Promise<void> {
  await db.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`carts:${shopId}`}, 0))::text`;
}

/** Stores one report of each cart. Returns the reports of carts that were among them already. */
async function storeOnce(
  db: Db,
  shopId: string,
  reports: PastCheckout[],
  stored: Map<string, PastCart>,
): Promise<PastCheckout[]> {
  const find = await knownCarts(db, shopId, reports);
  const told = new Map<string, { id: string; cart: KnownCart | undefined; change: CartChange }>();
  const again: PastCheckout[] = [];
  for (const report of reports) {
    const cart = find(report);
    const change = changeBy(report, cart);
    if (told.has(change.token)) again.push(report);
    else told.set(change.token, { id: report.id, cart, change });
  }
  const all = [...told.values()];
  const unknown = all.flatMap(({ cart, change }) => (cart ? [] : change));
  await insertCarts(db, shopId, unknown);
  for (const { cart, change } of all) if (cart && tellsMore(cart, change)) await storeChange(db, shopId, cart, change);
  for (const { id, cart, change } of all) {
    const isNewest = !cart?.cartUpdatedAt || cart.cartUpdatedAt <= change.reportedAt;
    stored.set(id, { token: change.token, isNewest });
  }
  return again;
}

type FindKnown = (checkout: PastCheckout) => KnownCart | undefined;

/** Carts by their own token, then by their checkout's; one that has a name of its own before one that stands under its checkout's. */
async function knownCarts(db: Db, shopId: string, checkouts: PastCheckout[]): Promise<FindKnown> {
  const tokens = checkouts.map(tokenOf);
  const checkoutTokens = checkouts.flatMap(({ checkoutToken }) => checkoutToken ?? []);
  const carts = await findCarts(db, shopId, { tokens, checkoutTokens });
  const byToken = new Map(carts.map((cart) => [cart.token, cart]));
  const named = new Map(
    carts.flatMap((cart) => (cart.checkoutToken === cart.token ? [] : [[cart.checkoutToken, cart] as const])),
  );
  return (checkout) =>
    (checkout.checkoutToken ? named.get(checkout.checkoutToken) : undefined) ?? byToken.get(tokenOf(checkout));
}

/** A checkout whose cart is not named is a cart by itself. */
export const tokenOf = ({ cartToken, checkoutToken, id }: PastCheckout): string => cartToken ?? checkoutToken ?? id;

/** Without a customer nobody could ask for the erasure of what the link leads to, so it is not kept. */
function changeBy(checkout: PastCheckout, known: KnownCart | undefined): CartChange {
  const { checkoutToken, createdAt, updatedAt, completedAt, lines, currency, url, customerId } = checkout;
  return {
    token: known?.token ?? tokenOf(checkout),
    createdAt,
    reportedAt: updatedAt,
    lines,
    more: { currency, completedAt, checkoutToken, checkoutUrl: customerId ? url : null },
  };
}

function tellsMore(cart: KnownCart, { reportedAt, lines, more }: CartChange): boolean {
  const isNewer = !cart.cartUpdatedAt || cart.cartUpdatedAt < reportedAt;
  const isBought = cart.completedAt !== null || !more.completedAt;
  const isLinked = cart.checkoutUrl !== null || !more.checkoutUrl;
  return isNewer || !isBought || !isLinked || !sameLines(cart.lines, lines);
}

/** An order that is told meanwhile may have left an empty cart that is bought already; it is filled. */
async function insertCarts(db: Db, shopId: string, changes: CartChange[]): Promise<void> {
  if (!changes.length) return;
  const rows = changes.map(({ more, ...change }) => ({ ...change, ...more }));
  await db.$executeRaw`
    INSERT INTO carts ("shopId", "token", "checkoutToken", "checkoutUrl", "lines", "currency", "createdAt", "linesChangedAt", "cartUpdatedAt",
      "completedAt")
    SELECT ${shopId}::uuid, r."token", r."checkoutToken", r."checkoutUrl", r."lines", r."currency", r."createdAt", r."reportedAt",
      r."reportedAt", r."completedAt"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("token" text, "checkoutToken" text, "checkoutUrl" text, "lines" jsonb,
      "currency" text, "createdAt" timestamptz, "reportedAt" timestamptz, "completedAt" timestamptz)
    ON CONFLICT ("shopId", "token") DO UPDATE SET "lines" = EXCLUDED."lines", "currency" = EXCLUDED."currency",
      "checkoutUrl" = EXCLUDED."checkoutUrl", "linesChangedAt" = EXCLUDED."linesChangedAt", "cartUpdatedAt" = EXCLUDED."cartUpdatedAt"
    WHERE carts."cartUpdatedAt" IS NULL`;
}

/** Says whose carts of the past they are: those that nobody was told to own, and those of which the past is the newest. */
export async function assignPastCarts(
  db: Db,
  shopId: string,
  carts: (PastCart & { profileId: string })[],
): Promise<void> {
  if (!carts.length) return;
  await db.$executeRaw`
    UPDATE carts c SET "profileId" = r."profileId"
    FROM jsonb_to_recordset(${JSON.stringify(carts)}::jsonb) AS r("token" text, "profileId" uuid, "isNewest" boolean)
    WHERE c."shopId" = ${shopId}::uuid AND c."token" = r."token" AND (c."profileId" IS NULL OR r."isNewest")
      AND c."profileId" IS DISTINCT FROM r."profileId"`;
}
