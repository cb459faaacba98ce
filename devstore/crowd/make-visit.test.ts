import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openShop, type OpenShop } from '../shopify/storefront/testing/open-shop';
import { makeVisit, type VisitOrder } from './make-visit';
import { startVisitors } from './visitors';

let shop: OpenShop;
beforeEach(async () => void (shop = await openShop()));
afterEach(() => shop.close());

const mug = { handle: 'blue-mug', variantId: 'gid://shopify/ProductVariant/111' };
const order = (changes: Partial<VisitOrder>): VisitOrder => ({
  storefrontUrl: shop.url,
  seed: 5,
  person: { email: 'ana.costa.1@example.com', firstName: 'Ana', lastName: 'Costa', ticksBox: true },
  device: 'mobile',
  acceptsTracking: true,
  ending: 'looks',
  interests: [mug],
  ...changes,
});
const topics = () => shop.told.map(({ topic }) => topic);

describe('a visit', () => {
  test('that only looks keeps to itself what it saw, since nobody knows whose it is, and leaves no cart', async () => {
    expect(await makeVisit(order({}))).toEqual({ kind: 'made' });
    expect(shop.received).toEqual([]);
    expect(topics()).toEqual([]);
  });

  test('without consent is not seen at all', async () => {
    await makeVisit(order({ acceptsTracking: false, ending: 'leaves-checkout' }));
    expect(shop.received).toEqual([]);
    expect(topics()).toContain('checkouts/create');
  });

  test('that leaves its cart leaves it without an address', async () => {
    await makeVisit(order({ ending: 'leaves-cart' }));
    expect(topics()).toContain('carts/create');
    expect(shop.store.data.customers).toEqual([]);
  });

  test('that leaves its checkout has given address and consent', async () => {
    await makeVisit(order({ ending: 'leaves-checkout' }));
    expect(shop.store.data.customers).toMatchObject([
      { email: 'ana.costa.1@example.com', firstName: 'Ana', emailMarketing: { state: 'SUBSCRIBED' } },
    ]);
    expect(shop.store.data.orders).toEqual([]);
    expect(shop.received.length, 'what was looked at is told once it is known whose it is').toBeGreaterThan(0);
  });

  test('that buys makes an order', async () => {
    await makeVisit(order({ ending: 'buys' }));
    expect(shop.store.data.orders).toMatchObject([{ lines: [{ variantId: mug.variantId }] }]);
  });

  test('that the shop stops says so in its words, and one that cannot reach it has failed', async () => {
    shop.store.setInventory(mug.variantId, 0);
    shop.store.setInventory('gid://shopify/ProductVariant/112', 0);
    const stopped = await makeVisit(order({ ending: 'buys' }));
    expect(stopped).toMatchObject({ kind: 'stopped', why: expect.stringMatching(/cannot be added/) });
    expect(await makeVisit(order({ storefrontUrl: 'http://127.0.0.1:9' }))).toMatchObject({ kind: 'failed' });
  });
});

describe('the process that makes visits', () => {
  test('makes them and says how they ended', async () => {
    const visitors = startVisitors();
    const outcomes = await Promise.all([
      visitors.visit(order({ ending: 'buys' })),
      visitors.visit(order({ interests: [{ ...mug, handle: 'no-such-thing' }] })),
    ]);
    expect(outcomes).toMatchObject([{ kind: 'made' }, { kind: 'stopped' }]);
    expect(shop.store.data.orders).toHaveLength(1);
    const cutOff = visitors.visit(order({}));
    visitors.stop();
    expect(await cutOff).toEqual({ kind: 'failed', why: 'the shoppers’ process ended' });
  });
});
