import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import type { Db } from '~/platform/db/db.server';
import { createGate, type Gate } from '~/platform/gate';

/**
 * Between the last consent check and the moment its request is out, a sender holds a shared lock on each address; a revocation takes the
 * same lock exclusively before it is acknowledged. So no mail's first byte leaves after a revocation was acknowledged.
 */
const lockName = (shopId: string, addressId: string): string => `consent:${shopId}:${addressId}`;

export interface AddressLocks {
  release(): Promise<void>;
}

/** Whoever holds addresses needs a second connection for the last check, and a third is for everybody else. */
const CONNECTIONS_A_SENDER = 3;
const gates = new WeakMap<Pool, Gate>();

function gateOf(pool: Pool): Gate {
  const gate = gates.get(pool) ?? createGate(Math.max(1, Math.floor(pool.options.max / CONNECTIONS_A_SENDER)));
  gates.set(pool, gate);
  return gate;
}

/**
 * Holds the addresses shared, taken in sorted order, on one connection of its own until released. No more of a process's senders do so at a time than
 * its pool has connections for: else all of them could be held, and each sender wait for one more.
 */
export async function lockAddressesForSending(pool: Pool, shopId: string, addressIds: string[]): Promise<AddressLocks> {
  const names = [...new Set(addressIds)].sort().map((id) => lockName(shopId, id));
  const leave = await gateOf(pool).enter();
  try {
    const client = await lockAll(pool, names);
    return { release: () => releaseAll(client).finally(leave) };
  } catch (error) {
    leave();
    throw error;
  }
}

async function lockAll(pool: Pool, names: string[]): Promise<PoolClient> {
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
  return client;
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
 * Waits, as long as a revocation may, until whoever was sending to the address has let go. Holds nothing itself, not even a connection, and all who wait
 * are looked for together: many may.
 */
export async function waitForSenders(pool: Pool, shopId: string, addressId: string): Promise<void> {
  const name = lockName(shopId, addressId);
  if ((await freeAmong(pool, [name])).has(name)) return;
  await new Promise<void>((resolve, reject) => {
    const all = waiting.get(pool) ?? new Set();
    waiting.set(pool, all.add({ name, untilMs: performance.now() + LONGEST_WAIT_MS, resolve, reject }));
    if (all.size === 1) void lookForAll(pool, all);
  });
}

interface Waiting {
  name: string;
  untilMs: number;
  resolve: () => void;
  reject: (error: unknown) => void;
}

const waiting = new WeakMap<Pool, Set<Waiting>>();

/** One statement for all who wait, again and again while there are any. */
async function lookForAll(pool: Pool, all: Set<Waiting>): Promise<void> {
  while (all.size > 0) {
    await sleep(LOOK_EVERY_MS);
    const some = [...all];
    try {
      const names = some.map(({ name }) => name);
      const free = await freeAmong(pool, [...new Set(names)]);
      const done = some.filter(({ name, untilMs }) => free.has(name) || performance.now() > untilMs);
      for (const each of done) each.resolve();
      for (const each of done) all.delete(each);
    } catch (error) {
      for (const each of some) each.reject(error);
      for (const each of some) all.delete(each);
    }
  }
}

/** Those that nobody holds at this moment: each is taken, and given back with the statement's end. */
async function freeAmong(pool: Pool, names: string[]): Promise<Set<string>> {
  const { rows } = await pool.query<{ name: string }>({
    name: 'free-addresses',
    text: 'SELECT n.name FROM unnest($1::text[]) AS n(name) WHERE pg_try_advisory_xact_lock(hashtextextended(n.name, 0))',
    values: [names],
  });
  return new Set(rows.map(({ name }) => name));
}

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
