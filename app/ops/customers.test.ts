import { describe, expect, it } from 'vitest';
import { identify } from '~/customers/profiles/identify.server';
import { erasePerson } from '~/customers/profiles/erase.server';
import type { ConsentStateName } from '~/customers/consent/consent';
import { recomputeNumbers } from '~/customers/numbers/recompute-numbers.server';
import type { PersonReport } from '~/capture/events/person-report';
import { withShop } from '~/platform/db/db.server';
import { pageWorlds, type PageWorld } from '../../tests/factories/page-world';
import { makePerson, makeVisitor } from '../../tests/factories/people';
import { newOrder, placeOrders } from '../../tests/factories/placed-orders';
import { createShop } from '../../tests/factories/shops';
import { customerId } from '../../tests/factories/told-person';
import { customersPage } from './customers.server';

const inWorld = await pageWorlds();
const list = ({ pages, domain }: PageWorld, search: Record<string, string> = {}) =>
  customersPage(pages, domain, new URLSearchParams(search));
const idsOf = async (world: PageWorld, search: Record<string, string>) =>
  (await list(world, search)).customers.map(({ id }) => id);

describe('the list of customers', () => {
  it('tells of each who it is, whether they may be mailed, and what they bought; whoever was seen last stands first', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      const anna = await makePerson(app, shop.id, { firstName: 'Anna', email: 'anna@example.com' });
      world.pass(60_000);
      const visitor = await makeVisitor(app, shop.id);
      const { profileId } = anna;
      await placeOrders(app, shop.id, [
        newOrder(app, { profileId, totalMinor: 5_000 }),
        newOrder(app, { profileId, totalMinor: 3_000, refundedMinor: 1_000 }),
        newOrder(app, { profileId, totalMinor: 9_000, cancelledAt: app.clock.now() }),
        newOrder(app, { profileId, totalMinor: 9_000, isTest: true }),
      ]);
      const { customers } = await list(world);
      expect(customers).toMatchObject([
        { id: visitor, name: null, email: null, mailability: 'no-address', orders: 0, spentMinor: 0 },
        { name: 'Anna', email: 'anna@example.com', mailability: 'granted', orders: 2, spentMinor: 7_000 },
      ]);
    }));

  it('does not show who was erased, nor anybody of another shop', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      const gone = await makePerson(app, shop.id);
      await app.db.transaction((tx) => erasePerson(tx, shop.id, gone.profileId));
      const other = await createShop(app);
      await withShop(other.id, () => makePerson(app, other.id));
      expect(await idsOf(world, {})).toEqual([]);
    }));
});

