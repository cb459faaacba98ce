import type { Shopify } from '@shopify/shopify-api';
import { z } from 'zod';

/** What a request's session token is worth; `foreign`: good, but the address names another shop than the token does. */
export type TokenJudgement =
  { kind: 'none' } | { kind: 'refused' } | { kind: 'foreign' } | { kind: 'good'; shopDomain: string };

export type SessionTokenCheck = (request: Request) => Promise<TokenJudgement>;

/**
 * What Shopify's library leaves open once signature, algorithm, audience, expiry and begin are checked: that all claims are there, and that
 * issuer and destination are the same shop's. Shopify's page on session tokens asks for the latter, its decoder does not look.
 */
const claims = z
  .object({
    iss: z.string(),
    dest: z.string().regex(/^https:\/\/[a-z0-9][a-z0-9-]*\.myshopify\.com$/),
    sub: z.string().min(1),
    exp: z.number(),
    nbf: z.number(),
  })
  .refine(({ iss, dest }) => iss === `${dest}/admin`);

export function createSessionTokenCheck(api: Pick<Shopify, 'session'>): SessionTokenCheck {
  async function shopOf(token: string): Promise<string | null> {
    try {
      const parsed = claims.safeParse(await api.session.decodeSessionToken(token));
      return parsed.success ? new URL(parsed.data.dest).hostname : null;
    } catch {
      // The library's error carries the whole token: it goes no further, and into no log.
      return null;
    }
  }

  return async (request) => {
    const token = sessionTokenOf(request);
    if (!token) return { kind: 'none' };
    const shopDomain = await shopOf(token);
    if (shopDomain === null) return { kind: 'refused' };
    // Frame ancestors follow the address, data follows the token: they must not be two shops.
    const named = new URL(request.url).searchParams.getAll('shop');
    return named.every((shop) => shop === shopDomain) ? { kind: 'good', shopDomain } : { kind: 'foreign' };
  };
}

/** The token that Shopify's package will judge: the header's, else the address's. */
function sessionTokenOf(request: Request): string | null {
  const header = request.headers.get('authorization')?.replace('Bearer ', '');
  return header || new URL(request.url).searchParams.get('id_token');
}

/** The same request as if its token were none that Shopify's package could read, so that the package itself refuses it in its own way. */
export function withSpoiltToken(request: Request): Request {
  const headers = new Headers(request.headers);
  const url = new URL(request.url);
  if (headers.has('authorization')) headers.set('authorization', 'Bearer refused');
  url.searchParams.delete('id_token');
  return new Request(url, { method: request.method, headers });
}
