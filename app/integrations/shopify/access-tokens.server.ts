import type { Session } from '@shopify/shopify-api';
import type { SessionStorage } from '@shopify/shopify-app-session-storage';
import { Client, type Pool } from 'pg';
import { z } from 'zod';
import { addMs, minutes, type SystemClock } from '~/platform/clock/clock';
import type { Access } from '~/platform/shops/shop-access.server';
import type { Fetch } from './shopify-fetch.server';

export interface AccessTokens {
  /** A token of the shop that is good for some minutes yet. Throws `AccessLost` when it has none: somebody there must open the app. */
  tokenFor(shopDomain: string): Promise<string>;
  /** A token in place of one that Shopify refused. Throws `AccessLost` where Shopify gives none. */
  renew(shopDomain: string, refused: string): Promise<string>;
}

/** Shopify lets the app into the shop no more until somebody there opens it. */
export class AccessLost extends Error {}

export interface AccessTokenDeps {
  pool: Pool;
  sessions: SessionStorage;
  fetch: Fetch;
  systemClock: SystemClock;
  apiKey: string;
  apiSecret: string;
  /** Told when a shop's access is lost, and when it is there again. */
  onAccess?: (shopDomain: string, access: Access) => Promise<void>;
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

  async function lost(shopDomain: string, access: 'refused' | 'expired', why: string): Promise<never> {
    await deps.onAccess?.(shopDomain, access);
    throw new AccessLost(`${shopDomain} ${why}: someone there must open the app once`);
  }

  async function load(shopDomain: string): Promise<Session & { accessToken: string }> {
    const session = await deps.sessions.loadSession(`offline_${shopDomain}`);
    // Not noted as lost: the app is just being installed, and its token about to be kept, or it is uninstalled.
    if (!session?.accessToken)
      throw new AccessLost(`${shopDomain} has no access token: someone there must open the app once`);
    return session as Session & { accessToken: string };
  }

  const renewNow = (shopDomain: string, refused: string | null): Promise<string> =>
    underLock(deps.pool, `shopify-token:${shopDomain}`, async () => {
      const current = await load(shopDomain);
      if (isGood(current) && current.accessToken !== refused) return current.accessToken;
      if (!current.refreshToken) return lost(shopDomain, 'refused', 'has a token that Shopify refuses');
      const until = current.refreshTokenExpires;
      if (until && until <= deps.systemClock.now())
        return lost(shopDomain, 'expired', 'has not been asked for anything for 90 days');
      const fresh = await refresh(deps, current);
      if (fresh === null) return lost(shopDomain, 'refused', 'has a refresh token that Shopify takes no more');
      await deps.onAccess?.(shopDomain, 'there');
      return fresh;
    });

  const renewing = new Map<string, Promise<string>>();
  const renew = (shopDomain: string, refused: string | null): Promise<string> => {
    const running =
      renewing.get(shopDomain) ?? renewNow(shopDomain, refused).finally(() => renewing.delete(shopDomain));
    renewing.set(shopDomain, running);
    return running;
  };
  return {
    async tokenFor(shopDomain) {
      const session = await load(shopDomain);
      return isGood(session) ? session.accessToken : renew(shopDomain, null);
    },
    renew,
  };
}

/** Null where Shopify takes the refresh token no more: it is spent, revoked or too old. Throws on all else, which may pass. */
async function refresh(deps: AccessTokenDeps, session: Session): Promise<string | null> {
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
  if ((response.status === 400 || response.status === 401) && !(await isOurFault(response))) return null;
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

const refusal = z.object({ error: z.enum(['invalid_client', 'application_cannot_be_found']) });

/** It is the app itself that Shopify does not know: a wrong key or secret says nothing of any shop, and must cost none its data. */
const isOurFault = async (response: Response): Promise<boolean> =>
  refusal.safeParse(await response.json().catch(() => null)).success;

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
