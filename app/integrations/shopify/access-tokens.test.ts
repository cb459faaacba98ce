import '@shopify/shopify-api/adapters/web-api';
import { Session } from '@shopify/shopify-api';
import { PrismaSessionStorage } from '@shopify/shopify-app-session-storage-prisma';
import type { SessionStorage } from '@shopify/shopify-app-session-storage';
import { describe, expect, test } from 'vitest';
import { testDatabase } from '../../../tests/setup/database';
import { apiKey, apiSecret, inShopify, shopDomain, type ShopifyWorld } from '../../../tests/factories/shopify-world';
import { testApp } from '../../../tests/factories/test-app';
import type { Access } from '~/platform/shops/shop-access.server';
import { AccessLost, createAccessTokens, type AccessTokens } from './access-tokens.server';
import { sealSessionStorage } from './sealed-session-storage.server';

const MINUTE = 60_000;
const database = await testDatabase();
/** As small a pool as the app allows itself: whoever waits must not hold what the one who works needs. */
const app = testApp(database, { poolSize: 4 });
const other = testApp(database, { poolSize: 4 });

interface Process {
  tokens: AccessTokens;
  /** What was told of access, each time. */
  access: Access[];
  sessions: SessionStorage;
}

/** A process of the app, at Shopify's time. */
function processOf(world: ShopifyWorld, { db, vault } = app): Process {
  const sessions = sealSessionStorage(new PrismaSessionStorage(db.prisma), vault);
  const systemClock = {
    time: 'system',
    now: () => new Date(world.system.startedAtMs + world.system.offsetMs),
  } as const;
  const access: Access[] = [];
  const onAccess = (_shop: string, told: Access) => Promise.resolve(void access.push(told));
  const deps = { pool: db.pool, sessions, fetch: world.fetch, systemClock, apiKey, apiSecret, onAccess };
  return { tokens: createAccessTokens(deps), sessions, access };
}

/** Somebody at the shop opens the app: a session with a token that expires in an hour. */
async function openApp(world: ShopifyWorld, { sessions }: Process): Promise<string> {
  const { body } = await world.exchange();
  const now = world.system.startedAtMs + world.system.offsetMs;
  await sessions.storeSession(
    new Session({
      ...{ id: `offline_${shopDomain}`, shop: shopDomain, state: '', isOnline: false },
      ...{ accessToken: String(body.access_token), expires: new Date(now + Number(body.expires_in) * 1_000) },
      refreshToken: String(body.refresh_token),
      refreshTokenExpires: new Date(now + Number(body.refresh_token_expires_in) * 1_000),
    }),
  );
  return String(body.access_token);
}
const refreshesIn = (world: ShopifyWorld) =>
  world.log.all().flatMap(({ entry }) => (entry.kind === 'token' && entry.grant === 'refresh' ? [entry.outcome] : []));
/** Whether Shopify takes the token. */
const isTaken = async (world: ShopifyWorld, token: string) =>
  (await world.graphql('{ shop { name } }', {}, { token })).status === 200;

describe('a token of a shop', () => {
  test('is the one it has while that is good for some minutes yet', () =>
    inShopify(async (world) => {
      const here = processOf(world);
      const token = await openApp(world, here);
      world.system.offsetMs += 54 * MINUTE;
      expect(await here.tokens.tokenFor(shopDomain)).toBe(token);
      expect(refreshesIn(world)).toEqual([]);
    }));

  test('is refreshed in time, kept, and taken by Shopify', () =>
    inShopify(async (world) => {
      const here = processOf(world);
      const token = await openApp(world, here);
      world.system.offsetMs += 56 * MINUTE;
      const fresh = await here.tokens.tokenFor(shopDomain);
      expect(fresh).not.toBe(token);
      expect(await isTaken(world, fresh)).toBe(true);
      expect(await here.tokens.tokenFor(shopDomain)).toBe(fresh);
      expect(refreshesIn(world)).toEqual(['issued']);
      const kept = await here.sessions.loadSession(`offline_${shopDomain}`);
      const expires = world.system.startedAtMs + world.system.offsetMs + 60 * MINUTE;
      expect(kept).toMatchObject({ accessToken: fresh, expires: new Date(expires) });
    }));

  test('can be refreshed over and over', () =>
    inShopify(async (world) => {
      const here = processOf(world);
      await openApp(world, here);
      const tokens = new Set<string>();
      for (let hour = 0; hour < 5; hour++) {
        world.system.offsetMs += 59 * MINUTE;
        const token = await here.tokens.tokenFor(shopDomain);
        expect(await isTaken(world, token)).toBe(true);
        tokens.add(token);
      }
      expect(tokens.size).toBe(5);
    }));

  test('is asked for by name: a shop that never opened the app has none', () =>
    inShopify(async (world) => {
      await expect(processOf(world).tokens.tokenFor('new-shop.myshopify.com')).rejects.toThrow(
        'new-shop.myshopify.com has no access token: someone there must open the app once',
      );
    }));

  test('that does not expire is used as it is', () =>
    inShopify(async (world) => {
      const here = processOf(world);
      const session = { id: `offline_${shopDomain}`, shop: shopDomain, state: '', isOnline: false };
      await here.sessions.storeSession(new Session({ ...session, accessToken: 'shpat_lasting' }));
      world.system.offsetMs += 1_000 * MINUTE;
      expect(await here.tokens.tokenFor(shopDomain)).toBe('shpat_lasting');
    }));
});

