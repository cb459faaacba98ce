import { expect, it } from 'vitest';
import { inShopify, type ShopifyWorld } from '../../../../tests/factories/shopify-world';
import { testApp } from '../../../../tests/factories/test-app';
import { openTelling, seededRandom, type Telling } from '../../../../tests/factories/told-segments';
import { testDatabase } from '../../../../tests/setup/database';
import { eraseTellings } from './erase-tellings.server';
import type { CustomerMarks } from './customer-marks';

const app = testApp(await testDatabase());
const { prisma } = app.db;

const DAY_MS = 86_400_000;
const LEASE_MS = 60_000;

const inTelling = (work: (telling: Telling, world: ShopifyWorld) => Promise<void>) =>
  inShopify(async (world) => work(await openTelling(app, world), world));

const VIP = { tag: 'Segment: VIP', handle: 'vip' };
const requestsOf = (world: ShopifyWorld) =>
  world.log.all().flatMap(({ entry }) => (entry.kind === 'request' && entry.operation ? [entry.operation] : []));

it('who comes in gets the tag and the name in the list, who goes loses both, and what others wrote stays', () =>
  inTelling(async (telling, world) => {
    const [anna, bea] = [await telling.addPerson(), await telling.addPerson()];
    world.store.updateCustomer(anna.customerId, { tags: ['by hand'] });
    const vip = await telling.addSegment('VIP');
    await telling.enter(vip, anna.profileId);
    expect(await telling.call(vip, VIP)).toEqual({ kind: 'saved' });
    await telling.tell();
    expect(telling.tagsOf(anna.customerId)).toEqual(['by hand', 'Segment: VIP']);
    expect(await telling.listOf(anna.customerId)).toEqual(['vip']);
    expect(telling.tagsOf(bea.customerId)).toEqual([]);
    await telling.leave(vip, anna.profileId);
    await telling.enter(vip, bea.profileId);
    await telling.tell();
    expect(telling.tagsOf(anna.customerId)).toEqual(['by hand']);
    expect(await telling.listOf(anna.customerId)).toEqual([]);
    expect([telling.tagsOf(bea.customerId), await telling.listOf(bea.customerId)]).toEqual([['Segment: VIP'], ['vip']]);
    expect((await telling.tellings()).map(({ customerId }) => customerId)).toEqual([bea.customerId]);
  }));

it('Shopify is asked nothing while nothing is to be told, and the list is made known once', () =>
  inTelling(async (telling, world) => {
    const people = [await telling.addPerson(), await telling.addPerson()];
    const vip = await telling.addSegment('VIP');
    await telling.call(vip, VIP);
    for (const { profileId } of people) {
      await telling.enter(vip, profileId);
      await telling.tell();
    }
    expect(requestsOf(world).filter((name) => name === 'DefineMetafield')).toHaveLength(1);
    const before = requestsOf(world).length;
    await telling.enter(vip, people[0]?.profileId ?? '');
    await telling.tell();
    expect(requestsOf(world)).toHaveLength(before);
  }));

it('a segment called otherwise, out of use, or not told any more takes its tag back from everybody', () =>
  inTelling(async (telling) => {
    const people = [await telling.addPerson(), await telling.addPerson()];
    const vip = await telling.addSegment('VIP');
    for (const { profileId } of people) await telling.enter(vip, profileId);
    const everybody = async () => {
      await telling.tell();
      return people.map(({ customerId }) => telling.tagsOf(customerId)?.join());
    };
    await telling.call(vip, VIP);
    expect(await everybody()).toEqual(['Segment: VIP', 'Segment: VIP']);
    await telling.call(vip, { tag: 'Best', handle: null });
    expect(await everybody()).toEqual(['Best', 'Best']);
    expect(await telling.listOf(people[0]?.customerId ?? '')).toEqual([]);
    await telling.call(vip, { tag: null, handle: null });
    expect(await everybody()).toEqual(['', '']);
    expect(await telling.tellings()).toEqual([]);
  }));

it('a customer who is gone, and one who has too many tags, are kept with why; the others of the request are told', () =>
  inTelling(async (telling, world) => {
    const [anna, bea, carl] = [await telling.addPerson(), await telling.addPerson(), await telling.addPerson()];
    const vip = await telling.addSegment('VIP');
    for (const { profileId } of [anna, bea, carl]) await telling.enter(vip, profileId);
    const full = Array.from({ length: 250 }, (_, at) => `tag ${at}`);
    world.store.updateCustomer(anna.customerId, { tags: full });
    world.store.deleteCustomer(bea.customerId);
    await telling.call(vip, VIP);
    await telling.tell();
    expect(telling.tagsOf(carl.customerId)).toEqual(['Segment: VIP']);
    expect(await telling.listOf(carl.customerId)).toEqual(['vip']);
    const problems = new Map((await telling.tellings()).map(({ customerId, problem }) => [customerId, problem]));
    expect(problems.get(anna.customerId)).toBe('Shopify says: A customer can have at most 250 tags.');
    expect(problems.get(bea.customerId)).toBe('Shopify has no such customer any more');
    // Room was made: the daily look asks once more.
    world.store.updateCustomer(anna.customerId, { tags: full.slice(1) });
    app.advance(DAY_MS);
    await telling.tell();
    expect(telling.tagsOf(anna.customerId)).toContain('Segment: VIP');
    expect((await telling.tellings()).map(({ problem }) => problem).filter(Boolean)).toHaveLength(1);
  }));

