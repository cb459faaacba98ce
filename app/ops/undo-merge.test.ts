import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { gate } from '../../tests/factories/gate';
import { waitingForLock } from '../../tests/factories/lock-waits';
import { cartReport, orderReport } from '../../tests/factories/reports';
import { createShop, type TestShop } from '../../tests/factories/shops';
import { testApp } from '../../tests/factories/test-app';
import { after } from '../../tests/factories/times';
import { customerId, toldPerson, visitorId } from '../../tests/factories/told-person';
import { testDatabase } from '../../tests/setup/database';
import { assignCart, storeCart } from '~/capture/carts/store-cart.server';
import { appendEvents } from '~/capture/events/event-log.server';
import type { PersonReport } from '~/capture/events/person-report';
import { storeOrders } from '~/capture/orders/store-orders.server';
import { propertiesOf } from '~/customers/profiles/set-properties.server';
import { identifyAndMerge } from '~/jobs/reports/report-context.server';
import { withShop, type Db } from '~/platform/db/db.server';
import { createShopDirectory } from '~/platform/shops/shop-directory.server';
import { undoMergeOf } from './undo-merge.server';

const app = testApp(await testDatabase());
const { db } = app;
const pages = { ...app, shops: createShopDirectory({ pool: db.pool, ids: app.ids, systemClock: app.systemClock }) };

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

const inShop = <T>(work: (tx: Db) => Promise<T>): Promise<T> => withShop(shop.id, () => db.transaction(work));
const read = <T>(work: (of: Db) => Promise<T>): Promise<T> => withShop(shop.id, () => work(db.prisma));

let told = 0;

/** A report of somebody, with a row in each table that names a profile. Resolves to the profile it went to. */
function tell(person: Partial<PersonReport>, name = `report ${(told += 1)}`): Promise<string> {
  return inShop(async (tx) => {
    const context = { services: app, shopId: shop.id, dedupeKey: `shopify:test:${name}` };
    const at = after(told * 1_000);
    const profileId = await identifyAndMerge(context, tx, { person: toldPerson({ seenAt: at, ...person }) });
    const viewed = {
      type: 'cart_viewed',
      properties: {},
      occurredAt: at,
      source: 'storefront',
      dedupeKey: name,
    } as const;
    await appendEvents(app, tx, shop.id, [{ profileId, event: viewed }]);
    await storeCart(tx, shop.id, cartReport(name));
    await assignCart(tx, shop.id, name, profileId);
    await storeOrders(tx, shop.id, [{ ...orderReport(told), profileId }]);
    return profileId;
  });
}

const standing = () => read((of) => of.profileMerge.findMany({ where: { undoneAt: null }, orderBy: { id: 'asc' } }));
const undo = (mergeId: string) => undoMergeOf(pages, shop.domain, 'user 7', mergeId);

async function undoOnly(): Promise<string> {
  const [merge] = await standing();
  const undone = await undo(merge?.id ?? '');
  if (undone.kind !== 'saved') throw new Error(JSON.stringify(undone));
  return undone.profileId;
}

interface Row {
  table: string;
  name: string;
  profileId: string | null;
  originId: string | null;
}

/** Every row that names a profile, with the profile it is told of. */
const rows = () =>
  read(
    (of) => of.$queryRaw<Row[]>`
      SELECT 'event' AS "table", "dedupeKey" AS "name", "profileId"::text, COALESCE("originId", "profileId")::text AS "originId" FROM events
      UNION ALL SELECT 'cart', "token", "profileId"::text, COALESCE("originId", "profileId")::text FROM carts
      UNION ALL SELECT 'order', "id", "profileId"::text, COALESCE("originId", "profileId")::text FROM orders
      UNION ALL SELECT 'identity', "kind" || "value", "profileId"::text, COALESCE("originId", "profileId")::text FROM identities
      UNION ALL SELECT 'address', "id"::text, "profileId"::text, COALESCE("originId", "profileId")::text FROM addresses
      UNION ALL SELECT 'phone', encode("phoneHash", 'hex'), "profileId"::text, "originId"::text FROM phones
      UNION ALL SELECT 'property', "key", "profileId"::text, "originId"::text FROM profile_properties`,
  );