describe('the list of customers can be narrowed', () => {
  it('to those of one state of consent', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      const made: Record<string, string> = {};
      for (const consent of ['granted', 'pending', 'withdrawn', 'never-given'] as ConsentStateName[])
        made[consent] = (await makePerson(app, shop.id, { consent })).profileId;
      made['no-address'] = await makeVisitor(app, shop.id);
      for (const [consent, id] of Object.entries(made)) expect(await idsOf(world, { consent }), consent).toEqual([id]);
      expect(await idsOf(world, { consent: 'whatever' })).toHaveLength(5);
    }));

  it('to one person, by the whole address or by the number in Shopify', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      await makePerson(app, shop.id);
      const person = { customerId: customerId(7301), email: 'anna@example.com', seenAt: app.clock.now() };
      const { profileId } = await app.db.transaction((tx) => identify(app, tx, shop.id, { person, evidence: 'test' }));
      for (const who of ['anna@example.com', ' ANNA@example.com ', '7301', customerId(7301)])
        expect(await idsOf(world, { who }), who).toEqual([profileId]);
      expect(await idsOf(world, { who: 'anna@example.com', consent: 'granted' })).toEqual([]);
    }));

  it('to those of a name, by whole words of it, however they are written', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      const named = async (email: string, firstName: string, lastName: string) => {
        const person = { email, firstName, lastName, seenAt: app.clock.now() };
        return (await app.db.transaction((tx) => identify(app, tx, shop.id, { person, evidence: 'test' }))).profileId;
      };
      const jose = await named('jose@example.com', 'José', 'Müller-Lüdenscheidt');
      const anna = await named('anna@example.com', 'Anna', 'Müller');
      expect((await idsOf(world, { who: 'müller' })).sort()).toEqual([jose, anna].sort());
      for (const who of ['Jose', 'MULLER jose', 'Lüdenscheidt, José'])
        expect(await idsOf(world, { who }), who).toEqual([jose]);
      for (const who of ['Mull', 'Anna José']) expect(await idsOf(world, { who }), who).toEqual([]);
      await named('anna@example.com', 'Anna', 'Berg');
      expect(await idsOf(world, { who: 'müller' })).toEqual([jose]);
    }));

  it('to those with a phone number, and to an id of the merchant’s own', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      const person = { externalId: 'loyalty:4711', phone: '030 901820', countryCode: 'DE', seenAt: app.clock.now() };
      const { profileId } = await app.db.transaction((tx) => identify(app, tx, shop.id, { person, evidence: 'test' }));
      for (const who of ['+49 30 901820', '+4930901820', 'loyalty:4711'])
        expect(await idsOf(world, { who }), who).toEqual([profileId]);
    }));

  it('by orders, country, tag, property and when somebody was last seen, all at once', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      const seenAt = app.clock.now();
      const tell = async (person: Partial<PersonReport>) =>
        (
          await app.db.transaction((tx) =>
            identify(app, tx, shop.id, { person: { seenAt, ...person }, evidence: 'test' }),
          )
        ).profileId;
      const anna = await tell({ customerId: customerId(1), countryCode: 'DE', properties: { tier: 'gold', size: 38 } });
      const ben = await tell({ customerId: customerId(2), countryCode: 'FR', properties: { tier: 'silver' } });
      await placeOrders(app, shop.id, [newOrder(app, { profileId: anna, totalMinor: 5_000 })]);
      await app.db.transaction((tx) => recomputeNumbers(tx, shop.id, [anna, ben]));
      await withShop(shop.id, () =>
        app.db.prisma.shopifyCustomer.create({ data: { shopId: shop.id, customerId: customerId(2), tags: ['vip'] } }),
      );
      const narrowed: [Record<string, string>, string[]][] = [
        [{ ordered: 'yes' }, [anna]],
        [{ ordered: 'no' }, [ben]],
        [{ country: 'FR' }, [ben]],
        [{ has: 'tier=gold' }, [anna]],
        [{ has: 'size=38' }, [anna]],
        [{ has: 'size' }, [anna]],
        [{ has: 'vip' }, [ben]],
        [{ has: 'tier=gold', country: 'FR' }, []],
        [{ has: 'tier=gold', country: 'DE', ordered: 'yes', seen: 'within-7' }, [anna]],
        [{ seen: 'over-90' }, []],
      ];
      for (const [search, ids] of narrowed) expect(await idsOf(world, search), JSON.stringify(search)).toEqual(ids);
      world.pass(91 * 86_400_000);
      expect((await idsOf(world, { seen: 'over-90' })).sort()).toEqual([anna, ben].sort());
      expect((await list(world)).countries).toEqual([
        { code: 'FR', name: 'France' },
        { code: 'DE', name: 'Germany' },
      ]);
    }));

  it('says of what cannot be searched that it cannot, and of nobody that there is nobody', () =>
    inWorld(async (world) => {
      await makePerson(world.app, world.shop.id, { firstName: 'Anna', email: 'anna@example.com' });
      expect(await list(world, { who: '?!' })).toMatchObject({ isUnsearchable: true, customers: [] });
      for (const who of ['bea@example.com', '999', 'Bea'])
        expect(await list(world, { who })).toMatchObject({ isUnsearchable: false, customers: [] });
    }));

  it('and leaves out who turned out to be somebody else', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      await makeVisitor(app, shop.id);
      const { value } = await withShop(shop.id, () => app.db.prisma.identity.findFirstOrThrow());
      const anna = await makePerson(app, shop.id);
      const person = { email: anna.email, visitorId: value, seenAt: app.clock.now() };
      await app.db.transaction((tx) => identify(app, tx, shop.id, { person, evidence: 'test' }));
      expect(await idsOf(world, {})).toEqual([anna.profileId]);
    }));
});

it.each<Record<string, string>>([{}, { consent: 'no-address' }])(
  'goes on from page to page, and back, without leaving one out: %j',
  (filter) =>
    inWorld(async (world) => {
      const made = new Set<string>();
      for (let count = 0; count < 60; count++) {
        if (count % 7 === 0) world.pass(1_000);
        made.add(await makeVisitor(world.app, world.shop.id));
      }
      const first = await list(world, filter);
      const second = await list(world, { ...filter, older: first.links.older ?? '' });
      const shown = [...first.customers, ...second.customers].map(({ id }) => id);
      expect(shown).toHaveLength(60);
      expect(new Set(shown)).toEqual(made);
      expect([first.links.newer, second.links.older]).toEqual([null, null]);
      expect((await list(world, { ...filter, newer: second.links.newer ?? '' })).customers).toEqual(first.customers);
    }),
);
