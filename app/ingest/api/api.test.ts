import { beforeEach, describe, expect, it } from 'vitest';
import { basicOf, makeTestKey, type TestKey } from '../../../tests/factories/api-callers';
import { inboxOf, ingestApp } from '../../../tests/factories/ingest-app';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { wakeupOf } from '../../../tests/factories/wakeups';
import { testDatabase } from '../../../tests/setup/database';
import { changeApiKeys } from '~/ops/api-keys.server';
import { minutes } from '~/platform/clock/clock';
import { withShop } from '~/platform/db/db.server';
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

describe('an event that is told', () => {
  it('is durable when it is acknowledged, and wakes the workers', async () => {
    const response = await post('track', track({ messageId: 'm1', properties: { tier: 'gold' } }));
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ success: true, accepted: 1, rejected: [], ignored: [] });
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    const [entry, ...others] = await inboxOf(app, shop.id);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ source: 'api', topic: 'track', triggeredAt: app.clock.now() });
    expect(JSON.parse(entry?.body ?? '')).toMatchObject({ fact: { name: 'Looked', properties: { tier: 'gold' } } });
    await expect.poll(() => wakeupOf(app, shop.id, 'process-inbox')).not.toBeNull();
  });

  it('twice, by its message id, is one entry: alone, in a batch, at the same time', async () => {
    const told = track({ messageId: 'm1' });
    await Promise.all([post('track', told), post('track', told), post('batch', { batch: [told, told] })]);
    expect(await count()).toBe(1);
    await post('track', track({ messageId: 'm2' }));
    expect(await count()).toBe(2);
  });

  it('twice, by the request’s own key, is one entry; without either it is two', async () => {
    const headers = { ...key.bearer, 'Idempotency-Key': 'once' };
    await Promise.all([post('track', track(), headers), post('track', track(), headers)]);
    expect(await count()).toBe(1);
    await post('batch', { batch: [track(), track()] }, { ...key.bearer, 'Idempotency-Key': 'twice' });
    expect(await count()).toBe(3);
    await post('track', track());
    await post('track', track());
    expect(await count()).toBe(5);
  });

  it('has a name in the inbox that names nobody: it outlives an erasure', async () => {
    await post('track', track({ messageId: 'anna@example.com' }));
    const [entry] = await inboxOf(app, shop.id);
    expect(entry?.externalId).toMatch(/^[\w-]{43}$/);
  });

  it('may come as Segment’s clients show their key, too', async () => {
    expect((await post('track', track(), basicOf(key.key))).status).toBe(200);
  });
});

describe('a batch', () => {
  it('is judged one by one: what is wrong is named by place and field, and all else is kept', async () => {
    const batch = [
      track({ messageId: 'a' }),
      track({ messageId: 'b', event: '' }),
      { type: 'identify', userId: '1', traits: { email: 'no', plan: 'gold' } },
      { type: 'group', userId: '1', groupId: 'acme' },
      { type: 'teleport', messageId: 'c' },
      null,
      7,
      track({ properties: { a: 'x'.repeat(40_000) } }),
    ];
    const answer = await taken(post('batch', { batch }));
    expect(answer.accepted).toBe(3);
    expect(answer.rejected.map(({ index, messageId, field }) => [index, messageId, field])).toEqual([
      [1, 'b', 'event'],
      [4, 'c', 'type'],
      [5, null, 'type'],
      [6, null, 'type'],
      [7, null, ''],
    ]);
    expect(answer.ignored).toMatchObject([
      { index: 2, field: 'traits.email' },
      { index: 3, field: '' },
    ]);
    expect((await inboxOf(app, shop.id)).map(({ topic }) => topic)).toEqual(['track', 'identify']);
  });

  it('whose refusals no client may ever show leaves them on the key, without what was told', async () => {
    await post('batch', {
      batch: [track(), track({ properties: { 'anna@example.com': 1e309 } }), track({ event: 'anna\ud800' })],
    });
    const told = '{"batch":[{"type":"track","userId":"1","event":"x","properties":{"anna@example.com":1e999}}]}';
    await post('batch', told);
    const row = await withShop(shop.id, () => app.db.prisma.apiKey.findFirstOrThrow({ where: { id: key.id } }));
    expect(row).toMatchObject({
      refusedCount: 2,
      lastRefusedAt: app.clock.now(),
      lastRefusal: 'properties is too large a number',
    });
  });

  it('counts its events back from when it came, by the sender’s own span', async () => {
    const [timestamp, sentAt] = ['2001-01-01T00:00:00.000Z', '2001-01-01T00:01:00.000Z'];
    await post('batch', { batch: [track({ timestamp })], sentAt });
    const [entry] = await inboxOf(app, shop.id);
    const { person } = JSON.parse(entry?.body ?? '') as { person: { seenAt: string } };
    expect(Date.parse(person.seenAt)).toBe(app.clock.now().getTime() - 60_000);
  });

  it('has at most 500 events', async () => {
    const batch = Array.from({ length: 500 }, (_, index) => track({ messageId: `m${index}` }));
    expect((await taken(post('batch', { batch }))).accepted).toBe(500);
    expect(await count()).toBe(500);
    expect((await post('batch', { batch: [...batch, track()] })).status).toBe(400);
    expect((await post('batch', { batch: [] })).status).toBe(400);
  });

  it('tells of the past by a key that may', async () => {
    const batch = [track({ timestamp: '2021-01-01T00:00:00Z' })];
    const { bearer } = await makeTestKey(app, shop.id, ['events:write']);
    expect((await taken(post('batch', { batch }, bearer))).rejected).toMatchObject([{ field: 'timestamp' }]);
    expect((await taken(post('batch', { batch }))).accepted).toBe(1);
  });

  it('is kept message by message as far as its key goes', async () => {
    const { bearer } = await makeTestKey(app, shop.id, ['profiles:write']);
    const answer = await taken(post('batch', { batch: [track(), { type: 'identify', userId: '1' }] }, bearer));
    expect(answer).toMatchObject({ accepted: 1, rejected: [{ index: 0, field: 'type' }] });
  });
});

