import { beforeEach, describe, expect, it } from 'vitest';
import { withClient, withDatabase } from '../../../setup/postgres/session';
import { makePerson, type Person } from '../../../tests/factories/people';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after, TEST_START } from '../../../tests/factories/times';
import { testDatabase } from '../../../tests/setup/database';
import { withShop, type Db } from '~/platform/db/db.server';
import { NO_CONSENT } from './consent';
import { consentOf, recordConsent, verifyLedger, type ConsentInput } from './ledger.server';
import { auditLedger } from './verify-ledger.server';

const database = await testDatabase();
const app = testApp(database);
const { db } = app;

let shop: TestShop;
let anna: Person;
let told: number;
beforeEach(async () => {
  told = 0;
  shop = await createShop(app);
  anna = await withShop(shop.id, () => makePerson(app, shop.id, { consent: 'never-given' }));
});

const inShop = <T>(work: (tx: Db) => Promise<T>, { id }: TestShop = shop): Promise<T> =>
  withShop(id, () => db.transaction(work));

const say = (changes: Partial<ConsentInput> = {}) =>
  inShop((tx) =>
    recordConsent(app, tx, shop.id, {
      email: anna.email,
      purpose: 'marketing',
      state: 'granted',
      source: 'shopify-webhook',
      occurredAt: TEST_START,
      evidence: { event: `e${told}`, optInLevel: null },
      dedupeKey: `statement ${told++}`,
      ...changes,
    }),
  );
const entries = () => withShop(shop.id, () => db.prisma.consentEntry.findMany({ orderBy: { seq: 'asc' } }));
const verify = ({ id }: TestShop = shop) => withShop(id, () => verifyLedger(db.prisma, id));
const consent = () => withShop(shop.id, () => consentOf(db.prisma, shop.id, anna.addressId, 'marketing'));

describe('a statement', () => {
  it('stands in the ledger and decides what may be done', async () => {
    const change = await say();
    const granted = { state: 'granted', entrySeq: 1n, since: TEST_START };
    expect(change).toEqual({
      addressId: anna.addressId,
      profileId: anna.profileId,
      before: NO_CONSENT,
      after: granted,
      source: 'shopify-webhook',
    });
    expect(await consent()).toEqual(granted);
    expect(await entries()).toMatchObject([
      { seq: 1n, state: 'granted', source: 'shopify-webhook', recordedAt: TEST_START },
    ]);
  });

  it('told twice is one entry, also when many tell it at once', async () => {
    const statements = await Promise.all(Array.from({ length: 12 }, () => say({ dedupeKey: 'the same' })));
    expect(statements.filter((change) => change !== null)).toHaveLength(1);
    expect(await entries()).toHaveLength(1);
    expect(await say({ dedupeKey: 'the same', state: 'withdrawn' })).toBeNull();
    expect((await consent()).state).toBe('granted');
  });

  it('told late does not undo what was said after it', async () => {
    await say({ state: 'withdrawn', occurredAt: after(10) });
    const change = await say({ state: 'granted', occurredAt: after(5) });
    expect(change?.after).toMatchObject({ state: 'withdrawn', entrySeq: 1n });
    expect(await entries()).toHaveLength(2);
  });

  it('names nobody: neither the address nor the name stands in the ledger', async () => {
    await say();
    const json = JSON.stringify(await entries(), (_, each: unknown) =>
      typeof each === 'bigint' ? Number(each) : each,
    );
    expect(json).not.toContain(anna.email);
  });

  it('about an address that the vault does not hold is refused', async () => {
    await expect(say({ email: 'stranger@example.com' })).rejects.toThrow('identify the person first');
  });

  it('that is not committed leaves no gap', async () => {
    const failing = inShop(async (tx) => {
      const input = { email: anna.email, purpose: 'marketing', state: 'granted', source: 'postmark' } as const;
      await recordConsent(app, tx, shop.id, { ...input, occurredAt: TEST_START, evidence: {}, dedupeKey: 'lost' });
      throw new Error('not after all');
    });
    await expect(failing).rejects.toThrow('not after all');
    await say();
    expect(await verify()).toEqual({ kind: 'intact', entries: 1 });
  });
});