describe('when twenty want a new token at the same moment', () => {
  const twenty = <T>(work: () => Promise<T>) => Promise.all(Array.from({ length: 20 }, work));

  test('one refreshes, and all get the same', () =>
    inShopify(async (world) => {
      const here = processOf(world);
      await openApp(world, here);
      world.system.offsetMs += 59 * MINUTE;
      const tokens = await twenty(() => here.tokens.tokenFor(shopDomain));
      expect(new Set(tokens).size).toBe(1);
      expect(refreshesIn(world)).toEqual(['issued']);
      expect(await isTaken(world, tokens[0] ?? '')).toBe(true);
    }));

  test('in each of two processes, one of them refreshes', () =>
    inShopify(async (world) => {
      const [here, there] = [processOf(world), processOf(world, other)];
      await openApp(world, here);
      world.system.offsetMs += 59 * MINUTE;
      const tokens = await Promise.all([
        twenty(() => here.tokens.tokenFor(shopDomain)),
        twenty(() => there.tokens.tokenFor(shopDomain)),
      ]);
      expect(new Set(tokens.flat()).size).toBe(1);
      expect(refreshesIn(world)).toEqual(['issued']);
    }));

  test('and Shopify refuses, all are told, and the next one tries again', () =>
    inShopify(async (world) => {
      const here = processOf(world);
      await openApp(world, here);
      world.system.offsetMs += 59 * MINUTE;
      world.standIn.installation.uninstall();
      const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => here.tokens.tokenFor(shopDomain)));
      const words = new Set(
        outcomes.map((outcome) => (outcome.status === 'rejected' ? String(outcome.reason) : 'a token')),
      );
      expect([...words]).toEqual([
        `Error: ${shopDomain} has a refresh token that Shopify takes no more: someone there must open the app once`,
      ]);
      const token = await openApp(world, here);
      expect(await here.tokens.tokenFor(shopDomain)).toBe(token);
    }));
});

