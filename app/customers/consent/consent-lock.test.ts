import { beforeEach, describe, expect, it } from 'vitest';
import { gate } from '../../../tests/factories/gate';
import { waitingForLock } from '../../../tests/factories/lock-waits';
import { makePerson, unsubscribe, type Person } from '../../../tests/factories/people';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { TEST_START } from '../../../tests/factories/times';
import { testDatabase } from '../../../tests/setup/database';
import { withShop } from '~/platform/db/db.server';
import { holdAddress } from './consent-holds.server';
import { lockAddressesForSending, lockAddressForRevocation } from './consent-lock.server';
import { consentOf } from './ledger.server';
import { revokeConsent } from './revoke.server';

const database = await testDatabase();
const app = testApp(database, { poolSize: 20 });
const { db } = app;

let shop: TestShop;
let anna: Person;
beforeEach(async () => {
  shop = await createShop(app);
  anna = await withShop(shop.id, () => makePerson(app, shop.id));
});

const lockForSending = (...addressIds: string[]) =>
  withShop(shop.id, () => lockAddressesForSending(db.pool, shop.id, addressIds));
const revoke = (addressId = anna.addressId, dedupeKey = 'r') =>
  withShop(shop.id, () =>
    db.transaction((tx) =>
      revokeConsent(app, tx, shop.id, {
        addressId,
        source: 'postmark',
        occurredAt: TEST_START,
        evidence: {},
        dedupeKey,
      }),
    ),
  );
const state = async () =>
  (await withShop(shop.id, () => consentOf(db.prisma, shop.id, anna.addressId, 'marketing'))).state;

/** A revocation that has its address and has not ended yet. */
async function holdRevocation(addressId = anna.addressId) {
  const [held, end] = [gate(), gate()];
  const ended = withShop(shop.id, () =>
    db.transaction(async (tx) => {
      await lockAddressForRevocation(tx, shop.id, addressId);
      held.open();
      await end.passed;
    }),
  );
  await held.passed;
  return { end: async () => (end.open(), await ended) };
}

