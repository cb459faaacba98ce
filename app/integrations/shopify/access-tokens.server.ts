import type { Session } from '@shopify/shopify-api';
import type { SessionStorage } from '@shopify/shopify-app-session-storage';
import { Client, type Pool } from 'pg';
import { z } from 'zod';
import { addMs, minutes, type SystemClock } from '~/platform/clock/clock';
import type { Fetch } from './shopify-fetch.server';

export interface AccessTokens {
  /** A token of the shop that is good for some minutes yet. Throws when the shop has none: it must open the app once. */
  tokenFor(shopDomain: string): Promise<string>;
}

export interface AccessTokenDeps {
  pool: Pool;
  sessions: SessionStorage;
  fetch: Fetch;
  systemClock: SystemClock;
  apiKey: string;
  apiSecret: string;
}

const REFRESH_BEFORE_MINUTES = 5;

const answer = z.object({
  access_token: z.string(),
  scope: z.string().optional(),
  expires_in: z.number(),
  refresh_token: z.string(),
  refresh_token_expires_in: z.number(),
});

/**
 * Offline tokens expire after an hour. Refreshing uses up the refresh token, so two workers at once would lock the shop out: a process does it
 * once for all who ask, under a database lock per shop, and who waited takes what the other brought.
 */
export function createAccessTokens(deps: AccessTokenDeps): AccessTokens {
  const isGood = (session: Session) =>
    !session.expires || session.expires > addMs(deps.systemClock.now(), minutes(REFRESH_BEFORE_MINUTES));

  async function load(shopDomain: string): Promise<Session> {
    const session = await deps.sessions.loadSession(`offline_${shopDomain}`);
    if (!session?.accessToken)
      throw new Error(`${shopDomain} has no access token: someone there must open the app once`);
    return session;
  }

  const refreshNow = (shopDomain: string): Promise<string> =>
    underLock(deps.pool, `shopify-token:${shopDomain}`, async () => {
      const current = await load(shopDomain);
      return isGood(current) ? (current.accessToken ?? '') : refresh(deps, current);
    });

  const refreshing = new Map<string, Promise<string>>();
  return {
    async tokenFor(shopDomain) {
      const session = await load(shopDomain);
      if (isGood(session)) return session.accessToken ?? '';
      const running = refreshing.get(shopDomain) ?? refreshNow(shopDomain).finally(() => refreshing.delete(shopDomain));
      refreshing.set(shopDomain, running);
      return running;
    },
  };
}

async function refresh(deps: AccessTokenDeps, session: Session): Promise<string> {
  const response = await deps.fetch(`https://${session.shop}/admin/oauth/access_token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({
      client_id: deps.apiKey,
      client_secret: deps.apiSecret,
      grant_type: 'refresh_token',
      refresh_token: session.refreshToken,
    }),
    signal: AbortSignal.timeout(15_000),
  });
  if (!response.ok) throw new Error(`Shopify refused to refresh the token of ${session.shop}: HTTP ${response.status}`);
  const fresh = answer.parse(await response.json());
  const now = deps.systemClock.now();
  session.accessToken = fresh.access_token;
  session.expires = addMs(now, fresh.expires_in * 1_000);
  session.refreshToken = fresh.refresh_token;
  session.refreshTokenExpires = addMs(now, fresh.refresh_token_expires_in * 1_000);
  await deps.sessions.storeSession(session);
  return fresh.access_token;
}

/** On a connection of its own, whose end lets go: were it one of the pool's, those who wait could hold all that the work itself needs. */
async function underLock<T>(pool: Pool, name: string, work: () => Promise<T>): Promise<T> {
  const client = new Client(pool.options);
  client.on('error', () => undefined); // a connection that dies has let go, too; its next query would say so
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [name]);
    return await work();
  } finally {
    await client.end();
  }
}
