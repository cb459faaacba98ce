import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import type { Db } from '~/platform/db/db.server';

/**
 * Between the last consent check and the moment its request is out, a sender holds a shared lock on each address; a revocation takes the
 * same lock exclusively before it is acknowledged. So no mail's first byte leaves after a revocation was acknowledged.
 */
const lockName = (shopId: string, addressId: string): string => `consent:${shopId}:${addressId}`;

export interface AddressLocks {
  release(): Promise<void>;
}

/** Holds the addresses shared, taken in sorted order, on one connection of its own until released. */
export async function lockAddressesForSending(pool: Pool, shopId: string, addressIds: string[]): Promise<AddressLocks> {
  const names = [...new Set(addressIds)].sort().map((id) => lockName(shopId, id));
  const client = await pool.connect();
  try {
    await client.query({
      name: 'lock-addresses',
      text: 'SELECT pg_advisory_lock_shared(hashtextextended(n.name, 0)) FROM unnest($1::text[]) AS n(name)',
      values: [names],
    });
  } catch (error) {
    client.release(error as Error);
    throw error;
  }
  return { release: () => releaseAll(client) };
}

async function releaseAll(client: PoolClient): Promise<void> {
  try {
    await client.query('SELECT pg_advisory_unlock_all()');
    client.release();
  } catch (error) {
    // A connection that could not unlock is closed, which unlocks it.
    client.release(error as Error);
  }
}

/** Shopify gives a webhook five seconds in all. */
const LONGEST_WAIT_MS = 3_000;
const LOOK_EVERY_MS = 25;

/**
 * Waits until nobody is sending to the address and holds it until the transaction ends. Bounded: a sender that waits for an answer longer than
 * this has long sent its request, and a revocation must not fail because of it.
 */
export async function lockAddressForRevocation(tx: Db, shopId: string, addressId: string): Promise<void> {
  const name = lockName(shopId, addressId);
  for (let waitedMs = 0; waitedMs <= LONGEST_WAIT_MS; waitedMs += LOOK_EVERY_MS) {
    const [row] = await tx.$queryRaw<{ isHeld: boolean }[]>`
      SELECT pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) AS "isHeld"`;
    if (row?.isHeld) return;
    await sleep(LOOK_EVERY_MS);
  }
}