describe('a revocation', () => {
  it('waits until the sender that has passed its last check has let go', async () => {
    const sending = await lockForSending(anna.addressId);
    const order: string[] = [];
    const revoking = revoke().then(() => order.push('acknowledged'));
    await triedInVain();
    order.push('sent');
    await sending.release();
    await revoking;
    expect(order).toEqual(['sent', 'acknowledged']);
    expect(await state()).toBe('withdrawn');
  });

  it('waits for no sender of other addresses, nor of the same one in another shop', async () => {
    const ben = await withShop(shop.id, () => makePerson(app, shop.id));
    const other = await createShop(app);
    const sending = [
      await lockForSending(ben.addressId),
      await withShop(other.id, () => lockAddressesForSending(db.pool, other.id, [anna.addressId])),
    ];
    await revoke();
    expect(await state()).toBe('withdrawn');
    for (const each of sending) await each.release();
  });

  it('is not kept waiting for ever by a sender that never lets go', async () => {
    const sending = await lockForSending(anna.addressId);
    const beganAt = performance.now();
    await revoke();
    const waitedMs = performance.now() - beganAt;
    expect(await state()).toBe('withdrawn');
    expect(waitedMs, 'Shopify gives a webhook five seconds in all').toBeGreaterThan(1_000);
    expect(waitedMs).toBeLessThan(10_000);
    await sending.release();
  });

  it('withdraws what was granted, once, with its evidence', async () => {
    const change = await revoke();
    expect(change).toMatchObject({
      before: { state: 'granted' },
      after: { state: 'withdrawn' },
      profileId: anna.profileId,
    });
    expect(await revoke(), 'the same statement again').toBeNull();
    expect(await revoke(app.ids.next()), 'an address that was erased').toBeNull();
  });

  it('by two links at once is one withdrawal and no deadlock', async () => {
    await Promise.all([
      revoke(anna.addressId, 'a'),
      revoke(anna.addressId, 'b'),
      withShop(shop.id, () => unsubscribe(app, shop.id, anna)),
    ]);
    expect(await state()).toBe('withdrawn');
  });

  /** Resolves when the revocation has asked for its lock: it looks again and again instead of waiting in line. */
  async function triedInVain(): Promise<void> {
    const asking = async () => {
      const { rowCount } = await db.pool.query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
           AND state = 'idle in transaction' AND query LIKE '%pg_try_advisory_xact_lock%'`,
      );
      return rowCount;
    };
    await expect.poll(asking, { interval: 5, message: 'a revocation that has asked in vain' }).toBe(1);
  }
});

describe('a sender', () => {
  it('waits until a revocation has ended, and then reads what it said', async () => {
    const revocation = await holdRevocation();
    const sending = lockForSending(anna.addressId);
    await waitingForLock(db.pool);
    await revocation.end();
    await (await sending).release();
  });

  it('does not wait for another sender of the same address', async () => {
    const senders = await Promise.all([lockForSending(anna.addressId), lockForSending(anna.addressId)]);
    for (const each of senders) await each.release();
  });

  it('takes many addresses in one order, so that senders and revocations never wait for each other in a ring', async () => {
    const people = [anna];
    for (let more = 0; more < 4; more++) people.push(await withShop(shop.id, () => makePerson(app, shop.id)));
    const ids = people.map(({ addressId }) => addressId);
    await Promise.all(
      Array.from({ length: 10 }, async (_, turn) => {
        const rotated = [...ids.slice(turn % 5), ...ids.slice(0, turn % 5)];
        const sending = await lockForSending(...rotated, ...rotated);
        if (turn % 2) await sending.release();
        else await Promise.all([sending.release(), revoke(ids[turn % 5], `turn ${turn}`)]);
      }),
    );
    expect(await state()).toBe('withdrawn');
  });

  it('lets go of everything: of the addresses and of its connection', async () => {
    const before = db.pool.totalCount - db.pool.idleCount;
    const sending = await lockForSending(anna.addressId, anna.addressId);
    await sending.release();
    expect(db.pool.totalCount - db.pool.idleCount).toBe(before);
    const { rows } = await db.pool.query(
      `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    );
    expect(rows).toEqual([]);
  });

  it('that died holds nobody back', async () => {
    await lockForSending(anna.addressId);
    const { rows } = await db.pool.query<{ pid: number }>(
      `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    );
    await db.pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    const revocation = await holdRevocation();
    await revocation.end();
  });
});

describe('revocations that wait for a sender', () => {
  it('keep no connection from anybody else, however many they are', async () => {
    const small = testApp(database, { poolSize: 3 });
    const sending = await lockForSending(anna.addressId);
    const holds = Array.from({ length: 9 }, (_, nth) =>
      holdAddress(small, shop.id, { email: anna.email, dedupeKey: `hold ${nth}` }),
    );
    const heldYet = () => withShop(shop.id, () => db.prisma.consentHold.count({ where: { shopId: shop.id } }));
    await expect.poll(heldYet, { interval: 5, message: 'all holds are there to be seen' }).toBe(9);
    const first = await Promise.race([
      small.db.pool.query('SELECT 1').then(() => 'somebody else'),
      ...holds.map((hold) => hold.then(() => 'a revocation')),
    ]);
    expect(first).toBe('somebody else');
    await sending.release();
    await Promise.all(holds);
    await small.db.close();
  });
});

describe('a pool that senders share', () => {
  it('always has connections left for what a sender does under its locks', async () => {
    const small = testApp(database, { poolSize: 6 });
    const lock = () => withShop(shop.id, () => lockAddressesForSending(small.db.pool, shop.id, [anna.addressId]));
    const senders = Array.from({ length: 12 }, async () => {
      const locks = await lock();
      await withShop(shop.id, () => small.db.transaction((tx) => tx.profile.count()));
      await locks.release();
    });
    await Promise.all(senders);
    expect(small.db.pool.waitingCount).toBe(0);
    await small.db.close();
  });
});
