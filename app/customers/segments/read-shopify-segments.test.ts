import { beforeEach, expect, it } from 'vitest';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { testDatabase } from '../../../tests/setup/database';
import { withShop } from '~/platform/db/db.server';
import { advanceSegments } from './advance-segments.server';
import { readShopifySegments } from './read-shopify-segments.server';
import { retireSegment, saveSegment } from './save-segment.server';

const app = testApp(await testDatabase());
const VIPS = 'gid://shopify/Segment/1';
const customer = (number: number) => `gid://shopify/Customer/${number}`;

let shop: TestShop;
let asked: string[];
/** Who is in which segment in Shopify. */
let inShopify: Record<string, string[][]>;

beforeEach(async () => {
  shop = await createShop(app);
  asked = [];
  inShopify = { [VIPS]: [[customer(1)], [customer(2)]], 'gid://shopify/Segment/2': [[customer(3)]] };
});

const shopifySegments = {
  list: () => Promise.resolve(Object.keys(inShopify).map((id) => ({ id, name: `Segment ${id}`, query: '' }))),

  async *members(_: string, segmentId: string) {
    asked.push(segmentId);
    yield* inShopify[segmentId] ?? [];
  },
};

const inShop = <T>(work: () => Promise<T>): Promise<T> => withShop(shop.id, work);
const read = () => inShop(() => readShopifySegments({ ...app, shopifySegments }, shop));
const advance = () => inShop(() => advanceSegments(app, shop.id, () => Promise.resolve()));
const members = () =>
  inShop(async () => {
    const rows = await app.db.prisma.segmentMember.findMany({ where: { shopId: shop.id } });
    return rows.map(({ profileId }) => profileId).sort();
  });

const entered = () =>
  inShop(async () => {
    const rows = await app.db.prisma.event.findMany({ where: { shopId: shop.id, type: 'segment_entered' } });
    return rows.map(({ profileId }) => profileId);
  });

async function addCustomer(number: number): Promise<string> {
  const id = app.ids.next();
  const at = app.clock.now();
  const shopId = shop.id;
  await inShop(async () => {
    await app.db.prisma.profile.create({ data: { shopId, id, createdAt: at, lastSeenAt: at } });
    const identity = { kind: 'customer', value: customer(number), evidence: 'test' };
    await app.db.prisma.identity.create({ data: { shopId, profileId: id, linkedAt: at, ...identity } });
  });
  return id;
}

async function saveVips(): Promise<string> {
  const input = { name: 'VIPs in Shopify', rule: { kind: 'shopify-segment' as const, id: VIPS } };
  const saved = await inShop(() => app.db.transaction((tx) => saveSegment(app, tx, shop.id, input)));
  if (saved.kind !== 'saved') throw new Error(JSON.stringify(saved));
  return saved.id;
}

it('whoever is in one of Shopify’s segments is in ours that names it, and goes with them', async () => {
  const [one, two] = [await addCustomer(1), await addCustomer(2)];
  await saveVips();
  await advance();
  expect(await members()).toEqual([]);
  const next = await read();
  await advance();
  expect(await members()).toEqual([one, two].sort());
  expect(next?.getTime()).toBe(app.clock.now().getTime() + 15 * 60_000);
  inShopify[VIPS] = [[customer(2)]];
  await read();
  await advance();
  expect(await members()).toEqual([two]);
});

it('whoever is in it when it is first read enters nothing; whoever comes into it later does', async () => {
  const one = await addCustomer(1);
  const two = await addCustomer(2);
  inShopify[VIPS] = [[customer(1)]];
  await saveVips();
  await advance();
  await read();
  await advance();
  expect(await members()).toEqual([one]);
  expect(await entered()).toEqual([]);
  inShopify[VIPS] = [[customer(1), customer(2)]];
  await read();
  await advance();
  expect(await members()).toEqual([one, two].sort());
  expect(await entered()).toEqual([two]);
});

it('somebody who becomes a customer later is in, too', async () => {
  await saveVips();
  await read();
  await advance();
  const late = await addCustomer(2);
  await advance();
  expect(await members()).toEqual([late]);
});

it('only what a rule speaks of is read, and what none speaks of any more is let go of', async () => {
  expect(await read()).toBeNull();
  const id = await saveVips();
  await read();
  expect(asked).toEqual([VIPS]);
  await inShop(() => app.db.transaction((tx) => retireSegment(app, tx, shop.id, id)));
  expect(await read()).toBeNull();
  expect(await inShop(() => app.db.prisma.shopifySegmentMember.count({ where: { shopId: shop.id } }))).toBe(0);
});

it('one that is gone in Shopify has nobody in it, and says so', async () => {
  const one = await addCustomer(1);
  await saveVips();
  await read();
  await advance();
  expect(await members()).toEqual([one]);
  inShopify = {};
  await read();
  await advance();
  expect(await members()).toEqual([]);
  const rows = await inShop(() => app.db.prisma.shopifySegment.findMany({ where: { shopId: shop.id } }));
  expect(rows).toMatchObject([{ segmentId: VIPS, name: null, customers: 0 }]);
});
