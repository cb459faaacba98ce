import { afterAll, beforeAll, expect, test } from 'vitest';
import { generateStore } from './store-data';
import { startWorld, type World } from './world';

let world: World;

beforeAll(async () => {
  world = await startWorld({
    data: generateStore({ seed: 5, customers: 10, products: 40 }),
    app: { apiKey: 'key', apiSecret: 'secret', appUrl: 'http://localhost:9' },
    ...{ seed: 5, ports: { shopify: 0, storefront: 0, postmark: 0 } },
  });
});
afterAll(() => world.stop());

test('what the storefront tells the Visitor API is in the log', async () => {
  const body = JSON.stringify({ email: 'ana@example.com', appId: '4711' });
  const { status } = await fetch(`${world.urls.storefront}/cdn/shopify/visitor`, { method: 'POST', body });
  expect(status).toBe(202);
  const visits = world.logs.shopify.all().flatMap(({ entry }) => (entry.kind === 'visitor' ? [entry] : []));
  expect(visits).toEqual([{ kind: 'visitor', email: 'ana@example.com', appId: '4711' }]);
});

test('a product’s variants are drawn in their colours', async () => {
  const coloured = world.shopify.store.data.products.find(
    ({ variants }) => new Set(variants.map((each) => each.selectedOptions[0]?.value)).size > 1,
  );
  const draw = async (query: string) => {
    const image = await fetch(`${world.urls.storefront}/images/products/${coloured?.handle}.svg${query}`);
    return [image.headers.get('content-type'), await image.text()];
  };
  const [first, last] = [coloured?.variants[0], coloured?.variants.at(-1)].map((each) => each?.id.split('/').pop());
  expect(await draw(`?variant=${first}`)).toEqual(await draw(''));
  expect(await draw(`?variant=${last}`)).not.toEqual(await draw(''));
  expect((await draw(''))[0]).toMatch(/^image\/svg\+xml/);
});

test('the switch of the embed is the theme’s', () => {
  world.setAppEmbed(false);
  expect(world.theme.get().blocks.tracking?.isOn).toBe(false);
  world.setAppEmbed(true);
  expect([world.isAppEmbedOn(), world.theme.get().blocks.tracking?.isOn]).toEqual([true, true]);
});
