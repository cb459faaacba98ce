import { expect, test } from 'vitest';
import { inShopify, shopDomain, tinyStore, type ShopifyWorld } from '../../../tests/factories/shopify-world';
import { createShopifySegments } from './shopify-segments.server';

const membersOf = async (world: ShopifyWorld, name: string) => {
  const source = createShopifySegments(world.admin);
  const segment = (await source.list(shopDomain)).find((each) => each.name === name);
  if (!segment) throw new Error(`there is no segment ${name}`);
  const pages: string[][] = [];
  for await (const page of source.members(shopDomain, segment.id)) pages.push(page);
  return pages;
};

test('segments that Shopify makes for every store are there, with what they mean in its own language', () =>
  inShopify(async ({ admin }) => {
    const segments = await createShopifySegments(admin).list(shopDomain);
    expect(segments).toContainEqual({
      id: expect.stringMatching(/^gid:\/\/shopify\/Segment\/\d+$/) as string,
      name: 'Email subscribers',
      query: `email_subscription_status = 'SUBSCRIBED'`,
    });
  }));

test('its members are told by the ids that they have as customers', () =>
  inShopify(async (world) => {
    const subscribed = world.data.customers.filter(({ emailMarketing }) => emailMarketing.state === 'SUBSCRIBED');
    expect((await membersOf(world, 'Email subscribers')).flat().sort()).toEqual(subscribed.map(({ id }) => id).sort());
    expect(subscribed.length).toBeGreaterThan(0);
  }));

test('more members than go on a page are all told, each once', () => {
  const store = tinyStore();
  const [first] = store.customers;
  if (!first) throw new Error('the store has no customers');
  const many = Array.from({ length: 2_300 }, (_, index) => ({
    ...first,
    ...{ id: `gid://shopify/Customer/${900_000 + index}`, email: `many${index}@example.com`, phone: null },
  }));
  const data = { ...store, customers: [...store.customers, ...many] };
  return inShopify(
    async (world) => {
      const pages = await membersOf(world, 'Customers who haven’t purchased');
      expect(pages.map(({ length }) => length).slice(0, 2)).toEqual([1_000, 1_000]);
      const ids = pages.flat();
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).toEqual(expect.arrayContaining(many.map(({ id }) => id)));
    },
    { data },
  );
});