describe('a shop that lets the app in no more', () => {
  test('after 90 days in which nothing was asked of it, is said to be opened, without asking Shopify', () =>
    inShopify(async (world) => {
      const here = processOf(world);
      await openApp(world, here);
      world.system.offsetMs += 90 * 24 * 60 * MINUTE;
      await expect(here.tokens.tokenFor(shopDomain)).rejects.toThrow(AccessLost);
      expect(refreshesIn(world)).toEqual([]);
      expect(here.access).toEqual(['expired']);
    }));

  test('is let in still on the last of those days, and from then on for as long again', () =>
    inShopify(async (world) => {
      const here = processOf(world);
      await openApp(world, here);
      for (let quarter = 0; quarter < 2; quarter++) {
        world.system.offsetMs += 89 * 24 * 60 * MINUTE;
        expect(await isTaken(world, await here.tokens.tokenFor(shopDomain))).toBe(true);
      }
      expect(here.access).toEqual(['there', 'there']);
    }));

  test('is told as lost when Shopify refuses the refresh token, and as there when somebody has opened the app', () =>
    inShopify(async (world) => {
      const here = processOf(world);
      await openApp(world, here);
      world.standIn.installation.uninstall();
      world.system.offsetMs += 59 * MINUTE;
      await expect(here.tokens.tokenFor(shopDomain)).rejects.toThrow('someone there must open the app once');
      await openApp(world, here);
      world.system.offsetMs += 59 * MINUTE;
      await here.tokens.tokenFor(shopDomain);
      expect(here.access).toEqual(['refused', 'there']);
    }));

  test.each([
    [{ apiSecret: 'not-the-secret' }, 'invalid_client'],
    [{ apiKey: 'not-the-key' }, 'application_cannot_be_found'],
  ])('is not one where the app itself is set up wrongly: %j', (wrong, error) =>
    inShopify(async (world) => {
      const here = processOf(world);
      await openApp(world, here);
      world.system.offsetMs += 59 * MINUTE;
      const access: Access[] = [];
      const deps = { pool: app.db.pool, sessions: here.sessions, fetch: world.fetch, apiKey, apiSecret, ...wrong };
      const tokens = createAccessTokens({
        ...deps,
        systemClock: { time: 'system', now: () => new Date(world.system.startedAtMs + world.system.offsetMs) },
        onAccess: (_shop, told) => Promise.resolve(void access.push(told)),
      });
      const refusal = await tokens.tokenFor(shopDomain).catch((problem: unknown) => problem);
      expect(refusal).toBeInstanceOf(Error);
      expect(refusal).not.toBeInstanceOf(AccessLost);
      expect(access).toEqual([]);
      expect(world.log.all().map(({ entry }) => entry)).toContainEqual(
        expect.objectContaining({ kind: 'token', error }),
      );
    }),
  );

  test('for a moment only, since Shopify does not answer, is not given up', () =>
    inShopify(async (world) => {
      const here = processOf(world);
      await openApp(world, here);
      world.system.offsetMs += 59 * MINUTE;
      const down = createAccessTokens({
        ...{ pool: app.db.pool, sessions: here.sessions, apiKey, apiSecret },
        fetch: () => Promise.resolve(new Response('', { status: 503 })),
        systemClock: { time: 'system', now: () => new Date(world.system.startedAtMs + world.system.offsetMs) },
      });
      const refusal = await down.tokenFor(shopDomain).catch((error: unknown) => error);
      expect(refusal).not.toBeInstanceOf(AccessLost);
      expect(await here.tokens.tokenFor(shopDomain)).toBeTruthy();
    }));
});

describe('a token that Shopify refuses though it has not expired', () => {
  test('is renewed once, for all who were refused it', () =>
    inShopify(async (world) => {
      const here = processOf(world);
      const token = await openApp(world, here);
      const fresh = await Promise.all(Array.from({ length: 10 }, () => here.tokens.renew(shopDomain, token)));
      expect(new Set(fresh).size).toBe(1);
      expect(fresh[0]).not.toBe(token);
      expect(refreshesIn(world)).toEqual(['issued']);
      expect(await here.tokens.renew(shopDomain, token), 'who comes late takes what is there').toBe(fresh[0]);
      expect(refreshesIn(world)).toEqual(['issued']);
    }));
});

test('of more shops at once than there are connections each gets its own', async () => {
  const shops = Array.from({ length: 12 }, (_, number) => `shop-${number}.myshopify.com`);
  const sessions = sealSessionStorage(new PrismaSessionStorage(app.db.prisma), app.vault);
  const now = app.systemClock.now();
  for (const shop of shops)
    await sessions.storeSession(
      new Session({
        id: `offline_${shop}`,
        shop,
        state: '',
        isOnline: false,
        accessToken: 'old',
        refreshToken: 'r',
        expires: now,
      }),
    );
  const answerFor = (shop: string) => ({
    ...{ access_token: `new-of-${shop}`, expires_in: 3_600, refresh_token: 'r2', refresh_token_expires_in: 7_776_000 },
  });
  const shopify: typeof fetch = (input) => Promise.resolve(Response.json(answerFor(new URL(input as string).host)));
  const { systemClock } = app;
  const tokens = createAccessTokens({ pool: app.db.pool, sessions, fetch: shopify, systemClock, apiKey, apiSecret });
  const got = await Promise.all(shops.map((shop) => tokens.tokenFor(shop)));
  expect(got).toEqual(shops.map((shop) => `new-of-${shop}`));
});

describe('sessions at rest', () => {
  test('hold no token that could be used', () =>
    inShopify(async (world) => {
      const here = processOf(world);
      const token = await openApp(world, here);
      const row = await app.db.prisma.session.findUniqueOrThrow({ where: { id: `offline_${shopDomain}` } });
      expect(
        JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
      ).not.toContain(token);
      expect(row.accessToken.length).toBeGreaterThan(token.length);
      expect((await here.sessions.loadSession(row.id))?.accessToken).toBe(token);
      expect((await here.sessions.findSessionsByShop(shopDomain)).map(({ accessToken }) => accessToken)).toEqual([
        token,
      ]);
    }));
});
