import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { inboxOf, ingestApp, proxySignature } from '../../tests/factories/ingest-app';
import { gid } from '../../tests/factories/reports';
import { makePerson } from '../../tests/factories/people';
import { createShop, type TestShop } from '../../tests/factories/shops';
import { testApp } from '../../tests/factories/test-app';
import { TEST_START } from '../../tests/factories/times';
import { visitorId } from '../../tests/factories/told-person';
import { wakeupOf } from '../../tests/factories/wakeups';
import { testDatabase } from '../../tests/setup/database';
import { LARGEST_BODY_BYTES } from '~/capture/events/storefront-event';
import { withShop } from '~/platform/db/db.server';
import { createStorefrontGate } from './storefront-gate.server';

const database = await testDatabase();
const app = testApp(database, { systemAheadMs: 3_600_000 });
const web = ingestApp(app, database);
/** Behind a proxy of our own, so that a test may be many addresses. */
const behindProxy = ingestApp(app, database, { trustedProxies: 1 });

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

const batch = (changes: object = {}) => ({
  v: 1,
  shop: shop.domain,
  source: 'pixel',
  visitorId: visitorId('v'),
  sentAt: TEST_START.toISOString(),
  events: [{ id: 'e1', at: TEST_START.toISOString(), type: 'product_viewed', productId: gid('Product', 1) }],
  ...changes,
});

const json = { 'Content-Type': 'text/plain' };
const tell = (told: unknown, path = '/ingest/storefront'): Promise<Response> =>
  web.post(path, typeof told === 'string' ? told : JSON.stringify(told), json);

/** A query as Shopify sends it to the app's proxy address; its signature is checked against the machine's own time. */
function proxyQuery(changes: Record<string, string> = {}, secret?: string): string {
  const query = {
    shop: shop.domain,
    logged_in_customer_id: '',
    path_prefix: '/apps/kindred',
    timestamp: String(Math.floor(Date.now() / 1_000)),
    ...changes,
  };
  return new URLSearchParams({ ...query, signature: proxySignature(query, secret) }).toString();
}
const tellProxy = (told: unknown, query = proxyQuery()) => tell(told, `/proxy/events?${query}`);

describe('events of a storefront', () => {
  it('are taken when they stand in the inbox, at business time, and wake the workers', async () => {
    const answer = await tell(batch());
    expect(answer.status).toBe(202);
    const [entry] = await inboxOf(app, shop.id);
    expect(entry).toMatchObject({ source: 'storefront', topic: 'batch', triggeredAt: TEST_START });
    expect(JSON.parse(entry?.body ?? '')).toEqual({ batch: batch(), customerId: null });
    await expect.poll(() => wakeupOf(app, shop.id, 'process-inbox')).not.toBeNull();
  });

  it('sent again by a browser that did not hear of it are no second entry', async () => {
    await tell(batch());
    await tell(batch({ sentAt: '2026-03-10T12:00:05.000Z' }));
    expect(await inboxOf(app, shop.id)).toHaveLength(1);
    await tell(batch({ visitorId: visitorId('w') }));
    expect(await inboxOf(app, shop.id), 'another visitor').toHaveLength(2);
  });

  it('may come from any page, which may read nothing but that they came', async () => {
    const answer = await tell(batch());
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(answer.headers.get('Access-Control-Allow-Credentials')).toBeNull();
    expect(await answer.text()).toBe('');
    const refused = await tell('{}');
    expect(refused.headers.get('Access-Control-Allow-Origin'), 'or the page would not learn why').toBe('*');
  });

  it('are asked about before they are sent, where a browser does so', async () => {
    const answer = await fetch(web.url('/ingest/storefront'), { method: 'OPTIONS' });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('Access-Control-Allow-Methods')).toBe('POST');
  });

  it('keep nothing that was slipped in', async () => {
    await tell(batch({ customerId: gid('Customer', 1), email: 'anna@example.com' }));
    expect((await inboxOf(app, shop.id))[0]?.body).not.toMatch(/Customer|anna/);
  });
});

