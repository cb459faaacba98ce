import { ClientError } from 'graphql-request';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { inShopify, shopDomain, type ShopifyWorld } from '../../../tests/factories/shopify-world';
import { createAdminClient, throttledForMs } from './admin-client.server';
import { createShopifyFetch } from './shopify-fetch.server';
import * as operations from './operations';
import { onlyToken } from '../../../tests/factories/only-token';

const requestsIn = (world: ShopifyWorld) =>
  world.log.all().flatMap(({ entry }) => (entry.kind === 'request' && entry.operation ? [entry] : []));
const adminWith = (world: ShopifyWorld, token: string) =>
  createAdminClient({
    tokens: onlyToken(token),
    fetch: world.fetch,
    logger: pino({ level: 'silent' }),
  });

type Entry = ReturnType<ShopifyWorld['log']['all']>[number]['entry'];
const isThrottled = (entry: Entry): boolean =>
  entry.kind === 'request' && (entry.errorCodes ?? []).includes('THROTTLED');

describe('an operation', () => {
  test('is sent in the one version, for the shop that is meant', () =>
    inShopify(async (world) => {
      const { shop } = await world.admin.run(shopDomain, operations.shopDetails, {});
      expect(shop.name).toBe('Tiny Shop');
      expect(requestsIn(world)).toMatchObject([
        { path: '/admin/api/2026-10/graphql.json', shop: shopDomain, operation: 'ShopDetails', status: 200 },
      ]);
    }));

  test('that Shopify throttles waits and is tried again until it goes through', () =>
    inShopify(
      async (world) => {
        const ids = world.data.products.flatMap(({ variants }) => variants.map(({ id }) => id));
        const ask = () => world.admin.run(shopDomain, operations.liveVariants, { ids });
        // Each asks for 24 points and takes 3 of them: the fourth finds too few, and time stands still.
        for (let times = 0; times < 3; times++) await ask();
        const asking = ask();
        await world.log.waitFor(isThrottled, { what: 'a throttled request', timeoutMs: 5_000 });
        world.system.offsetMs += 1_000;
        expect((await asking).nodes).toHaveLength(ids.length);
      },
      { bucket: { maximumAvailable: 30, restoreRate: 50 } },
    ));

  test('that is throttled for ever is given up', () =>
    inShopify(
      async (world) => {
        const ids = world.data.products.flatMap(({ variants }) => variants.map(({ id }) => id));
        const asking = world.admin.run(shopDomain, operations.liveVariants, { ids });
        await expect(asking).rejects.toThrow(/^Shopify's Admin API: .*[Tt]hrottled/);
        expect(world.log.all().filter(({ entry }) => isThrottled(entry))).toHaveLength(8);
      },
      { bucket: { maximumAvailable: 15, restoreRate: 1_000 } },
    ));

  test('for a shop that is another is refused, and told without the token', () =>
    inShopify(async (world) => {
      const running = adminWith(world, 'shpat_secret').run('other-shop.myshopify.com', operations.shopDetails, {});
      const error = await running.catch((thrown: unknown) => thrown);
      expect(String(error)).toContain('Shopify');
      expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('shpat_secret');
    }));

  test('with a token nobody gave is refused at once, and told without it', () =>
    inShopify(async (world) => {
      const running = adminWith(world, 'shpat_secret').run(shopDomain, operations.shopDetails, {});
      const error = await running.catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(Error);
      expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('shpat_secret');
      expect(requestsIn(world).length).toBeLessThanOrEqual(1);
    }));

  test('that is wrong is told in Shopify’s words, and not tried again', () =>
    inShopify(async (world) => {
      const wrong = 'query Wrong { shop { nam } }' as typeof operations.shopDetails;
      await expect(world.admin.run(shopDomain, wrong, {})).rejects.toThrow(/^Shopify's Admin API: .*nam/);
      expect(requestsIn(world).length).toBeLessThanOrEqual(1);
    }));
});

describe('how long to wait', () => {
  const throttled = (extensions?: object, status = 200) =>
    new ClientError(
      {
        status,
        headers: new Headers(),
        body: '',
        errors: [{ extensions: { code: 'THROTTLED' } }],
        extensions,
      } as never,
      {
        query: '',
      },
    );
  const cost = (requestedQueryCost: number, currentlyAvailable: number) => ({
    cost: { requestedQueryCost, throttleStatus: { currentlyAvailable, restoreRate: 50, maximumAvailable: 1_000 } },
  });

  test.each([
    ['what is missing at the rate it comes back', throttled(cost(110, 10)), 2_000],
    ['at least a tenth of a second', throttled(cost(11, 10)), 100],
    ['a second where Shopify does not say', throttled(), 1_000],
  ])('is %s', (_what, error, ms) => {
    expect(throttledForMs(error)).toBe(ms);
  });

  test('is a second for a plain 429', () => {
    const plain = new ClientError({ status: 429, headers: new Headers(), body: '' }, { query: '' });
    expect(throttledForMs(plain)).toBe(1_000);
  });

  test.each([
    ['another error of the API', new ClientError({ status: 200, errors: [{ message: 'no' }] } as never, { query: '' })],
    ['a broken connection', new TypeError('fetch failed')],
    ['nothing at all', undefined],
  ])('is not at all after %s', (_what, error) => {
    expect(throttledForMs(error)).toBeNull();
  });
});

describe('fetch for shops', () => {
  test('leads to the stand-in, which is told which shop was meant', () =>
    inShopify(async (world) => {
      const response = await world.fetch(`https://${shopDomain}/admin/nothing?x=1`);
      expect(response.status).toBe(404);
      const [last] = world.log.all().slice(-1);
      expect(last?.entry).toMatchObject({ path: '/admin/nothing', shop: shopDomain });
    }));

  test('leaves what is on this machine alone', () =>
    inShopify(async (world) => {
      const response = await createShopifyFetch('http://127.0.0.1:9')(`${world.url}/admin/nothing`);
      expect(response.status).toBe(404);
    }));

  test('is plain fetch outside the dev store’s world', () => {
    expect(createShopifyFetch(undefined)).toBe(fetch);
  });
});
