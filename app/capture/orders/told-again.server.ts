import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import type { OrderReport } from '../events/reports';

/** A keyed hash of all that a report says of an order, but for when it was said. */
export function toldHash(vault: Pick<Vault, 'hash'>, shopId: string, report: OrderReport): string {
  const { updatedAt: _said, person, ...order } = report;
  const { seenAt: _seen, ...who } = person;
  return vault.hash(JSON.stringify([order, who]), shopId).toString('base64url');
}

/**
 * Whether the newest that is known of an order is just what is told again; then it is noted as of when. Shopify tells of an order that is placed three times within a
 * second, and of one that is there with each tag and each note it is given.
 */
export async function isToldAgain(
  db: Db,
  shopId: string,
  { id, updatedAt }: Pick<OrderReport, 'id' | 'updatedAt'>,
  hash: string,
): Promise<boolean> {
  const known = await db.$executeRaw`
    UPDATE orders SET "sourceUpdatedAt" = GREATEST("sourceUpdatedAt", ${updatedAt}::timestamptz)
    WHERE "shopId" = ${shopId}::uuid AND "id" = ${id} AND "toldHash" = ${hash} AND "erasedAt" IS NULL`;
  return known > 0;
}
