import { RequestedTokenType } from '@shopify/shopify-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apiKey } from '../testing/app-toml';
import { shopifyLibrary } from '../testing/shopify-library';
import { startTestWorld, type TestWorld } from '../testing/test-world';
import { shopDomain } from '../testing/tiny-store';

let world: TestWorld;
beforeEach(async () => {
  world = await startTestWorld({ isInstalled: false });
});
afterEach(() => world.close());

const hourMs = 3_600_000;
const shopQuery = '{ shop { name } }';

describe('Shopify’s own library', () => {
  it('exchanges, calls and refreshes', async () => {
    const shopify = shopifyLibrary(world.url);
    const sessionToken = world.standIn.sessionToken();
    expect(await shopify.session.decodeSessionToken(sessionToken)).toMatchObject({
      aud: apiKey,
      dest: `https://${shopDomain}`,
    });

    const requestedTokenType = RequestedTokenType.OfflineAccessToken;
    const { session } = await shopify.auth.tokenExchange({
      shop: shopDomain,
      sessionToken,
      requestedTokenType,
      expiring: true,
    });
    expect(session.refreshToken).toMatch(/^shprt_/);
    expect(session.scope?.split(',')).toContain('read_orders');
    const answer = await new shopify.clients.Graphql({ session }).request(shopQuery);
    expect(answer.data).toEqual({ shop: { name: 'Tiny Shop' } });

    const refreshed = await shopify.auth.refreshToken({ shop: shopDomain, refreshToken: session.refreshToken! });
    expect(refreshed.session.accessToken).not.toBe(session.accessToken);
    const again = await new shopify.clients.Graphql({ session: refreshed.session }).request(shopQuery);
    expect(again.data).toEqual({ shop: { name: 'Tiny Shop' } });
  });

  it('accepts the address the admin opens', async () => {
    const shopify = shopifyLibrary(world.url);
    const url = new URL(world.standIn.embeddedAppUrl('/app/settings?tab=mail'));
    expect(url.origin + url.pathname).toBe(`${world.receiver.url}/app/settings`);
    expect(await shopify.utils.validateHmac(Object.fromEntries(url.searchParams))).toBe(true);
    expect(Buffer.from(url.searchParams.get('host')!, 'base64url').toString()).toBe(
      'admin.shopify.com/store/tiny-shop',
    );
    expect(await shopify.session.decodeSessionToken(url.searchParams.get('id_token')!)).toBeDefined();
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      embedded: '1',
      shop: shopDomain,
      locale: 'de',
      tab: 'mail',
    });
  });
});

describe('token exchange', () => {
  it('installs the app once and answers with both tokens and their lifetimes', async () => {
    expect(world.standIn.installation.isInstalled()).toBe(false);
    const { status, body } = await world.exchange();
    expect(status).toBe(200);
    expect(body).toMatchObject({ expires_in: 3600, refresh_token_expires_in: 7_776_000 });
    expect(world.standIn.installation.isInstalled()).toBe(true);
    await world.exchange();
    const installs = world.log.all().filter(({ entry }) => entry.kind === 'installation');
    expect(installs).toHaveLength(1);
  });

  it.each([
    ['expired', () => ({ subject_token: world.standIn.sessionToken({ expiresInSeconds: -1 }) })],
    ['of another shop', () => ({ subject_token: world.standIn.sessionToken({ shop: 'other.myshopify.com' }) })],
    ['forged', () => ({ subject_token: `${world.standIn.sessionToken().split('.').slice(0, 2).join('.')}.AAAA` })],
    ['no token at all', () => ({ subject_token: 'nonsense' })],
  ])('refuses a session token that is %s', async (_what, more) => {
    expect(await world.exchange(more())).toEqual({
      status: 400,
      body: {
        error: 'invalid_subject_token',
        error_description: 'Token exchange cannot be performed due to an invalid subject token.',
      },
    });
    expect(world.standIn.installation.isInstalled()).toBe(false);
  });

  it.each([
    ['an unknown client', { client_id: 'other' }, 400, 'application_cannot_be_found'],
    ['a wrong secret', { client_secret: 'wrong' }, 401, 'invalid_client'],
    ['an unknown grant', { grant_type: 'password' }, 400, 'invalid_request'],
    ['a missing subject', { subject_token: undefined }, 400, 'invalid_request'],
  ])('refuses %s', async (_what, more, status, error) => {
    const answer = await world.exchange(more);
    expect([answer.status, answer.body.error]).toEqual([status, error]);
  });

  it('without `expiring` gives a token that the Admin API turns away with 403', async () => {
    const { status, body } = await world.exchange({ expiring: '0' });
    expect(status).toBe(200);
    expect(body).not.toHaveProperty('refresh_token');
    const answer = await world.graphql(shopQuery, {}, { token: String(body.access_token) });
    expect(answer.status).toBe(403);
    expect(answer.errors).toMatch(/^\[API\] Non-expiring access tokens are no longer accepted/);
  });
});

describe('a token’s life', () => {
  it('ends after an hour of the system’s clock; business time does not matter', async () => {
    world.useToken(String((await world.exchange()).body.access_token));
    await world.clock.advance(10 * hourMs);
    expect((await world.graphql(shopQuery)).status).toBe(200);
    world.system.offsetMs += hourMs;
    const late = await world.graphql(shopQuery);
    expect(late.status).toBe(401);
    expect(late.errors).toBe('[API] Invalid API key or access token (unrecognized login or wrong password)');
  });

  it('goes on by refresh, and a spent refresh token is refused for good', async () => {
    const { body } = await world.exchange();
    const refresh = () => world.askForToken({ grant_type: 'refresh_token', refresh_token: body.refresh_token });
    const lost = await refresh();
    const kept = await refresh();
    expect([lost.status, kept.status]).toEqual([200, 200]);
    expect((await world.graphql(shopQuery, {}, { token: String(kept.body.access_token) })).status).toBe(200);
    expect(await refresh()).toEqual({
      status: 401,
      body: { error: 'invalid_request', error_description: 'This request requires an active refresh_token' },
    });
  });

  it('ends with the installation', async () => {
    const { body } = await world.exchange();
    world.standIn.installation.uninstall();
    expect((await world.graphql(shopQuery, {}, { token: String(body.access_token) })).status).toBe(401);
    const refreshed = await world.askForToken({ grant_type: 'refresh_token', refresh_token: body.refresh_token });
    expect(refreshed.status).toBe(401);
  });
});

it('each grant stands in the log, without the tokens', async () => {
  await world.exchange();
  await world.exchange({ subject_token: 'x' });
  const entries = world.log
    .all()
    .map(({ entry }) => entry)
    .filter((entry) => entry.kind === 'token');
  expect(entries).toEqual([
    { kind: 'token', grant: 'token-exchange', outcome: 'issued' },
    { kind: 'token', grant: 'token-exchange', outcome: 'refused', error: 'invalid_subject_token' },
  ]);
  expect(JSON.stringify(world.log.all())).not.toContain('shpat_');
});