describe('the ledger', () => {
  it('is one unbroken chain, however many write at once', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, ms) => say({ occurredAt: after(ms) })));
    expect((await entries()).map(({ seq }) => Number(seq))).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
    expect(await verify()).toEqual({ kind: 'intact', entries: 20 });
  });

  it('is whole where entries of the first format stand before newer ones', async () => {
    await withClient(database.ownerUrl, async (client) => {
      await client.query(`SELECT set_config('app.shop_id', $1, false)`, [shop.id]);
      // Written, and hashed, by the app as it was before entries named their format.
      await client.query(
        `INSERT INTO consent_entries ("shopId", "seq", "addressId", "commitment", "purpose", "state", "source", "occurredAt", "recordedAt",
           "evidence", "dedupeKey", "previousHash", "hash")
         SELECT $1::uuid, 1, $2::uuid, '\\x00', 'marketing', 'granted', 'shopify-sync', $3, $3, '{}', 'old', decode(repeat('0', 64), 'hex'),
           sha256(convert_to(concat('{"addressId":"', $2::text, '","commitment":"00","dedupeKey":"old","evidence":{},"occurredAt":"', $4::text,
             '","previousHash":"', repeat('0', 64), '","purpose":"marketing","recordedAt":"', $4::text, '","seq":"1","shopId":"', $1::text,
             '","source":"shopify-sync","state":"granted"}'), 'UTF8'))`,
        [shop.id, anna.addressId, TEST_START, TEST_START.toISOString()],
      );
    });
    await say({ state: 'withdrawn', occurredAt: after(1) });
    expect((await entries()).map(({ format }) => format)).toEqual([1, 2]);
    expect(await verify()).toEqual({ kind: 'intact', entries: 2 });
  });

  it('says what its last hash is, which everything before it is bound to', async () => {
    const heads = new Set<string>();
    for (const ms of [0, 1, 2]) {
      await say({ occurredAt: after(ms) });
      const { head, entries: counted } = await withShop(shop.id, () => auditLedger(db.prisma, shop.id));
      expect(counted).toBe(ms + 1);
      expect(head).toMatch(/^[0-9a-f]{64}$/);
      heads.add(head);
    }
    expect(heads.size).toBe(3);
  });

  it('is each shop’s own', async () => {
    await say();
    const other = await createShop(app);
    expect(await verify(other)).toEqual({ kind: 'intact', entries: 0 });
    await withShop(other.id, () => makePerson(app, other.id));
    expect(await verify(other)).toEqual({ kind: 'intact', entries: 1 });
    expect(await verify()).toEqual({ kind: 'intact', entries: 1 });
  });

  it('verifies after everything that names the person was erased', async () => {
    await say();
    await inShop(async (tx) => {
      await tx.consentState.deleteMany();
      await tx.identity.deleteMany();
      await tx.address.deleteMany();
    });
    expect(await verify()).toEqual({ kind: 'intact', entries: 1 });
  });

  it.each([
    ['change', `UPDATE consent_entries SET "state" = 'granted'`],
    ['remove', 'DELETE FROM consent_entries'],
    ['empty', 'TRUNCATE consent_entries'],
  ])('lets the app %s nothing', async (_, statement) => {
    await say({ state: 'withdrawn' });
    await expect(withShop(shop.id, () => db.pool.query(statement))).rejects.toThrow(/append-only|permission denied/);
    expect(await verify()).toEqual({ kind: 'intact', entries: 1 });
  });

  it('goes with its whole shop', async () => {
    await say();
    await db.prisma.shop.delete({ where: { id: shop.id } });
    expect(await entries()).toEqual([]);
  });
});

/** Does to the ledger what only somebody with the owner's rights can. */
const tamper = (statement: string) =>
  withClient(database.ownerUrl, async (client) => {
    await client.query(`SELECT set_config('app.shop_id', $1, false)`, [shop.id]);
    await client.query('ALTER TABLE consent_entries DISABLE TRIGGER USER');
    const { rowCount } = await client.query(statement);
    await client.query('ALTER TABLE consent_entries ENABLE TRIGGER USER');
    expect(rowCount, 'rows tampered with').toBeGreaterThan(0);
  });

describe('a ledger that somebody tampered with', () => {
  beforeEach(async () => {
    for (let ms = 0; ms < 4; ms++) await say({ occurredAt: after(ms), state: ms % 2 ? 'withdrawn' : 'granted' });
  });

  it.each([
    ['addressId', `gen_random_uuid()`],
    ['commitment', `'\\x00'`],
    ['purpose', `'other'`],
    ['state', `'pending'`],
    ['source', `'other'`],
    ['occurredAt', `"occurredAt" + interval '1 millisecond'`],
    ['recordedAt', `"recordedAt" - interval '1 millisecond'`],
    ['evidence', `'{}'`],
    ['dedupeKey', `'other'`],
    ['format', '1'],
    ['hash', `'\\x00'`],
  ])('is broken at the entry whose %s was changed', async (column, value) => {
    await tamper(`UPDATE consent_entries SET "${column}" = ${value} WHERE "seq" = 2`);
    expect(await verify()).toEqual({ kind: 'broken', seq: 2n, why: 'its contents were changed' });
  });

  it('is broken at an entry that follows another one than it says', async () => {
    await tamper(`UPDATE consent_entries SET "previousHash" = '\\x00' WHERE "seq" = 3`);
    expect(await verify()).toEqual({ kind: 'broken', seq: 3n, why: 'it does not follow its predecessor' });
  });

  it.each([1, 2, 3, 4])('is broken where entry %i was removed', async (seq) => {
    await tamper(`DELETE FROM consent_entries WHERE "seq" = ${seq}`);
    expect(await verify()).toEqual({ kind: 'broken', seq: BigInt(seq), why: 'an entry is missing' });
  });

  it('is broken where an entry was removed and the others moved up', async () => {
    await tamper('DELETE FROM consent_entries WHERE "seq" = 2');
    await tamper('UPDATE consent_entries SET "seq" = "seq" - 1 WHERE "seq" > 2');
    expect(await verify()).toEqual({ kind: 'broken', seq: 2n, why: 'it does not follow its predecessor' });
  });

  it('is broken where two entries changed places', async () => {
    await tamper('UPDATE consent_entries SET "seq" = -"seq" WHERE "seq" IN (2, 3)');
    await tamper('UPDATE consent_entries SET "seq" = 5 + "seq" WHERE "seq" < 0');
    expect(await verify()).toMatchObject({ kind: 'broken', seq: 2n });
  });

  it('is broken where another shop’s entry was put in', async () => {
    const other = await createShop(app);
    await withShop(other.id, () => makePerson(app, other.id));
    await tamper('DELETE FROM consent_entries WHERE "seq" = 1');
    await withClient(withDatabase(database.adminUrl, database.name), (client) =>
      client.query(`INSERT INTO consent_entries SELECT '${shop.id}', "seq", "addressId", "commitment", "purpose", "state", "source",
        "occurredAt", "recordedAt", "evidence", 'stolen', "previousHash", "hash" FROM consent_entries WHERE "shopId" = '${other.id}'`),
    );
    expect(await verify()).toEqual({ kind: 'broken', seq: 1n, why: 'its contents were changed' });
  });
});