it('a tag that somebody took away in Shopify comes back with the daily look, and not before', () =>
  inTelling(async (telling, world) => {
    const anna = await telling.addPerson();
    const { shopId, inShop } = telling;
    const vip = await telling.addSegment('VIP');
    await telling.enter(vip, anna.profileId);
    await telling.call(vip, { tag: 'VIP', handle: null });
    await telling.tell();
    world.store.updateCustomer(anna.customerId, { tags: [] });
    await inShop(() => prisma.shopifyCustomer.create({ data: { shopId, customerId: anna.customerId, tags: [] } }));
    app.advance(DAY_MS - 1);
    await telling.tell();
    expect(telling.tagsOf(anna.customerId)).toEqual([]);
    app.advance(1);
    await telling.tell();
    expect(telling.tagsOf(anna.customerId)).toEqual(['VIP']);
    const check = await inShop(() => prisma.segmentTellingCheck.findUnique({ where: { shopId } }));
    expect(check).toMatchObject({ takenAway: 1, missed: 0 });
  }));

it('what stands wrong though nobody noticed is found by the daily look, and counted', () =>
  inTelling(async (telling) => {
    const anna = await telling.addPerson();
    const vip = await telling.addSegment('VIP');
    await telling.enter(vip, anna.profileId);
    await telling.call(vip, { tag: 'VIP', handle: null });
    await telling.inShop(() => prisma.segmentTellingDue.deleteMany());
    await telling.tell();
    expect(telling.tagsOf(anna.customerId)).toEqual([]);
    app.advance(DAY_MS);
    await telling.tell();
    expect(telling.tagsOf(anna.customerId)).toEqual(['VIP']);
    const where = { shopId: telling.shopId };
    expect(await telling.inShop(() => prisma.segmentTellingCheck.findUnique({ where }))).toMatchObject({ missed: 1 });
  }));

it('a customer merged into another leaves them a tag that is taken back where they should not have it', () =>
  inTelling(async (telling, world) => {
    const [kept, removed] = [await telling.addPerson(), await telling.addPerson()];
    const { shopId, inShop } = telling;
    const vip = await telling.addSegment('VIP');
    await telling.enter(vip, removed.profileId);
    await telling.call(vip, { tag: 'VIP', handle: null });
    await telling.tell();
    world.store.mergeCustomers(kept.customerId, removed.customerId);
    expect(telling.tagsOf(kept.customerId)).toEqual(['VIP']);
    const key = { shopId, customerId: removed.customerId };
    await inShop(() => prisma.shopifyCustomer.create({ data: key }));
    await inShop(() =>
      prisma.shopifyCustomer.updateMany({ where: key, data: { mergedIntoCustomerId: kept.customerId } }),
    );
    await telling.tell();
    expect(telling.tagsOf(kept.customerId)).toEqual([]);
    expect(await telling.tellings()).toEqual([]);
  }));

it('who is erased is forgotten while they are told of, and comes back by no late answer', () =>
  inTelling(async (telling) => {
    const anna = await telling.addPerson();
    const { shopId, inShop } = telling;
    const vip = await telling.addSegment('VIP');
    await telling.enter(vip, anna.profileId);
    await telling.call(vip, { tag: 'VIP', handle: null });
    const erasing: CustomerMarks = {
      ...telling.real,
      async tell(domain, changes) {
        await inShop(() =>
          app.db.transaction(async (tx) => {
            await tx.segmentMember.deleteMany({ where: { shopId, profileId: anna.profileId } });
            await tx.identity.deleteMany({ where: { shopId, profileId: anna.profileId } });
            await eraseTellings(tx, shopId, [anna.customerId]);
          }),
        );
        return telling.real.tell(domain, changes);
      },
    };
    await telling.tell(erasing);
    expect(await telling.tellings()).toEqual([]);
    expect(await inShop(() => prisma.segmentTellingDue.count())).toBe(0);
  }));

