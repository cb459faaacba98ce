import { expect, test } from 'vitest';
import type { LiveVariant } from '~/capture/catalog/live-catalog';
import { createRecentCatalog } from './recent-catalog';

const SHOP = 'oak.myshopify.com';

/** A store that knows v1 to v5, and counts what it is asked. */
function openStore() {
  const asked: string[][] = [];
  const time = { nowMs: Date.parse('2026-11-22T12:00:00Z') };
  const soldOut = new Set<string>();
  const variantOf = (id: string): LiveVariant => ({
    ...{ id, productId: `p of ${id}`, priceMinor: 100, isBuyable: !soldOut.has(id), leftCount: null },
  });
  const store = {
    variants: (shop: string, ids: string[], currency: string) => {
      asked.push([shop, currency, ...ids]);
      return Promise.resolve(new Map(ids.filter((id) => /^v[1-5]$/.test(id)).map((id) => [id, variantOf(id)])));
    },
  };
  const catalog = createRecentCatalog(store, { time: 'business', now: () => new Date(time.nowMs) });
  return { catalog, asked, soldOut, pass: (ms: number) => void (time.nowMs += ms) };
}

test('what was told a moment ago is not asked again, the rest is, each once', async () => {
  const { catalog, asked } = openStore();
  await catalog.variants(SHOP, ['v1', 'v2', 'v1'], 'EUR');
  const told = await catalog.variants(SHOP, ['v2', 'v3'], 'EUR');
  expect([...told.keys()]).toEqual(['v2', 'v3']);
  await catalog.variants(SHOP, ['v1', 'v3'], 'EUR');
  expect(asked).toEqual([
    [SHOP, 'EUR', 'v1', 'v2'],
    [SHOP, 'EUR', 'v3'],
  ]);
});

test('after ten seconds the store is asked again, and what it says then counts', async () => {
  const { catalog, asked, soldOut, pass } = openStore();
  await catalog.variants(SHOP, ['v1'], 'EUR');
  soldOut.add('v1');
  pass(9_999);
  expect((await catalog.variants(SHOP, ['v1'], 'EUR')).get('v1')?.isBuyable).toBe(true);
  pass(1);
  expect((await catalog.variants(SHOP, ['v1'], 'EUR')).get('v1')?.isBuyable).toBe(false);
  expect(asked).toHaveLength(2);
});

test('what the store does not know is missing, and not asked for again at once', async () => {
  const { catalog, asked } = openStore();
  for (let time = 0; time < 2; time++) expect([...(await catalog.variants(SHOP, ['gone'], 'EUR')).keys()]).toEqual([]);
  expect(asked).toHaveLength(1);
});

test('one shop’s answers are no other’s, nor those in another currency', async () => {
  const { catalog, asked } = openStore();
  await catalog.variants(SHOP, ['v1'], 'EUR');
  await catalog.variants('elm.myshopify.com', ['v1'], 'EUR');
  await catalog.variants(SHOP, ['v1'], 'JPY');
  expect(asked).toHaveLength(3);
});

test('an answer that failed to come is not remembered', async () => {
  let isDown = true;
  const flaky = {
    variants: () => (isDown ? Promise.reject(new Error('throttled')) : Promise.resolve(new Map<string, LiveVariant>())),
  };
  const catalog = createRecentCatalog(flaky, { time: 'business', now: () => new Date(0) });
  await expect(catalog.variants(SHOP, ['v1'], 'EUR')).rejects.toThrow('throttled');
  isDown = false;
  expect((await catalog.variants(SHOP, ['v1'], 'EUR')).size).toBe(0);
});
