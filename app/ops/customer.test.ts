import { describe, expect, it } from 'vitest';
import { advanceRuns } from '~/decisions/flows/runner/advance-runs.server';
import { switchFlow } from '~/decisions/flows/flows.server';
import { completeCart } from '~/capture/carts/store-cart.server';
import { enrichProfiles } from '~/customers/enrichment/enrich-profiles.server';
import { recomputeNumbers } from '~/customers/numbers/recompute-numbers.server';
import { erasePerson } from '~/customers/profiles/erase.server';
import { identify } from '~/customers/profiles/identify.server';
import { takeOver } from '~/jobs/reports/report-context.server';
import { withShop } from '~/platform/db/db.server';
import { leaveCart } from '../../tests/factories/left-carts';
import { fillCart } from '../../tests/factories/filled-carts';
import { pageWorlds, type PageWorld } from '../../tests/factories/page-world';
import { makePerson, makeVisitor, sayAboutMarketing, unsubscribe } from '../../tests/factories/people';
import { newOrder, placeOrders } from '../../tests/factories/placed-orders';
import { cartLine } from '../../tests/factories/reports';
import { productId } from '../../tests/factories/shelf';
import { createShop } from '../../tests/factories/shops';
import { customerId, visitorId } from '../../tests/factories/told-person';
import { customerRecommendations } from './customer-recommendations.server';
import { customerPage, type CustomerPage } from './customer.server';

const HOUR = 3_600_000;
const inWorld = await pageWorlds();
const ask = ({ pages, domain }: PageWorld, id: string | undefined) =>
  customerPage(pages, domain, id, new URLSearchParams());

async function open(world: PageWorld, id: string): Promise<CustomerPage> {
  const page = await ask(world, id);
  if (page.kind !== 'found') throw new Error(`customer ${id} is ${page.kind}`);
  return page;
}

describe('what somebody is like', () => {
  it('is said in words, as far as their orders and views say it', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      const visitor = await makeVisitor(app, shop.id);
      expect((await open(world, visitor)).traits).toEqual([]);
      const { profileId } = await makePerson(app, shop.id);
      await placeOrders(app, shop.id, [newOrder(app, { profileId, products: [3] })]);
      await app.db.transaction((tx) => recomputeNumbers(tx, shop.id, [profileId]));
      await enrichProfiles({ ...app, enrichmentSource: null }, shop.id);
      expect((await open(world, profileId)).traits).toEqual([
        { term: 'Beside others', words: 'said from 50 buyers on; the shop has 1 buyer' },
        { term: 'Pays for a piece', words: expect.stringContaining('3.00') as string },
        { term: 'Likes', words: 'Bowls (100%)' },
        { term: 'Makers', words: 'Ellis (100%)' },
      ]);
    }));
});

describe('who somebody is', () => {
  it('is told with each way of recognising them and how it is known, the surest first', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      const person = {
        ...{ customerId: customerId(7301), email: 'anna@example.com', visitorId: visitorId('visitor-of-anna') },
        ...{ firstName: 'Anna', lastName: 'Berg', countryCode: 'DE', locale: 'de', seenAt: app.clock.now() },
      };
      const evidence = 'shopify:checkouts/create:event-1';
      const { profileId } = await app.db.transaction((tx) => identify(app, tx, shop.id, { person, evidence }));
      const page = await open(world, profileId);
      expect(page.who).toEqual({ name: 'Anna Berg', email: 'anna@example.com' });
      expect(page.about).toMatchObject({ country: 'Germany', language: 'German' });
      const how = 'Shopify told it when a checkout was begun';
      expect(page.identities).toMatchObject([
        { what: 'Customer in Shopify', value: '7301', how },
        { what: 'Email address', value: 'anna@example.com', how },
        { what: 'Browser', how },
      ]);
    }));

  it('can be a visitor of whom only the browser is known', () =>
    inWorld(async (world) => {
      const page = await open(world, await makeVisitor(world.app, world.shop.id));
      expect(page).toMatchObject({
        who: null,
        mailability: { state: 'no-address', proofs: [] },
        carts: [],
        orders: [],
      });
      expect(page.mailability.sentence).toBe('May not be mailed, because no email address is known.');
      expect(page.identities).toHaveLength(1);
    }));
});

it('tells whether somebody may be mailed, with every statement, the newest first', () =>
  inWorld(async (world) => {
    const { app, shop } = world;
    const person = await makePerson(app, shop.id, { consent: 'pending' });
    world.pass(HOUR);
    await sayAboutMarketing(app, shop.id, { email: person.email, state: 'granted' });
    expect((await open(world, person.profileId)).mailability.sentence).toMatch(/^May be mailed/);
    world.pass(HOUR);
    await unsubscribe(app, shop.id, person);
    const { mailability } = await open(world, person.profileId);
    expect(mailability.state).toBe('withdrawn');
    expect(mailability.sentence).toMatch(/^May not be mailed, because they unsubscribed/);
    expect(mailability.proofs.map(({ seq, what }) => [seq, what])).toEqual([
      [3, 'Unsubscribed'],
      [2, 'Agreed to marketing mail'],
      [1, 'Asked to confirm'],
    ]);
  }));

