import '@shopify/shopify-api/adapters/web-api';
import { createHmac, createSign, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it, test } from 'vitest';
import { createSessionTokenCheck, withSpoiltToken, type TokenJudgement } from './session-token.server';
import { createShopifyApi } from './webhook-verifier.server';

const API_KEY = 'kindred-client-id';
const SECRET = 'shpss_0123456789abcdef';
const SHOP = 'tiny-shop.myshopify.com';
const judge = createSessionTokenCheck(
  createShopifyApi({ apiKey: API_KEY, apiSecret: SECRET, appUrl: 'https://kindred.example' }),
);

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const seconds = () => Math.floor(Date.now() / 1_000);
const hmac = (text: string, secret = SECRET, digest = 'sha256') =>
  createHmac(digest, secret).update(text).digest('base64url');

const goodClaims = (): Record<string, unknown> => ({
  iss: `https://${SHOP}/admin`,
  dest: `https://${SHOP}`,
  aud: API_KEY,
  sub: '85412349871',
  exp: seconds() + 60,
  nbf: seconds(),
  iat: seconds(),
  jti: 'f8912129-1af6-4cad-9ca3-76b0f7621087',
  sid: 'aaea182f2732d44c23057c0fea584021a4485b2bd25d3eb7fd349313ad24c685',
});

/** A token as Shopify makes it, with these claims changed; `undefined` takes one out. */
function token(changes: Record<string, unknown> = {}, header: object = { alg: 'HS256', typ: 'JWT' }, secret = SECRET) {
  const text = `${encode(header)}.${encode({ ...goodClaims(), ...changes })}`;
  return `${text}.${hmac(text, secret)}`;
}

const withHeader = (value: string, url = 'https://kindred.example/app?_data=routes%2Fapp') =>
  new Request(url, { headers: { authorization: `Bearer ${value}` } });
const withParameter = (value: string, shop = SHOP) =>
  new Request(`https://kindred.example/app?embedded=1&shop=${shop}&id_token=${encodeURIComponent(value)}`);

const GOOD: TokenJudgement = { kind: 'good', shopDomain: SHOP };

describe('a session token of Shopify’s', () => {
  test.each<[string, () => string]>([
    ['as it is', () => token()],
    ['with claims that are new to us', () => token({ sig: 'abc', extra: { deep: [1] } })],
    ['that expired 8 seconds ago: clocks differ', () => token({ exp: seconds() - 8 })],
    ['that begins in 8 seconds', () => token({ nbf: seconds() + 8 })],
    ['without a type in its header', () => token({}, { alg: 'HS256' })],
    ['of a person with a long id', () => token({ sub: '9'.repeat(40) })],
  ])('%s is good, in the header as in the address', async (_name, make) => {
    expect(await judge(withHeader(make()))).toEqual(GOOD);
    expect(await judge(withParameter(make()))).toEqual(GOOD);
  });

  it('may come to an address without a shop', async () => {
    expect(await judge(withHeader(token()))).toEqual(GOOD);
  });

  it.each(['other-shop.myshopify.com', '', `${SHOP}&shop=other-shop.myshopify.com`, SHOP.toUpperCase()])(
    'is foreign where the address names the shop %j',
    async (shop) => {
      expect(await judge(withParameter(token(), shop))).toEqual({ kind: 'foreign' });
    },
  );

  it('in the header outweighs one in the address, as in Shopify’s package', async () => {
    const request = new Request(withParameter('nonsense'), { headers: { authorization: `Bearer ${token()}` } });
    expect(await judge(request)).toEqual(GOOD);
    const spoilt = new Request(withParameter(token()), { headers: { authorization: 'Bearer nonsense' } });
    expect(await judge(spoilt)).toEqual({ kind: 'refused' });
  });
});

