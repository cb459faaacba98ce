import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { Analytics } from '@segment/analytics-node';
import express, { type RequestHandler } from 'express';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createModelStore } from '~/decisions/recommendations/models.server';
import { merchantApi } from '~/ingest/api/api.server';
import { processInboxJob } from '~/jobs/process-inbox.server';
import { withShop } from '~/platform/db/db.server';
import { eventsOf, makeTestKey } from '../factories/api-callers';
import { createShop, type TestShop } from '../factories/shops';
import { testApp } from '../factories/test-app';
import { testDatabase } from '../setup/database';

const database = await testDatabase();
const app = testApp(database);

let shop: TestShop;
let writeKey: string;
beforeEach(async () => {
  shop = await createShop(app);
  writeKey = (await makeTestKey(app, shop.id, ['events:write', 'profiles:write'])).key;
});

let server: Server | undefined;
afterEach(() => stop());

/** Listens on the given port, or a free one; what is given stands in front of the API. */
async function start(port = 0, ...before: RequestHandler[]): Promise<number> {
  const deps = { ...app, models: createModelStore(), appUrl: 'https://kindred.example' };
  server = express()
    .use(...([(_request, _response, next) => next(), ...before] as RequestHandler[]))
    .use(merchantApi(deps, () => undefined))
    .listen(port, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function stop(): Promise<void> {
  if (!server) return;
  const closed = once(server, 'close');
  server.close().closeAllConnections();
  await closed;
  server = undefined;
}

function client(port: number): { analytics: Analytics; errors: unknown[] } {
  const settings = {
    host: `http://127.0.0.1:${port}`,
    path: '/api/v1/batch',
    flushAt: 5,
    flushInterval: 50,
    maxRetries: 5,
  };
  const analytics = new Analytics({ ...settings, writeKey });
  const errors: unknown[] = [];
  analytics.on('error', (error) => errors.push(error));
  return { analytics, errors };
}

const read = () => withShop(shop.id, () => processInboxJob(app, { shopId: shop.id }));
const names = async () =>
  (await eventsOf(app, shop.id)).map(({ type, properties }) =>
    type === 'custom_event' ? (properties as { name: string }).name : type,
  );

describe('Segment’s own client for Node, as it is', () => {
  it('tells who somebody is and what they did, of every kind it has', async () => {
    const { analytics, errors } = client(await start());
    analytics.track({ anonymousId: 'a-1', event: 'Looked', properties: { at: new Date('2026-03-01T00:00:00Z') } });
    analytics.identify({ userId: '42', anonymousId: 'a-1', traits: { email: 'anna@example.com', plan: 'gold' } });
    analytics.page({ userId: '42', name: 'Home', properties: { url: 'https://x.example/' } });
    analytics.screen({ userId: '42', name: 'Start' });
    analytics.group({ userId: '42', groupId: 'acme' });
    analytics.alias({ userId: '42', previousId: 'a-2' });
    analytics.track({ userId: '42', event: 'Products Searched', properties: { query: 'bowl' } });
    await analytics.closeAndFlush();
    expect(errors).toEqual([]);
    await read();
    expect((await names()).sort()).toEqual(['Looked', 'Screen viewed', 'page_viewed', 'search_submitted']);
    const people = await withShop(shop.id, () => app.db.prisma.profile.findMany({ where: { mergedIntoId: null } }));
    expect(people).toHaveLength(1);
  });

  it('loses nothing and doubles nothing over a server that fails, breaks off after it has kept a batch, and starts anew', async () => {
    let requests = 0;
    const failing: RequestHandler = (_request, response, next) => {
      requests += 1;
      if (requests === 1) return void response.status(500).end();
      // The batch is kept, and its sender never hears of it.
      if (requests === 2)
        response.json = () => {
          response.socket?.destroy();
          return response;
        };
      next();
    };
    const port = await start(0, failing);
    const { analytics, errors } = client(port);
    const all = Array.from({ length: 20 }, (_, index) => `Event ${index}`);
    for (const event of all.slice(0, 10)) analytics.track({ userId: '42', event, messageId: `m ${event}` });
    await expect.poll(() => requests, { timeout: 20_000 }).toBeGreaterThanOrEqual(3);
    await stop();
    for (const event of all.slice(10)) analytics.track({ userId: '42', event, messageId: `m ${event}` });
    await start(port);
    await analytics.closeAndFlush();
    expect(errors).toEqual([]);
    await read();
    expect((await names()).sort()).toEqual([...all].sort());
  });

  it('waits as it is told where it asks too often', async () => {
    let requests = 0;
    const over: RequestHandler = (_request, response, next) => {
      requests += 1;
      if (requests > 1) return next();
      response.status(429).set('Retry-After', '1').end();
    };
    const { analytics, errors } = client(await start(0, over));
    analytics.track({ userId: '42', event: 'Looked' });
    await analytics.closeAndFlush();
    expect([requests, errors]).toEqual([2, []]);
    await read();
    expect(await names()).toEqual(['Looked']);
  });

  it('says so where its key opens nothing', async () => {
    const port = await start();
    await app.db.pool.query('UPDATE shops SET "uninstalledAt" = $2 WHERE "id" = $1', [shop.id, app.clock.now()]);
    const { analytics, errors } = client(port);
    analytics.track({ userId: '42', event: 'Looked' });
    await analytics.closeAndFlush();
    expect(errors).toEqual([expect.objectContaining({ code: 'delivery_failure' })]);
  });
});