it('an answer that comes when another has told something newer makes all be told again', () =>
  inTelling(async (telling) => {
    const anna = await telling.addPerson();
    const vip = await telling.addSegment('VIP');
    await telling.enter(vip, anna.profileId);
    await telling.call(vip, VIP);
    const slow: CustomerMarks = {
      ...telling.real,
      async tell(domain, changes) {
        app.advanceSystem(LEASE_MS);
        await telling.leave(vip, anna.profileId);
        await telling.tell();
        return telling.real.tell(domain, changes);
      },
    };
    await telling.tell(slow);
    await telling.tell();
    expect([telling.tagsOf(anna.customerId), await telling.listOf(anna.customerId)]).toEqual([[], []]);
    expect(await telling.tellings()).toEqual([]);
  }));

type Fault = 'none' | 'not asked' | 'answer lost' | 'slow';

/** As Shopify, on a bad day. What happens while it is slow is told by another worker. */
const troubled = (telling: Telling, of: Fault, meanwhile: () => Promise<unknown>): CustomerMarks => ({
  ...telling.real,
  async tell(domain, changes) {
    const fault = of;
    of = 'none';
    if (fault === 'not asked') throw new Error('no connection');
    if (fault === 'slow') {
      app.advanceSystem(LEASE_MS + 1);
      await meanwhile();
      await telling.tell();
    }
    const outcomes = await telling.real.tell(domain, changes);
    if (fault === 'answer lost') throw new Error('the connection ended');
    return outcomes;
  },
});

it.each([1, 2, 3, 4])(
  'whatever happens in whatever order, two workers tell at last exactly who is in what (%i)',
  { timeout: 120_000 },
  (seed) =>
    inTelling(async (telling) => {
      const random = seededRandom(seed, 'told segments');
      const { shopId, inShop } = telling;
      const people = await Promise.all(Array.from({ length: 8 }, telling.addPerson));
      const segments = await Promise.all(['A', 'B', 'C'].map(telling.addSegment));
      const faults: Fault[] = ['none', 'none', 'not asked', 'answer lost', 'slow'];
      const leaveOne = () => telling.leave(random.pick(segments), random.pick(people).profileId);
      const tellOnce = () => telling.tell(troubled(telling, random.pick(faults), leaveOne));
      const steps = [
        () => telling.enter(random.pick(segments), random.pick(people).profileId),
        leaveOne,
        () => telling.enter(random.pick(segments), random.pick(people).profileId),
        () =>
          telling.call(random.pick(segments), {
            tag: random.pick([null, 'x', 'y', 'Z']),
            handle: random.pick([null, 'h', 'i']),
          }),
        // Somebody is found to be somebody else.
        () =>
          inShop(() =>
            prisma.identity.updateMany({
              where: { shopId, value: random.pick(people).customerId },
              data: { profileId: random.pick(people).profileId },
            }),
          ),
        tellOnce,
        () => Promise.all([tellOnce(), tellOnce()]),
      ];
      for (let step = 0; step < 120; step++) {
        if (random.next() < 0.3) await Promise.all([random.pick(steps)(), random.pick(steps)()]);
        else await random.pick(steps)();
      }
      for (let turn = 0; turn < 12; turn++) {
        app.advanceSystem(2 * 3_600_000 - turn);
        await telling.tell();
      }
      for (const { customerId } of people) {
        const should = await inShop(() => shouldStand(shopId, customerId));
        expect({ tags: telling.tagsOf(customerId)?.toSorted(), list: await telling.listOf(customerId) }).toEqual(
          should,
        );
      }
      const open = (await telling.tellings()).filter(({ dueAt, isSure }) => dueAt ?? !isSure);
      expect(open).toEqual([]);
    }),
);

/** From memberships and nothing else. */
async function shouldStand(shopId: string, customerId: string) {
  const identity = await prisma.identity.findFirstOrThrow({ where: { shopId, value: customerId } });
  const members = await prisma.segmentMember.findMany({ where: { shopId, profileId: identity.profileId } });
  const outputs = await prisma.segmentOutput.findMany({ where: { shopId } });
  const mine = outputs.filter(({ segmentId }) => members.some((member) => member.segmentId === segmentId));
  return {
    tags: mine.flatMap(({ tag }) => tag ?? []).sort(),
    list: mine.flatMap(({ handle }) => handle ?? []).sort(),
  };
}

it('where Shopify cannot be asked it is left alone for a while, though many wait', () =>
  inTelling(async (telling) => {
    const vip = await telling.addSegment('VIP');
    await telling.call(vip, VIP);
    for (let at = 0; at < 60; at++) await telling.enter(vip, (await telling.addPerson()).profileId);
    let asked = 0;
    const away: CustomerMarks = {
      ...telling.real,
      tell: () => Promise.reject(new Error(`no connection, ${(asked += 1)}`)),
    };
    const next = await telling.tell(away);
    expect([asked, next && next > app.systemClock.now()]).toEqual([1, true]);
    app.advanceSystem(60_000);
    await telling.tell();
    expect((await telling.tellings()).map(({ isSure, problem }) => [isSure, problem])).toEqual(
      Array(60).fill([true, null]),
    );
  }));