const [anna, ben] = [
  { email: 'anna@example.com', firstName: 'Anna', phone: '+4930901820', locale: 'de', properties: { size: 'S' } },
  { customerId: customerId(1), locale: 'fr', countryCode: 'FR', properties: { size: 'M', tier: 'gold' } },
];
const both = { customerId: customerId(1), email: 'anna@example.com' };

describe('an undone merge', () => {
  it('gives back what was there before it, and what came since through what names the absorbed one', async () => {
    const before = { anna: await tell(anna, 'before, of Anna'), ben: await tell(ben, 'before, of Ben') };
    await tell(both, 'of both');
    expect(
      await tell({ email: 'anna@example.com', phone: '+4930901821', properties: { size: 'XS' } }, 'since, of Anna'),
    ).toBe(before.ben);
    await tell({ customerId: customerId(1), properties: { tier: 'silver' } }, 'since, of Ben');
    expect(await undoOnly()).toBe(before.anna);
    const theirs = (await rows()).filter(({ table }) => ['event', 'cart'].includes(table));
    const ofAnna = theirs.filter(({ profileId }) => profileId === before.anna).map(({ name }) => name);
    expect(ofAnna.sort()).toEqual(['before, of Anna', 'before, of Anna', 'since, of Anna', 'since, of Anna']);
    expect(theirs.filter(({ profileId }) => profileId === before.ben)).toHaveLength(6);
    const properties = async (id: string) =>
      (await read((of) => propertiesOf(of, shop.id, id))).map(({ key, value }) => `${key} ${String(value)}`);
    expect([await properties(before.anna), await properties(before.ben)]).toEqual([
      ['size XS'],
      ['size M', 'tier silver'],
    ]);
    expect(await read((of) => of.phone.count({ where: { profileId: before.anna } }))).toBe(2);
  });

  it('leaves each with their own language, country, times and address', async () => {
    await tell({ ...anna, seenAt: after(-90_000) });
    await tell({ ...ben, seenAt: after(-50_000) });
    const person = await tell({ ...both, seenAt: after(-40_000) });
    await tell({ email: 'anna@example.com', locale: 'sv', seenAt: after(90_000_000) });
    const profile = (id: string) => read((of) => of.profile.findFirstOrThrow({ where: { id } }));
    expect(await profile(person)).toMatchObject({ locale: 'sv', countryCode: 'FR', createdAt: after(-90_000) });
    const parted = await undoOnly();
    expect(await profile(person)).toMatchObject({
      ...{ locale: 'fr', countryCode: 'FR', primaryAddressId: null },
      ...{ createdAt: after(-50_000), lastSeenAt: after(-40_000) },
    });
    expect(await profile(parted)).toMatchObject({ locale: 'sv', countryCode: null, lastSeenAt: after(90_000_000) });
    expect((await profile(parted)).primaryAddressId).not.toBeNull();
  });

  it('is not done again by the report that did it, nor by any that names both', async () => {
    const [first, second] = [await tell(anna), await tell(ben)];
    await tell(both, 'of both');
    await undoOnly();
    expect(await tell(both)).toBe(second);
    expect(await tell({ email: 'anna@example.com' })).toBe(first);
    expect(await standing()).toEqual([]);
  });

  it('of a browser gives its history back, and the browser may still become somebody else’s', async () => {
    const [browser, person] = [await tell({ visitorId: visitorId('v') }), await tell(anna)];
    await tell({ email: 'anna@example.com', visitorId: visitorId('v') });
    expect(await undoOnly()).toBe(browser);
    expect(await tell({ visitorId: visitorId('v'), email: 'anna@example.com' })).toBe(person);
    expect(await tell({ visitorId: visitorId('v') })).toBe(browser);
    const other = await tell(ben);
    expect(await tell({ visitorId: visitorId('v'), ...ben })).toBe(other);
    expect(await standing()).toMatchObject([{ absorbedId: browser, survivorId: other, rule: 'anonymous-history' }]);
  });

  it('is undone once, and says so the second time', async () => {
    await tell(anna);
    await tell(ben);
    await tell(both);
    const [merge] = await standing();
    const outcomes = await Promise.all([undo(merge?.id ?? ''), undo(merge?.id ?? '')]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['refused', 'saved']);
    expect(await undo(app.ids.next())).toMatchObject({ kind: 'refused' });
    expect(await undo('nonsense')).toMatchObject({ kind: 'refused' });
    expect(await read((of) => of.activityEntry.findMany())).toMatchObject([{ kind: 'merge-undone', actor: 'user 7' }]);
  });

  it('waits for a report that is just being stored, and gives it back, too', async () => {
    const first = await tell(anna);
    await tell(ben);
    await tell(both);
    const [begun, end] = [gate(), gate()];
    const storing = inShop(async (tx) => {
      const context = { services: app, shopId: shop.id, dedupeKey: 'late' };
      const profileId = await identifyAndMerge(context, tx, { person: toldPerson({ email: 'anna@example.com' }) });
      const viewed = {
        type: 'cart_viewed',
        properties: {},
        occurredAt: after(1),
        source: 'storefront',
        dedupeKey: 'late',
      } as const;
      await appendEvents(app, tx, shop.id, [{ profileId, event: viewed }]);
      begun.open();
      await end.passed;
    });
    await begun.passed;
    const undoing = undoOnly();
    await waitingForLock(db.pool);
    end.open();
    await Promise.all([storing, undoing]);
    expect((await rows()).find(({ name }) => name === 'late')).toMatchObject({ profileId: first });
  });

  it('that comes first lets a report that waits for it find whose it is now', async () => {
    const first = await tell(anna);
    await tell(ben);
    const person = await tell(both);
    const [begun, end] = [gate(), gate()];
    const holding = inShop(async (tx) => {
      await tx.profile.update({ where: { shopId_id: { shopId: shop.id, id: person } }, data: { timezone: 'UTC' } });
      begun.open();
      await end.passed;
    });
    await begun.passed;
    const undoing = undoOnly();
    await waitingForLock(db.pool);
    const late = tell({ email: 'anna@example.com' });
    end.open();
    await Promise.all([holding, undoing]);
    expect([first, person]).toContain(await late);
    const wrong = (await rows()).filter(
      ({ table, profileId, originId }) => table === 'event' && profileId !== originId,
    );
    expect(wrong).toEqual([]);
  });
});

