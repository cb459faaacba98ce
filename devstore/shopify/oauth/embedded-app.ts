import { createHmac } from 'node:crypto';
import type { SeededRandom } from '../../store-data/seeded-random';
import { uuidFrom } from '../live-store/state';
import { sessionTokenSeconds, signSessionToken } from './session-token';

export interface EmbeddedAppDependencies {
  apiKey: string;
  apiSecret: string;
  appUrl: string;
  shop: string;
  locale: string;
  random: SeededRandom;
  systemNow: () => number;
}

/** The staff member who is signed in to the admin. */
const staffId = '85412349871';

export interface EmbeddedApp {
  /** The JWT that App Bridge's `idToken()` gives. `expiresInSeconds` may be negative, for an expired one. */
  sessionToken(options?: { shop?: string; expiresInSeconds?: number }): string;
  /** The address the admin opens in its iframe: `path` of the app with Shopify's signed parameters. */
  embeddedAppUrl(path?: string): string;
}

export function createEmbeddedApp(deps: EmbeddedAppDependencies): EmbeddedApp {
  const sessionId = uuidFrom(deps.random);
  const sessionToken: EmbeddedApp['sessionToken'] = (options = {}) => {
    const shop = options.shop ?? deps.shop;
    const now = Math.floor(deps.systemNow() / 1000);
    const claims = {
      iss: `https://${shop}/admin`,
      dest: `https://${shop}`,
      aud: deps.apiKey,
      sub: staffId,
      exp: now + (options.expiresInSeconds ?? sessionTokenSeconds),
      nbf: now,
      iat: now,
      jti: uuidFrom(deps.random),
      sid: sessionId,
    };
    return signSessionToken(claims, deps.apiSecret);
  };
  return {
    sessionToken,
    embeddedAppUrl(path = '/') {
      const url = new URL(path, deps.appUrl);
      const name = deps.shop.replace(/\.myshopify\.com$/, '');
      url.searchParams.set('embedded', '1');
      url.searchParams.set('host', Buffer.from(`admin.shopify.com/store/${name}`).toString('base64url'));
      url.searchParams.set('id_token', sessionToken());
      url.searchParams.set('locale', deps.locale);
      url.searchParams.set('session', createHmac('sha256', deps.apiSecret).update(sessionId).digest('hex'));
      url.searchParams.set('shop', deps.shop);
      url.searchParams.set('timestamp', String(Math.floor(deps.systemNow() / 1000)));
      url.searchParams.set('hmac', adminHmac(url.searchParams, deps.apiSecret));
      return url.toString();
    },
  };
}

/** Shopify's `hmac` parameter: hex HMAC-SHA256 over all other parameters, sorted and joined as a query string. */
function adminHmac(params: URLSearchParams, secret: string): string {
  const others = [...params].filter(([key]) => key !== 'hmac' && key !== 'signature');
  const sorted = new URLSearchParams(others.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  return createHmac('sha256', secret).update(sorted.toString().replace(/\+/g, '%20')).digest('hex');
}
