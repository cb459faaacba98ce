import type { SystemClock } from '~/platform/clock/clock';
import type { Vault } from '~/platform/crypto/vault.server';
import { withShop, type Database, type Db } from '~/platform/db/db.server';
import { findAddress } from '../profiles/address-vault.server';
import { waitForSenders } from './consent-lock.server';

export interface HoldDeps {
  db: Database;
  vault: Vault;
  systemClock: SystemClock;
}

/** A revocation as it arrives: whom it is about, and the key of the inbox entry that tells it. */
export interface ArrivingRevocation {
  /** Normalised. */
  email: string;
  dedupeKey: string;
}

/**
 * Holds an address before the revocation about it is acknowledged: when this returns, no mail to it begins to leave, although the revocation
 * itself is read from the inbox later. An address nobody has seen yet is held all the same.
 */
export async function holdAddress(deps: HoldDeps, shopId: string, revocation: ArrivingRevocation): Promise<void> {
  const { email, dedupeKey } = revocation;
  const key = { shopId, emailHash: deps.vault.hash(email, shopId), dedupeKey };
  await withShop(shopId, async () => {
    const { prisma, pool } = deps.db;
    // First of all it is there to be seen: by whoever looks a last time from now on.
    await prisma.consentHold.createMany({ data: [{ ...key, heldAt: deps.systemClock.now() }], skipDuplicates: true });
    const address = await findAddress(deps.vault, prisma, shopId, email);
    if (address) await waitForSenders(pool, shopId, address.id);
  });
}

/** Lifts the hold of an entry that has been read: what it said stands in the ledger now. Returns whose address was held. */
export async function liftHold(tx: Db, shopId: string, dedupeKey: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ profileId: string }[]>`
    WITH lifted AS (
      DELETE FROM consent_holds WHERE "shopId" = ${shopId}::uuid AND "dedupeKey" = ${dedupeKey} RETURNING "emailHash")
    SELECT a."profileId"::text FROM lifted l JOIN addresses a ON a."shopId" = ${shopId}::uuid AND a."emailHash" = l."emailHash"`;
  return rows.map(({ profileId }) => profileId);
}

/** Whether a revocation about this address waits to be read. */
export async function isHeld(db: Db, shopId: string, addressId: string): Promise<boolean> {
  return (await heldAmong(db, shopId, [addressId])).has(addressId);
}

/** Those of these addresses about which a revocation waits to be read. */
export async function heldAmong(db: Db, shopId: string, addressIds: readonly string[]): Promise<Set<string>> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT a."id" FROM consent_holds h JOIN addresses a ON a."shopId" = h."shopId" AND a."emailHash" = h."emailHash"
    WHERE a."shopId" = ${shopId}::uuid AND a."id" = ANY(${[...addressIds]}::uuid[])`;
  return new Set(rows.map(({ id }) => id));
}
