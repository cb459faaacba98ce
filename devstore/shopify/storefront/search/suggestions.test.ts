import { afterEach, beforeEach, expect, test } from 'vitest';
import { openShop, type OpenShop } from '../testing/open-shop';
import { createVisitor, type Visitor } from '../testing/visitor';

let shop: OpenShop;
let visitor: Visitor;

beforeEach(async () => {
  shop = await openShop();
  visitor = createVisitor(shop.url);
});
afterEach(() => shop.close());

test('a few letters suggest products with their prices and collections, as a section', async () => {
  const section = await visitor.text('/search/suggest?q=mug&section_id=predictive-search');
  expect(section).toMatch(/href="\/collections\/mugs">Mugs</);
  expect(section).toMatch(/href="\/products\/blue-mug"[\s\S]*Blue mug[\s\S]*€18\.00/);
  expect(section).toContain('See all 1 results');
});

test('what matches nothing says so, and stays text', async () => {
  const section = await visitor.text('/search/suggest?q=%3Cb%3Ezzz&section_id=predictive-search');
  expect(section).toContain('Nothing matches “&lt;b&gt;zzz”.');
});

test('unlisted products and empty collections are not suggested', async () => {
  const { json } = await visitor.get('/search/suggest.json?q=pl');
  expect(json).toEqual({
    resources: { results: { queries: [], collections: [], products: [], pages: [], articles: [] } },
  });
  expect(await visitor.text('/search/suggest?q=shelf&section_id=predictive-search')).not.toContain('empty-shelf');
});

test('as JSON, products come with prices as decimals', async () => {
  const { json } = await visitor.get('/search/suggest.json?q=blue');
  expect(json?.resources).toMatchObject({
    results: { products: [{ id: 11, handle: 'blue-mug', price: '18.00', price_max: '23.00', available: true }] },
  });
});