/** Persons who are told of by names of their own, and reports that name two of them. */
const people = ['anna', 'ben', 'cleo', 'dora'];
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('tell' as const), who: fc.constantFrom(...people) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('join' as const),
      who: fc.constantFrom(...people),
      other: fc.constantFrom(...people),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('undo' as const), which: fc.nat(5) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const byEmail = (who: string) => ({
  email: `${who}@example.com`,
  locale: who.slice(0, 2),
  properties: { [who]: true },
});
const byExternal = (who: string) => ({ externalId: `${who}:1` });

async function take(each: Step): Promise<void> {
  if (each.kind === 'tell') await tell(byEmail(each.who));
  if (each.kind === 'join') await tell({ ...byEmail(each.who), ...byExternal(each.other) });
  if (each.kind !== 'undo') return;
  const merges = await standing();
  const merge = merges[each.which % (merges.length || 1)];
  if (merge) expect(await undo(merge.id)).toMatchObject({ kind: 'saved' });
}

/** Who a profile is by the merges that stand. */
async function presentOf(): Promise<(id: string) => string> {
  const into = new Map((await standing()).map(({ absorbedId, survivorId }) => [absorbedId, survivorId]));
  const present = (id: string): string => (into.has(id) ? present(into.get(id) ?? '') : id);
  return present;
}

describe('merges and their undoing, in any order and over any chain', () => {
  it('leave each row with whoever it was told of is now, and nobody knows what others were told', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 14 }), async (steps) => {
        shop = await createShop(app);
        for (const each of steps) {
          await take(each);
          const present = await presentOf();
          const misplaced = (await rows()).filter(({ profileId, originId }) => profileId !== present(originId ?? ''));
          expect(misplaced).toEqual([]);
        }
        for (const { id } of await standing()) await undo(id);
        const languages = await read((of) => of.profile.findMany({ select: { id: true, locale: true } }));
        const said = await rows();
        for (const { id, locale } of languages) {
          const own = said
            .filter(({ table, profileId }) => table === 'property' && profileId === id)
            .map(({ name }) => name.slice(0, 2));
          expect(locale === null ? own : own.includes(locale)).toEqual(locale === null ? [] : true);
        }
      }),
      { numRuns: 8 },
    );
  });
});
