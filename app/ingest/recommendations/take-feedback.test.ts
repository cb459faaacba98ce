import { beforeEach, describe, expect, it } from 'vitest';
import { ingestApp } from '../../../tests/factories/ingest-app';
import { proxiedQuery } from '../../../tests/factories/proxied';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { trainShop } from '../../../tests/factories/trained-shop';
import { testDatabase } from '../../../tests/setup/database';
import { minutes } from '~/platform/clock/clock';
import { withShop } from '~/platform/db/db.server';

const database = await testDatabase();
const app = testApp(database);
const web = ingestApp(app, database);
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36';

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
  await trainShop(app, shop.id);
  app.advance(minutes(1)); // each test has its requests to itself
});

const tell = (told: unknown, userAgent = BROWSER, query = proxiedQuery(shop.domain)) =>
  web.post(`/proxy/recommendations/seen?${query}`, typeof told === 'string' ? told : JSON.stringify(told), {
    'Content-Type': 'text/plain',
    'User-Agent': userAgent,
  });
const at = (place: number, strategy = 'cart-together') => ({ place, strategy });

async function counts(shopId = shop.id): Promise<string[]> {
  const rows = await withShop(shopId, () =>
    app.db.prisma.recommendationFeedback.findMany({
      where: { shopId },
      orderBy: [{ day: 'asc' }, { place: 'asc' }, { strategy: 'asc' }],
    }),
  );
  return rows.map(
    ({ day, surface, strategy, place, shown, clicked, bought }) =>
      `${day.toISOString().slice(0, 10)} ${surface} ${strategy} ${place}: ${shown}/${clicked}/${bought}`,
  );
}

describe('what visitors of a storefront saw and clicked', () => {
  it('is added up by day, strategy and place', async () => {
    expect((await tell({ shown: [at(1), at(2, 'best-sellers')] })).status).toBe(202);
    expect((await tell({ shown: [at(1)], clicked: [at(1)] })).status).toBe(202);
    expect((await tell({ clicked: [at(2, 'pinned')] })).status).toBe(202);
    expect(await counts()).toEqual([
      '2026-03-10 storefront cart-together 1: 2/1/0',
      '2026-03-10 storefront best-sellers 2: 1/0/0',
      '2026-03-10 storefront pinned 2: 0/1/0',
    ]);
  });

  it('is added up right where many tell at the same time, each shop’s for itself', async () => {
    const other = await createShop(app);
    await trainShop(app, other.id);
    const shown = [at(3), at(1), at(2)];
    const told = Array.from({ length: 20 }, (_, nth) =>
      tell(
        { shown: nth % 2 ? shown : [...shown].reverse() },
        BROWSER,
        proxiedQuery(nth < 15 ? shop.domain : other.domain),
      ),
    );
    for (const { status } of await Promise.all(told)) expect(status).toBe(202);
    const of = (count: number) =>
      [1, 2, 3].map((place) => `2026-03-10 storefront cart-together ${place}: ${count}/0/0`);
    expect([await counts(), await counts(other.id)]).toEqual([of(15), of(5)]);
  });

  it('is not counted of programs that look at pages, which learn nothing of it', async () => {
    for (const program of ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', ''])
      expect((await tell({ shown: [at(1)] }, program)).status).toBe(202);
    expect(await counts()).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['no JSON', '{', 'body: '],
    ['nothing', '', 'body: '],
    ['nothing seen', {}, 'body: holds nothing'],
    [
      'a strategy that is none',
      { shown: [at(1), at(2, 'best-of-all')] },
      'shown.1.strategy: is no strategy of this shop',
    ],
    ['a name that all objects have', { clicked: [at(1, 'constructor')] }, 'clicked.0.strategy: is no strategy'],
    ['a strategy with a NUL', { shown: [at(1, '\0')] }, 'shown.0.strategy: '],
    ['half a character', { shown: [at(1, '\ud800')] }, 'shown.0.strategy: '],
    ['a place beyond the last', { shown: [at(13)] }, 'shown.0.place: '],
    ['a place before the first', { shown: [at(0)] }, 'shown.0.place: '],
    ['half a place', { shown: [at(1.5)] }, 'shown.0.place: '],
    ['a place twice', { shown: [at(1), at(1, 'best-sellers')] }, 'shown: '],
    ['a place as a text', { shown: [{ ...at(1), place: '1' }] }, 'shown.0.place: '],
    ['more than there are places', { shown: Array.from({ length: 13 }, (_, nth) => at(nth + 1)) }, 'shown'],
    ['a number of its own', { shown: 1_000_000 }, 'shown: '],
  ])('is refused where it is wrong, and nothing of it is counted: %s', async (_, told, why) => {
    const response = await tell(told);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(why);
    expect(await counts()).toEqual([]);
  });

  it('counts one for each place however much is claimed, and is refused when it is too large', async () => {
    expect((await tell({ shown: [{ ...at(1), shown: 1_000 }] })).status).toBe(202);
    expect(await counts()).toEqual(['2026-03-10 storefront cart-together 1: 1/0/0']);
    expect((await tell('x'.repeat(4_097))).status).toBe(413);
  });

  it('is taken from Shopify’s proxy alone', async () => {
    expect((await tell({ shown: [at(1)] }, BROWSER, 'shop=x')).status).toBe(400);
    expect(await counts()).toEqual([]);
  });

  it('is none of a shop without a model: there was nothing to see', async () => {
    shop = await createShop(app);
    expect((await tell({ shown: [at(1)] })).status).toBe(400);
  });
});