it('shows what lies in the cart and what was ordered, not what was bought of a cart', () =>
  inWorld(async (world) => {
    const { app, shop } = world;
    const { profileId } = await makePerson(app, shop.id);
    await fillCart(app, shop.id, { profileId, token: 'open', lines: [cartLine(2, 3)] });
    await fillCart(app, shop.id, { profileId, token: 'empty', lines: [] });
    await fillCart(app, shop.id, { profileId, token: 'bought' });
    const now = app.clock.now();
    await app.db.transaction((tx) => completeCart(tx, shop.id, { cartToken: 'bought', checkoutToken: null }, now));
    await placeOrders(app, shop.id, [newOrder(app, { profileId, name: '#1001', totalMinor: 4_200 })]);
    const page = await open(world, profileId);
    expect(page.carts).toMatchObject([
      { token: 'open', valueMinor: 3_000, lines: [{ title: 'Product 2', quantity: 3, priceMinor: 1_000 }] },
    ]);
    expect(page.carts[0]?.lines[0]?.imageUrl).toContain('product-2');
    expect(page.orders).toMatchObject([{ name: '#1001', totalMinor: 4_200, isCancelled: false, isRefunded: false }]);
    expect(page.purchases).toEqual({ orders: 1, spentMinor: 4_200 });
  }));

describe('what somebody will get next', () => {
  it('is where they wait in a flow, and until when', () =>
    inWorld(async (world) => {
      const { profileId } = await makePerson(world.app, world.shop.id);
      await leaveCart(world, profileId);
      const { next } = await open(world, profileId);
      expect(next.messages).toEqual([]);
      expect(next.runs).toMatchObject([{ flowName: 'Abandoned cart', isFlowOn: true }]);
      expect(next.runs[0]?.sentence).toMatch(/^Waits until .*, 4 hours after .*; then the first mail is planned\.$/);
    }));

  it('is the mail that is planned, beside the flow that goes on', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      const { profileId } = await makePerson(app, shop.id);
      await leaveCart(world, profileId);
      world.pass(4 * HOUR);
      await advanceRuns(app, shop.id);
      await switchFlow(app.db.prisma, app.clock, shop.id, 'abandoned-cart', false);
      const { next } = await open(world, profileId);
      expect(next.messages).toMatchObject([{ step: 'first-mail', status: { words: 'About to go' } }]);
      expect(next.runs).toMatchObject([{ isFlowOn: false }]);
    }));

  it('is nothing once it was sent and the run has ended', () =>
    inWorld(async (world) => {
      const { profileId } = await world.recipient();
      await world.send();
      expect((await open(world, profileId)).next).toEqual({ runs: [], messages: [], turnedAway: [] });
    }));
});

describe('what would be recommended now', () => {
  const recommended = ({ pages, domain }: PageWorld, id: string) => customerRecommendations(pages, domain, id);

  it('goes with the cart, each product with its reason', () =>
    inWorld(async (world) => {
      const { profileId } = await world.recipient({ lines: [1] });
      const shown = await recommended(world, profileId);
      expect(shown.map(({ id }) => id)).toEqual([3, 4, 5, 6].map(productId));
      expect(shown[0]).toMatchObject({ reason: 'Often bought with Product 1', evidence: '7 orders hold both' });
    }));

  it('is nothing before the recommender has learned', () =>
    inWorld(async (world) => {
      const { profileId } = await world.recipient();
      await world.app.db.prisma.recommenderModel.deleteMany({ where: { shopId: world.shop.id } });
      expect(await recommended(world, profileId)).toEqual([]);
      expect(await recommended(world, 'nope')).toEqual([]);
    }));
});

describe('somebody who is not there', () => {
  const missing = { kind: 'missing' };

  it('is missing: of another shop, never known, or with an id that is none', () =>
    inWorld(async (world) => {
      const other = await createShop(world.app);
      const theirs = await withShop(other.id, () => makePerson(world.app, other.id));
      for (const id of [theirs.profileId, world.app.ids.next(), 'nope', undefined])
        expect(await ask(world, id)).toEqual(missing);
    }));

  it('is missing once erased', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      const { profileId } = await makePerson(app, shop.id);
      await app.db.transaction((tx) => erasePerson(tx, shop.id, profileId));
      expect(await ask(world, profileId)).toEqual(missing);
    }));

  it('leads to somebody else once it turned out that they are one, who then has their history', () =>
    inWorld(async (world) => {
      const { app, shop } = world;
      const visitor = await makeVisitor(app, shop.id);
      await fillCart(app, shop.id, { profileId: visitor, token: 'cart' });
      const { value } = await app.db.prisma.identity.findFirstOrThrow({ where: { profileId: visitor } });
      const person = { email: 'anna@example.com', visitorId: value, seenAt: app.clock.now() };
      const anna = await makePerson(app, shop.id, { email: person.email });
      await app.db.transaction(async (tx) =>
        takeOver(tx, shop.id, await identify(app, tx, shop.id, { person, evidence: 'test' })),
      );
      expect(await ask(world, visitor)).toEqual({ kind: 'moved', profileId: anna.profileId });
      expect((await open(world, anna.profileId)).carts).toMatchObject([{ token: 'cart' }]);
    }));
});