const keys = generateKeyPairSync('rsa', { modulusLength: 2_048 });
function signedByRsa(): string {
  const text = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(goodClaims())}`;
  return `${text}.${createSign('RSA-SHA256').update(text).sign(keys.privateKey, 'base64url')}`;
}
function withPayload(payload: string): string {
  const text = `${encode({ alg: 'HS256', typ: 'JWT' })}.${payload}`;
  return `${text}.${hmac(text)}`;
}
const resigned = (alg: string, digest: string) => {
  const text = `${encode({ alg, typ: 'JWT' })}.${encode(goodClaims())}`;
  return `${text}.${hmac(text, SECRET, digest)}`;
};
const publicKey = keys.publicKey.export({ type: 'spki', format: 'pem' }) as string;
const part = (index: number) => token().split('.')[index] ?? '';

/** Each is refused for its own reason; those after "claims" are signed with the app's own secret. */
const FORGED: [string, () => string][] = [
  // the envelope
  ['nothing that is a token', () => 'nonsense'],
  ['two dots and nothing else', () => '..'],
  ['a truncated token', () => token().slice(0, -12)],
  ['no signature', () => `${part(0)}.${part(1)}.`],
  ['a signature with one letter changed', () => token().replace(/.(?=.{5}$)/, (c) => (c === 'A' ? 'B' : 'A'))],
  ['a part too many', () => `${token()}.${part(2)}`],
  ['another’s claims under a good signature', () => `${part(0)}.${encode({ ...goodClaims(), sub: '1' })}.${part(2)}`],
  ['claims that are no JSON', () => withPayload(Buffer.from('{"iss":').toString('base64url'))],
  ['claims that are a list', () => withPayload(encode([goodClaims()]))],
  ['claims that are null', () => withPayload(encode(null))],
  // the algorithm and the key
  ['alg none, no signature', () => `${encode({ alg: 'none', typ: 'JWT' })}.${encode(goodClaims())}.`],
  ['alg none, a signature all the same', () => token({}, { alg: 'none', typ: 'JWT' })],
  ['alg None', () => token({}, { alg: 'None' })],
  ['no alg', () => token({}, { typ: 'JWT' })],
  ['alg RS256, with a key of one’s own', signedByRsa],
  ['alg RS256, signed with the secret', () => resigned('RS256', 'sha256')],
  ['alg HS384', () => resigned('HS384', 'sha384')],
  ['alg HS512', () => resigned('HS512', 'sha512')],
  ['a public key as secret', () => token({}, { alg: 'HS256' }, publicKey)],
  ['another app’s secret', () => token({}, { alg: 'HS256' }, 'shpss_of_another_app')],
  ['the client id as secret', () => token({}, { alg: 'HS256' }, API_KEY)],
  ['a key of its own in the header', () => token({}, { alg: 'HS256', jwk: { kty: 'oct', k: 'eA' } }, 'x')],
  ['a critical extension nobody knows', () => token({}, { alg: 'HS256', crit: ['exp2'], exp2: 1 })],
  // claims: audience and time
  ['another app’s audience', () => token({ aud: 'another-client-id' })],
  ['an audience of several', () => token({ aud: [API_KEY, 'another-client-id'] })],
  ['no audience', () => token({ aud: undefined })],
  ['an expiry 11 seconds ago', () => token({ exp: seconds() - 11 })],
  ['an expiry an hour ago', () => token({ exp: seconds() - 3_600 })],
  ['no expiry', () => token({ exp: undefined })],
  ['an expiry in words', () => token({ exp: String(seconds() + 60) })],
  ['a begin in 12 seconds', () => token({ nbf: seconds() + 12 })],
  ['no begin', () => token({ nbf: undefined })],
  // claims: whose it is
  ['issuer and destination of two shops', () => token({ iss: 'https://other-shop.myshopify.com/admin' })],
  ['destination and issuer of two shops', () => token({ dest: 'https://other-shop.myshopify.com' })],
  ['no issuer', () => token({ iss: undefined })],
  ['no destination', () => token({ dest: undefined })],
  ['no person', () => token({ sub: undefined })],
  ['an issuer without its path', () => token({ iss: `https://${SHOP}` })],
  ['an issuer with a path of its own', () => token({ iss: `https://${SHOP}/admin/apps` })],
  ['an issuer with a climbing path', () => token({ iss: `https://${SHOP}/x/../admin` })],
  ['an issuer over http', () => token({ iss: `http://${SHOP}/admin` })],
  ['an issuer with a port', () => token({ iss: `https://${SHOP}:444/admin` })],
  ['an issuer that signs in as another', () => token({ iss: `https://${SHOP}@evil.example/admin` })],
  ['an issuer in capitals', () => token({ iss: `https://${SHOP.toUpperCase()}/admin` })],
  ['both in capitals', () => both(SHOP.toUpperCase())],
  ['both of a host outside Shopify', () => both('evil.example')],
  ['both of a host that only begins like Shopify’s', () => both('tiny-shop.myshopify.com.evil.example')],
  ['both of a host that only ends like Shopify’s', () => both('evilmyshopify.com')],
  ['both with a user', () => both(`me@${SHOP}`)],
  ['both with a port', () => both(`${SHOP}:443`)],
  ['both with a dot at the end', () => both(`${SHOP}.`)],
  ['both with a line break', () => both(`${SHOP}\n`)],
  ['a destination with a path', () => token({ dest: `https://${SHOP}/`, iss: `https://${SHOP}//admin` })],
  ['a destination that is a list', () => token({ dest: [`https://${SHOP}`] })],
];
function both(host: string): string {
  return token({ dest: `https://${host}`, iss: `https://${host}/admin` });
}

describe('a forged session token', () => {
  it('comes in more than thirty kinds', () => expect(FORGED.length).toBeGreaterThan(30));

  it.each(FORGED)('with %s is refused, in the header as in the address', async (_name, make) => {
    expect(await judge(withHeader(make()))).toEqual({ kind: 'refused' });
    expect(await judge(withParameter(make()))).toEqual({ kind: 'refused' });
  });
});

describe('a request without a token', () => {
  it('has none', async () => {
    expect(await judge(new Request('https://kindred.example/app?shop=x'))).toEqual({ kind: 'none' });
    expect(await judge(new Request('https://kindred.example/app?id_token='))).toEqual({ kind: 'none' });
  });
});

describe('a spoilt request', () => {
  it('has no token left and is otherwise the same', async () => {
    const request = new Request(withParameter(token()), {
      method: 'POST',
      headers: { authorization: `Bearer ${token()}`, origin: 'https://kindred.example' },
      body: 'a=1',
    });
    const spoilt = withSpoiltToken(request);
    expect(await judge(spoilt)).toEqual({ kind: 'refused' });
    expect(spoilt.method).toBe('POST');
    expect(spoilt.url).toBe(`https://kindred.example/app?embedded=1&shop=${SHOP}`);
    expect(spoilt.headers.get('origin')).toBe('https://kindred.example');
  });
});
