import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeTestKey, type TestKey } from '../../../tests/factories/api-callers';
import { inboxOf, ingestApp } from '../../../tests/factories/ingest-app';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { testDatabase } from '../../../tests/setup/database';
import { minutes } from '~/platform/clock/clock';
import type { TakenAnswer } from './answers';

const database = await testDatabase();
const app = testApp(database);
const web = ingestApp(app, database);

let shop: TestShop;
let key: TestKey;
beforeEach(async () => {
  shop = await createShop(app);
  key = await makeTestKey(app, shop.id);
  app.advance(minutes(1)); // each test has its requests to itself
});

const JSON_TYPE = { 'Content-Type': 'application/json' };

function post(path: string, body: unknown, headers: Record<string, string> = key.bearer): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return web.post(`/api/v1/${path}`, text, { ...JSON_TYPE, ...headers });
}

const track = (changes: Record<string, unknown> = {}) => ({ type: 'track', userId: '42', event: 'Looked', ...changes });
const taken = async (response: Promise<Response>): Promise<TakenAnswer> =>
  (await (await response).json()) as TakenAnswer;
const count = async (shopId = shop.id) => (await inboxOf(app, shopId)).length;

const deep = (levels: number): string => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels);

describe('hostile input', () => {
  it.each<[string, string, number]>([
    ['nothing', '', 400],
    ['no JSON', 'track me', 400],
    ['half of a JSON', '{"userId":"1"', 400],
    ['null', 'null', 400],
    ['a number', '12', 400],
    ['a list', '[[]]', 400],
    ['a prototype', '{"userId":"1","event":"x","__proto__":{"isAdmin":true}}', 400],
    ['a prototype further in', '{"userId":"1","event":"x","properties":{"a":{"__proto__":{"isAdmin":true}}}}', 400],
    ['a constructor', '{"userId":"1","event":"x","properties":{"constructor":{"prototype":{"isAdmin":true}}}}', 400],
    ['depth', `{"userId":"1","event":"x","properties":${deep(2_000)}}`, 400],
    ['NUL', '{"userId":"1","event":"x","properties":{"a":"\\u0000"}}', 400],
    ['half a character', '{"userId":"\\udc00","event":"x"}', 400],
    ['endless numbers', '{"userId":"1","event":"x","properties":{"a":1e999}}', 400],
    ['an instant beyond time', '{"userId":"1","event":"x","timestamp":"275760-09-13T00:00:00Z"}', 400],
    ['more than 32 KB', `{"userId":"1","event":"x","properties":{"a":"${'x'.repeat(32_768)}"}}`, 413],
  ])('is refused and does no harm: %s', async (_, body, status) => {
    const response = await post('track', body);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ success: false, error: { message: expect.any(String) as string } });
    expect(await count()).toBe(0);
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });

  it('in a batch costs the batch nothing else, however deep it is', async () => {
    const body = `{"batch":[${JSON.stringify(track())},{"type":"track","userId":"1","event":"x","properties":${deep(60_000)}}]}`;
    expect(await taken(post('batch', body))).toMatchObject({ accepted: 1, rejected: [{ index: 1 }] });
    expect((await post('batch', `{"batch":${'['.repeat(200_000)}${']'.repeat(200_000)}}`)).status).toBe(200);
    expect((await post('batch', 'x'.repeat(500 * 1_024 + 1))).status).toBe(413);
  });

  it('that is packed small is measured as it is', async () => {
    const packed = await new Response(
      new Blob([JSON.stringify(track({ properties: { a: ' '.repeat(10_000_000) } }))])
        .stream()
        .pipeThrough(new CompressionStream('gzip')),
    ).arrayBuffer();
    const headers = { ...JSON_TYPE, ...key.bearer };
    expect((await web.post('/api/v1/track', packed, { ...headers, 'Content-Encoding': 'gzip' })).status).toBe(413);
    expect((await web.post('/api/v1/track', '{}', { ...headers, 'Content-Encoding': 'zstd' })).status).toBe(415);
    expect((await web.post('/api/v1/track', '{}', { ...headers, 'Content-Encoding': 'gzip' })).status).toBe(400);
    expect(
      (await web.post('/api/v1/track', '{}', { ...headers, 'Content-Type': 'text/plain; charset=x' })).status,
    ).toBe(415);
  });

  it('of any kind neither throws nor stalls, and leaves the process as it was', async () => {
    const words = [
      'type',
      'userId',
      'anonymousId',
      'event',
      'properties',
      'traits',
      'timestamp',
      'context',
      'messageId',
      'previousId',
    ];
    const types = ['track', 'identify', 'page', 'screen', 'group', 'alias', 'x'];
    const strange = [
      null,
      true,
      -1,
      1e300,
      '',
      '\0',
      '\ud800',
      '2026-02-30T00:00:00Z',
      [],
      {},
      [[{}]],
      { a: { b: [''] } },
    ];
    const value = fc.oneof(fc.constantFrom<unknown>(...strange, ...types), fc.string({ maxLength: 20 }));
    const message = fc.oneof(fc.dictionary(fc.constantFrom(...words), value), value);
    await fc.assert(
      fc.asyncProperty(fc.array(message, { minLength: 1, maxLength: 10 }), async (batch) => {
        const response = await post('batch', { batch });
        expect(response.status).toBe(200);
        const { accepted, rejected } = (await response.json()) as TakenAnswer;
        expect(accepted + rejected.length).toBe(batch.length);
        app.advanceSystem(1_000);
      }),
      { numRuns: 100 },
    );
    expect(app.logged.filter(({ level }) => level >= 50)).toEqual([]);
  });

  it('as raw bytes is answered, too', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 2_000 }),
        fc.constantFrom('track', 'batch', 'consent'),
        async (bytes, path) => {
          const response = await web.post(`/api/v1/${path}`, Buffer.from(bytes), { ...JSON_TYPE, ...key.bearer });
          expect(response.status).toBe(400);
          app.advanceSystem(1_000);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('in the address of a question is answered, too, and written down nowhere', async () => {
    const names = ['product_ids', 'viewed_ids', 'collection_id', 'limit', 'email', 'external_id', 'customer_id', 'x'];
    const strange = [
      '',
      '0',
      '-1',
      '1,2',
      '1,,2',
      'gid://shopify/Product/1',
      '\0',
      '%',
      '🦊',
      '1'.repeat(400),
      "'; DROP",
    ];
    const value = fc.oneof(fc.constantFrom(...strange), fc.string({ maxLength: 40 }));
    const pairs = fc.array(fc.tuple(fc.constantFrom(...names), value), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(pairs, async (query) => {
        const address = `/api/v1/recommendations?${new URLSearchParams(query).toString()}`;
        const response = await fetch(web.url(address), { headers: key.bearer });
        expect([200, 400, 404]).toContain(response.status);
        expect(await response.json()).toBeTypeOf('object');
        app.advanceSystem(1_000);
      }),
      { numRuns: 150 },
    );
    expect(app.logged.filter(({ level }) => level >= 50)).toEqual([]);
    expect(await count()).toBe(0);
  });
});
