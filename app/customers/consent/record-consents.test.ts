import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { makePerson, type Person } from '../../../tests/factories/people';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after, TEST_START } from '../../../tests/factories/times';
import { customerId } from '../../../tests/factories/told-person';
import { testDatabase } from '../../../tests/setup/database';
import type { ConsentReport } from '~/capture/events/reports';
import { withShop, type Db } from '~/platform/db/db.server';
import { recordConsent, verifyLedger } from './ledger.server';
import { recordConsents } from './record-consents.server';

const app = testApp(await testDatabase());
const { db } = app;

let shop: TestShop;
let people: Person[];
beforeAll(async () => {
  shop = await createShop(app);
  people = [];
  for (let number = 0; number < 3; number++)
    people.push(await withShop(shop.id, () => makePerson(app, shop.id, { consent: 'never-given' })));
});

const report = (number: number, state: ConsentReport['state'], ms: number): ConsentReport => ({
  customerId: customerId(number),
  email: people[number]?.email ?? 'stranger@example.com',
  state,
  optInLevel: ms % 2 ? 'single_opt_in' : null,
  occurredAt: after(ms),
});

const reports = fc.array(
  fc.tuple(fc.nat(2), fc.constantFrom('granted', 'pending', 'withdrawn', 'never-given'), fc.nat(3)),
  { maxLength: 10 },
);

type Record = (tx: Db, told: ConsentReport[]) => Promise<unknown>;
const many: Record = (tx, told) => recordConsents(app, tx, shop.id, told);
const oneByOne: Record = async (tx, told) => {
  for (const { email, state, occurredAt, optInLevel } of told) {
    const { addressId } = people.find((person) => person.email === email) as Person;
    const statement = { email, state, occurredAt, purpose: 'marketing', source: 'shopify-sync' } as const;
    const dedupeKey = `shopify-sync:${addressId}:${state}:${occurredAt.toISOString()}`;
    await recordConsent(app, tx, shop.id, { ...statement, evidence: { optInLevel }, dedupeKey });
  }
};

interface Outcome {
  entries: unknown[];
  states: unknown[];
  check: unknown;
}

/** What the ledger and the states come to; nothing of it stays, so that each case begins with the same addresses and salts. */
async function outcomeOf(record: Record, pages: ConsentReport[][]): Promise<Outcome> {
  const done = new Error('rolled back');
  let outcome: Outcome | undefined;
  const working = withShop(shop.id, () =>
    db.transaction(async (tx) => {
      for (const page of pages) await record(tx, page);
      outcome = {
        entries: await tx.consentEntry.findMany({ orderBy: { seq: 'asc' } }),
        states: await tx.consentState.findMany({ orderBy: { addressId: 'asc' } }),
        check: await verifyLedger(tx, shop.id),
      };
      throw done;
    }),
  );
  await expect(working).rejects.toBe(done);
  return outcome as Outcome;
}

const toReports = (told: [number, ConsentReport['state'], number][]) => told.map((each) => report(...each));

describe('consents of a page of a sync', () => {
  it('come to the very same ledger, hash by hash, and the same states as recorded one by one', async () => {
    await fc.assert(
      fc.asyncProperty(reports, reports, async (first, second) => {
        const pages = [toReports(first), toReports(second)];
        const paged = await outcomeOf(many, pages);
        expect(paged).toEqual(await outcomeOf(oneByOne, pages));
        expect(paged.check).toMatchObject({ kind: 'intact' });
      }),
      { numRuns: 60 },
    );
  });

  it('are in the ledger once, however often a page is told', async () => {
    const page = [report(0, 'granted', 0), report(0, 'granted', 0), report(1, 'withdrawn', 1)];
    const { entries } = await outcomeOf(many, [page, page]);
    expect(entries).toHaveLength(2);
  });

  it('of addresses that are none or that nobody has are left out', async () => {
    const told = [
      { ...report(0, 'granted', 0), email: 'no address' },
      { ...report(0, 'granted', 0), email: 'stranger@example.com' },
      { ...report(1, 'granted', 0), email: ` ${people[1]?.email.toUpperCase() ?? ''} ` },
    ];
    const { entries } = await outcomeOf(many, [told, []]);
    expect(entries).toMatchObject([{ addressId: people[1]?.addressId }]);
  });

  it('stand beside what a webhook said: the later decides', async () => {
    const said = async (tx: Db, page: ConsentReport[]) => {
      await recordConsent(app, tx, shop.id, {
        email: people[0]?.email ?? '',
        purpose: 'marketing',
        state: 'withdrawn',
        source: 'shopify-webhook',
        occurredAt: after(5),
        evidence: {},
        dedupeKey: 'webhook',
      });
      await recordConsents(app, tx, shop.id, page);
    };
    expect(await outcomeOf(said, [[report(0, 'granted', 4)]])).toMatchObject({
      states: [{ state: 'withdrawn', entrySeq: 1n }],
    });
    expect(await outcomeOf(said, [[report(0, 'granted', 6)]])).toMatchObject({
      states: [{ state: 'granted', entrySeq: 2n }],
    });
  });

  it('written at the same time as statements of others are one chain', async () => {
    const other = await createShop(app);
    const person = await withShop(other.id, () => makePerson(app, other.id));
    const page = Array.from({ length: 30 }, (_, ms) => ({ ...report(0, 'granted', ms), email: person.email }));
    const inOther = (work: (tx: Db) => Promise<unknown>) => withShop(other.id, () => db.transaction(work));
    const statement = { email: person.email, purpose: 'marketing', source: 'postmark', evidence: {} } as const;
    await Promise.all([
      inOther((tx) => recordConsents(app, tx, other.id, page.slice(0, 20))),
      inOther((tx) => recordConsents(app, tx, other.id, page.slice(10))),
      ...[1, 2, 3].map((number) =>
        inOther((tx) =>
          recordConsent(app, tx, other.id, {
            ...statement,
            state: 'withdrawn',
            occurredAt: TEST_START,
            dedupeKey: `p${number}`,
          }),
        ),
      ),
    ]);
    expect(await withShop(other.id, () => verifyLedger(db.prisma, other.id))).toEqual({ kind: 'intact', entries: 34 });
  });
});