describe('a key', () => {
  it.each<[string, () => Record<string, string>]>([
    ['none', () => ({})],
    ['an empty one', () => ({ Authorization: 'Bearer ' })],
    ['a guess', () => ({ Authorization: `Bearer kdr_${'x'.repeat(54)}` })],
    [
      'one letter off',
      () => ({ Authorization: `Bearer ${key.key.replace(/_./, (two) => (two === '_A' ? '_B' : '_A'))}` }),
    ],
    ['as a password', () => ({ Authorization: `Basic ${Buffer.from(`user:${key.key}`).toString('base64')}` })],
    ['another scheme', () => ({ Authorization: `Digest ${key.key}` })],
    ['injected SQL', () => ({ Authorization: "Bearer ' OR 1=1 --" })],
  ])('opens nothing: %s', async (_, headers) => {
    const response = await post('track', track(), headers());
    expect(response.status).toBe(401);
    expect(response.headers.get('WWW-Authenticate')).toBe('Bearer');
    expect(await response.json()).toMatchObject({ success: false, error: { code: 'unauthorised' } });
    expect(await count()).toBe(0);
  });

  it('opens its own shop, and never another', async () => {
    const other = await createShop(app);
    const theirs = await makeTestKey(app, other.id);
    await post('track', track({ messageId: 'm1' }), theirs.bearer);
    expect([await count(), await count(other.id)]).toEqual([0, 1]);
    // The secret of one with the name of the other shop.
    const crossed = key.key.slice(0, 36) + theirs.key.slice(36);
    expect((await post('track', track(), { Authorization: `Bearer ${crossed}` })).status).toBe(401);
    // The same message id in another shop is another message.
    await post('track', track({ messageId: 'm1' }));
    expect([await count(), await count(other.id)]).toEqual([1, 1]);
  });

  it('opens nothing any more once it is revoked, at once', async () => {
    const deps = { ...app, ...web, db: app.db };
    expect((await post('track', track())).status).toBe(200);
    await changeApiKeys(deps, shop.domain, '77', { intent: 'revoke', id: key.id });
    expect((await post('track', track())).status).toBe(401);
    expect(await count()).toBe(1);
  });

  it('opens nothing of a shop that has removed the app, or is no more', async () => {
    const where = { id: shop.id };
    await app.db.prisma.shop.update({ where, data: { uninstalledAt: app.clock.now() } });
    expect((await post('track', track())).status).toBe(401);
    await app.db.prisma.shop.delete({ where });
    expect((await post('track', track())).status).toBe(401);
  });

  it('may do what its scopes say', async () => {
    const { bearer } = await makeTestKey(app, shop.id, ['data:read']);
    for (const path of ['track', 'identify', 'page', 'screen', 'group', 'alias', 'batch', 'consent'])
      expect((await post(path, track(), bearer)).status, path).toBe(403);
    const { bearer: writes } = await makeTestKey(app, shop.id, [
      'events:write',
      'profiles:write',
      'consent:write',
      'history:write',
    ]);
    expect((await fetch(web.url('/api/v1/profiles?email=a@example.com'), { headers: writes })).status).toBe(403);
  });

  it('remembers its last use to about a minute', async () => {
    const lastUse = async () =>
      (await withShop(shop.id, () => app.db.prisma.apiKey.findFirstOrThrow({ where: { id: key.id } }))).lastUsedAt;
    await post('track', track());
    const first = app.clock.now();
    app.advance(minutes(0.5));
    await post('track', track());
    expect(await lastUse()).toEqual(first);
    app.advance(minutes(0.5));
    await post('track', track());
    expect(await lastUse()).toEqual(app.clock.now());
  });

  it('makes 350 requests in a second, is told how long to wait, and goes on then', async () => {
    const ask = () => fetch(web.url('/api/v1/profiles?email=a@example.com'), { headers: key.bearer });
    const answers = await Promise.all(Array.from({ length: 351 }, ask));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 404)).toHaveLength(350);
    const over = answers.find(({ status }) => status === 429);
    expect(over?.headers.get('Retry-After')).toBe('1');
    expect(over?.headers.get('RateLimit-Limit')).toBe('350');
    expect(over?.headers.get('RateLimit-Remaining')).toBe('0');
    app.advanceSystem(1_000);
    expect((await ask()).headers.get('RateLimit-Remaining')).toMatch(/^\d+$/);
    expect((await ask()).status).toBe(404);
  });
});

describe('what is no address of the API', () => {
  it.each([
    '/api',
    '/api/',
    '/api/v1',
    '/api/v1/',
    '/api/v2/track',
    '/api/v1/tracks',
    '/api/v1/track/1',
    '/api/v1/../admin',
  ])('answers that nothing is there: %s', async (path) => {
    for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
      const response = await fetch(web.url(path), { method, headers: key.bearer });
      expect(response.status, method).toBe(404);
    }
  });

  it('does nothing by another method', async () => {
    for (const method of ['GET', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])
      expect((await fetch(web.url('/api/v1/track'), { method, headers: key.bearer })).status, method).toBe(404);
  });
});
