import { addMs, minutes, type Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';

/** A wish of half a year ago is none any more. */
export const REQUEST_DAYS = 180;
/** An address waits for so many things at a time; whoever asks for more has the oldest ones let go of. */
export const MOST_REQUESTS = 50;

export interface Wanted {
  addressId: string;
  productId: string;
  variantId: string;
}

/** Keeps that an address wants to be told of a variant, and gives the request's id. Asked again, it stands from now on, at its old place in the line. */
export async function keepRequest(
  { clock, ids }: { clock: Clock; ids: Ids },
  tx: Db,
  shopId: string,
  { addressId, productId, variantId }: Wanted,
): Promise<string> {
  const askedAt = clock.now();
  const expiresAt = addMs(askedAt, minutes(REQUEST_DAYS * 1_440));
  const [kept] = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO product_requests ("shopId", "id", "addressId", "productId", "variantId", "askedAt", "expiresAt")
    VALUES (${shopId}::uuid, ${ids.next()}::uuid, ${addressId}::uuid, ${productId}, ${variantId}, ${askedAt}, ${expiresAt})
    ON CONFLICT ("shopId", "addressId", "variantId") WHERE "state" = 'open' DO UPDATE
      SET "askedAt" = EXCLUDED."askedAt", "expiresAt" = EXCLUDED."expiresAt"
    RETURNING "id"::text AS "id"`;
  if (!kept) throw new Error('a request to be told was not kept');
  await letGoOfOldest(tx, shopId, addressId, askedAt);
  return kept.id;
}

async function letGoOfOldest(tx: Db, shopId: string, addressId: string, now: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE product_requests SET "state" = 'cancelled', "endedAt" = ${now}
    WHERE "shopId" = ${shopId}::uuid AND "id" IN (
      SELECT "id" FROM product_requests WHERE "shopId" = ${shopId}::uuid AND "addressId" = ${addressId}::uuid AND "state" = 'open'
      ORDER BY "id" DESC OFFSET ${MOST_REQUESTS})`;
}

/** Takes a request back, where it is of the address that is named; of one that is over, nothing changes. */
export async function cancelRequest(
  { clock }: { clock: Clock },
  tx: Db,
  shopId: string,
  which: { id: string; addressId?: string },
): Promise<void> {
  await tx.productRequest.updateMany({
    where: { shopId, ...which, state: 'open' },
    data: { state: 'cancelled', endedAt: clock.now() },
  });
}