describe('what is no batch of events', () => {
  it.each<[string, () => unknown, string]>([
    ['no JSON', () => '{', 'body'],
    ['nothing', () => '', 'body'],
    ['no batch', () => '[]', 'body'],
    ['a batch without events', () => batch({ events: [] }), 'events'],
    [
      'an order',
      () => batch({ events: [{ id: 'e', at: TEST_START.toISOString(), type: 'order_placed' }] }),
      'events.0.type',
    ],
  ])('is refused with 400 and told where it is wrong: %s', async (_, told, where) => {
    const answer = await tell(told());
    expect(answer.status).toBe(400);
    expect(await answer.text()).toMatch(new RegExp(`^${where}: `));
    expect(await inboxOf(app, shop.id)).toEqual([]);
  });

  it('is refused with 404 where the shop is not one of ours, and makes none', async () => {
    const stranger = 'never-heard-of.myshopify.com';
    expect((await tell(batch({ shop: stranger }))).status).toBe(404);
    expect(await app.db.prisma.shop.count({ where: { domain: stranger } })).toBe(0);
  });

  it('is refused with 413 when it is too large, also when it is small only while packed', async () => {
    const large = JSON.stringify(batch({ padding: 'x'.repeat(LARGEST_BODY_BYTES) }));
    expect((await tell(large)).status).toBe(413);
    const packed = await web.post('/ingest/storefront', gzipSync(large), { ...json, 'Content-Encoding': 'gzip' });
    expect(packed.status).toBe(413);
    expect(await inboxOf(app, shop.id)).toEqual([]);
  });
});

describe('events through Shopify’s app proxy', () => {
  it('are vouched for: the shop, and who is logged in there', async () => {
    expect((await tellProxy(batch(), proxyQuery({ logged_in_customer_id: '77' }))).status).toBe(202);
    const [entry] = await inboxOf(app, shop.id);
    expect(JSON.parse(entry?.body ?? '')).toMatchObject({ customerId: gid('Customer', 77) });
  });

  it('of nobody who is logged in are nobody’s', async () => {
    await tellProxy(batch());
    expect(JSON.parse((await inboxOf(app, shop.id))[0]?.body ?? '')).toMatchObject({ customerId: null });
  });

  it('speak for their own shop only', async () => {
    const other = await createShop(app);
    expect((await tellProxy(batch(), proxyQuery({ shop: other.domain }))).status).toBe(404);
    expect([await inboxOf(app, shop.id), await inboxOf(app, other.id)]).toEqual([[], []]);
  });

  it.each<[string, () => string]>([
    ['not signed', () => ''],
    ['signed with another secret', () => proxyQuery({}, 'guessed')],
    ['signed for another customer', () => proxyQuery().replace('customer_id=', 'customer_id=78')],
    ['signed too long ago', () => proxyQuery({ timestamp: String(Math.floor(Date.now() / 1_000) - 600) })],
    ['signed with something more in it', () => `${proxyQuery()}&shop=${shop.domain}`],
    [
      'cut anew into other parameters',
      () => proxyQuery({ logged_in_customer_id: '' }).replace('logged_in_customer_id=&', ''),
    ],
  ])('are refused when the query is %s', async (_, query) => {
    expect((await tellProxy(batch(), query())).status).toBe(400);
    expect(await inboxOf(app, shop.id)).toEqual([]);
  });

  it('are no more to be read by any page than others', async () => {
    expect((await tellProxy(batch())).headers.get('Access-Control-Allow-Origin')).toBeNull();
  });
});

describe('who only says that somebody is there', () => {
  const greeting = (changes: object = {}) => batch({ source: 'theme', events: [], ...changes });

  it('is heard where Shopify vouches for it, each customer of a browser once', async () => {
    const of = (customer: string) => tellProxy(greeting(), proxyQuery({ logged_in_customer_id: customer }));
    expect((await of('77')).status).toBe(202);
    await of('77');
    await of('78');
    expect((await inboxOf(app, shop.id)).map(({ body }) => JSON.parse(body) as object)).toMatchObject([
      { customerId: gid('Customer', 77) },
      { customerId: gid('Customer', 78) },
    ]);
  });

  it('is refused where nobody vouches', async () => {
    const answer = await tell(greeting());
    expect([answer.status, await answer.text()]).toEqual([400, 'events: are missing']);
    expect(await inboxOf(app, shop.id)).toEqual([]);
  });
});

