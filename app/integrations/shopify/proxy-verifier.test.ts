import '@shopify/shopify-api/adapters/web-api';
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { apiKey, apiSecret, signAppProxyQuery } from '../../../tests/factories/shopify-world';
import { createProxyVerifier } from './proxy-verifier.server';
import { createShopifyApi } from './webhook-verifier.server';

const verify = createProxyVerifier(createShopifyApi({ apiKey, apiSecret, appUrl: 'https://app.example' }));
const nowSeconds = (): string => String(Math.floor(Date.now() / 1_000));

type Params = Record<string, string>;
const params = (changes: Params = {}): Params => ({
  shop: 'tiny-shop.myshopify.com',
  logged_in_customer_id: '',
  path_prefix: '/apps/kindred',
  timestamp: nowSeconds(),
  ...changes,
});
/** A query as Shopify's proxy signs it. */
const signed = (changes: Params = {}, secret = apiSecret): URLSearchParams => {
  const query = new URLSearchParams(params(changes));
  query.append('signature', signAppProxyQuery(query, secret));
  return query;
};

describe('a query of the storefront’s proxy', () => {
  test('that Shopify signed says which shop, and that nobody is logged in', async () => {
    expect(await verify(signed())).toEqual({ shopDomain: 'tiny-shop.myshopify.com', customerId: null });
  });

  test('says who is logged in', async () => {
    const verified = await verify(signed({ logged_in_customer_id: '3001' }));
    expect(verified?.customerId).toBe('gid://shopify/Customer/3001');
  });

  test.each([
    ['signed with another secret', () => signed({}, 'guess')],
    ['without a signature', () => new URLSearchParams(params())],
    ['with an empty signature', () => new URLSearchParams({ ...params(), signature: '' })],
    ['signed two minutes ago', () => signed({ timestamp: String(Math.floor(Date.now() / 1_000) - 120) })],
    ['signed for later', () => signed({ timestamp: String(Math.floor(Date.now() / 1_000) + 3_600) })],
    ['of a shop that is none', () => signed({ shop: 'shop.example' })],
    ['of a shop with a path behind it', () => signed({ shop: 'a.myshopify.com/x' })],
    ['with a customer that is no number', () => signed({ logged_in_customer_id: '1 OR 1=1' })],
    ['with a parameter more', () => signed({ extra: '1' })],
    ['with nothing in it', () => new URLSearchParams()],
  ])('%s is refused', async (_how, query) => {
    expect(await verify(query())).toBeNull();
  });

  test.each(['shop', 'logged_in_customer_id', 'path_prefix', 'timestamp', 'signature'])(
    'without %s is refused',
    async (name) => {
      const query = signed();
      query.delete(name);
      expect(await verify(query)).toBeNull();
    },
  );

  test.each(['shop', 'logged_in_customer_id', 'path_prefix', 'timestamp', 'signature'])(
    'with %s twice is refused',
    async (name) => {
      const query = signed();
      query.append(name, query.get(name) ?? '');
      expect(await verify(query)).toBeNull();
    },
  );

  test('with any one value changed is refused', async () => {
    const change = fc.record({
      name: fc.constantFrom('shop', 'logged_in_customer_id', 'path_prefix', 'timestamp', 'signature'),
      value: fc.oneof(
        fc.string(),
        fc.constantFrom('other.myshopify.com', '3002', '/apps/other', '1700000000', '0'.repeat(64)),
      ),
    });
    await fc.assert(
      fc.asyncProperty(change, async ({ name, value }) => {
        const query = signed({ logged_in_customer_id: '3001' });
        fc.pre(query.get(name) !== value);
        query.set(name, value);
        expect(await verify(query)).toBeNull();
      }),
      { numRuns: 300 },
    );
  });
});

describe('a query that may have parameters of ours', () => {
  const OWN = ['cart', 'limit'];

  test('is taken with them, some or none of them, and says what it says without', async () => {
    for (const own of [{}, { cart: '1,2' }, { limit: '3', cart: '' }] as Params[])
      expect(await verify(signed({ ...own, logged_in_customer_id: '3001' }), OWN)).toEqual({
        ...{ shopDomain: 'tiny-shop.myshopify.com', customerId: 'gid://shopify/Customer/3001' },
      });
  });

  test.each<[string, () => URLSearchParams]>([
    ['with one more than those', () => signed({ cart: '1', extra: '1' })],
    ['with a value that could be cut', () => signed({ cart: '1logged_in_customer_id=3001' })],
    ['with one that was not signed', () => new URLSearchParams([...signed(), ['cart', '1']])],
    ['with one that stands there twice', () => new URLSearchParams([...signed({ cart: '1' }), ['cart', '1']])],
    [
      'without one of Shopify’s',
      () => new URLSearchParams([...signed({ cart: '1' })].filter(([name]) => name !== 'shop')),
    ],
  ])('%s is refused', async (_how, query) => {
    expect(await verify(query(), OWN)).toBeNull();
  });
});

describe('a query cut anew', () => {
  /** What Shopify's signature stands for: sorted pairs with nothing between them. */
  const textOf = (all: Params) =>
    Object.entries(all)
      .map(([name, value]) => `${name}=${value}`)
      .sort()
      .join('');

  test('into other names and values with the very same signature is refused: what is signed does not say where it was cut', async () => {
    // A visitor may add parameters of their own, which Shopify signs along with its own.
    const visitor = fc.record({
      name: fc.constantFrom('a', 'aa', 'q', 'shop_', 'z'),
      value: fc.constantFrom(
        '1logged_in_customer_id=3001',
        'xshop=victim.myshopify.com',
        '1path_prefix=/apps/kindredshop=victim.myshopify.com',
        '1logged_in_customer_id=1path_prefix=/apps/kindredshop=victim.myshopify.comtimestamp=1',
      ),
      cut: fc.nat(),
    });
    await fc.assert(
      fc.asyncProperty(visitor, async ({ name, value, cut }) => {
        const query = signed({ [name]: value });
        const signature = query.get('signature') ?? '';
        const text = textOf({ ...params({ timestamp: query.get('timestamp') ?? '' }), [name]: value });
        const pairs = recut(text, cut);
        const forged = new URLSearchParams([...pairs, ['signature', signature]]);
        const resigned = createHmac('sha256', apiSecret)
          .update(textOf(Object.fromEntries(pairs)))
          .digest('hex');
        fc.pre(resigned === signature);
        expect(await verify(forged)).toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  test('so that a visitor’s value becomes the customer who is logged in is refused', async () => {
    const query = signed({ a: '1logged_in_customer_id=3001' });
    const forged = new URLSearchParams([
      ['a', '1'],
      ['logged_in_customer_id', '3001logged_in_customer_id='],
      ['path_prefix', '/apps/kindred'],
      ['shop', 'tiny-shop.myshopify.com'],
      ['timestamp', query.get('timestamp') ?? ''],
      ['signature', query.get('signature') ?? ''],
    ]);
    expect(await verify(forged)).toBeNull();
    forged.delete('a');
    expect(await verify(forged)).toBeNull();
  });
});

/** Cuts a signed text into pairs at other places than it was made of: at each "name=" it could begin one, some are chosen. */
function recut(text: string, choice: number): [string, string][] {
  const starts = [...text.matchAll(/[a-z_]+=/g)].map((match) => match.index).filter((at) => at > 0);
  const cuts = starts.filter((_, index) => (choice >> index) & 1);
  const parts = [0, ...cuts].map((from, index) => text.slice(from, cuts[index] ?? text.length));
  return parts.map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]);
}