describe('too many events', () => {
  const from = (address: string, told: unknown = batch()) =>
    behindProxy.post('/ingest/storefront', JSON.stringify(told), { ...json, 'X-Forwarded-For': address });
  const statuses = async (answers: Promise<Response>[]) => (await Promise.all(answers)).map(({ status }) => status);

  it('of one address are answered with 429 and when to come again, which any page may read', async () => {
    const answers = await Promise.all(Array.from({ length: 61 }, () => from('203.0.113.1')));
    const late = answers.filter(({ status }) => status === 429);
    expect(late).toHaveLength(1);
    expect(Number(late[0]?.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect(late[0]?.headers.get('Access-Control-Expose-Headers')).toBe('Retry-After');
    expect(await statuses([from('203.0.113.2')]), 'another address').toEqual([202]);
  });

  it('are not excused by what a stranger writes into the header', async () => {
    const forged = Array.from({ length: 61 }, (_, nth) => from(`6.6.6.${nth}, 203.0.113.3`));
    expect(await statuses(forged)).toContain(429);
  });

  it('through the app proxy are each shopper’s own, whom Shopify’s proxy named', async () => {
    const through = (address: string) =>
      web.post(`/proxy/events?${proxyQuery()}`, JSON.stringify(batch({ source: 'theme', events: [] })), {
        'X-Forwarded-For': address,
      });
    expect(await statuses(Array.from({ length: 61 }, () => through('203.0.113.4')))).toContain(429);
    expect(await statuses([through('203.0.113.5')])).toEqual([202]);
  });

  it('for a shop that is none of ours ask the database once', async () => {
    const asked = vi.spyOn(behindProxy.shops, 'find');
    const stranger = batch({ shop: 'none-of-ours.myshopify.com' });
    for (let nth = 0; nth < 3; nth++) expect((await from('192.0.2.1', stranger)).status).toBe(404);
    expect(asked).toHaveBeenCalledTimes(1);
    asked.mockRestore();
  });
});

describe('a process that is busy', () => {
  let allowance = Infinity;
  const gate = createStorefrontGate({ allowance: () => allowance, mostInHand: 12 });
  const busy = ingestApp(app, database, { gate });
  const post = (body = JSON.stringify(batch())) => busy.post('/ingest/storefront', body, json);

  it('sends browsers away before it reads what they say, and takes webhooks as ever', async () => {
    allowance = 0;
    const answer = await post('x'.repeat(LARGEST_BODY_BYTES * 2));
    expect([answer.status, answer.headers.get('Access-Control-Allow-Origin')]).toEqual([503, '*']);
    expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThanOrEqual(10);
    const unsigned = await busy.post('/ingest/shopify', '{}');
    expect(unsigned.status, 'looked at, and found unsigned').not.toBe(503);
    allowance = Infinity;
    expect((await post()).status).toBe(202);
  });

  it('sends away whom it has no place for', async () => {
    while (gate.enter());
    expect((await post()).status).toBe(503);
    for (let place = 0; place < 12; place++) gate.leave();
    expect((await post()).status).toBe(202);
  });

  it('lets in again whom it could not take, however their requests ended', async () => {
    const bad = ['{', JSON.stringify(batch({ shop: 'none.myshopify.com' })), 'x'.repeat(20_000)];
    for (let round = 0; round < 5; round++) await Promise.all(bad.map(post));
    const after = await Promise.all(Array.from({ length: 10 }, () => post()));
    expect(after.map(({ status }) => status)).not.toContain(503);
  });
});

it('an answer is the same whether the person is known or not, and whoever is logged in', async () => {
  const known = await withShop(shop.id, () => makePerson(app, shop.id));
  const answers = await Promise.all([
    tell(batch()),
    tell(batch({ visitorId: visitorId('x'), email: known.email })),
    tellProxy(batch(), proxyQuery({ logged_in_customer_id: '77' })),
    tellProxy(batch()),
  ]);
  const heard = await Promise.all(answers.map(async (answer) => [answer.status, await answer.text()]));
  expect(new Set(heard.map((each) => JSON.stringify(each)))).toEqual(new Set([JSON.stringify([202, ''])]));
});
