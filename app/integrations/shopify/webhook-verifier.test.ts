import '@shopify/shopify-api/adapters/web-api';
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createShopifyApi, createWebhookVerifier } from './webhook-verifier.server';

const SECRET = 'shpss_0123456789abcdef';
const api = createShopifyApi({ apiKey: 'key', apiSecret: SECRET, appUrl: 'https://kindred.example' });
const verify = createWebhookVerifier(api);

const BODY = '{"id":820982911946154508,"note":"für Łucja 🎁"}';
const sign = (body: string, secret = SECRET) => createHmac('sha256', secret).update(body).digest('base64');

/** A delivery's headers as Node's server gives them. */
function headersOf(body: string, changes: Record<string, string | undefined> = {}): Record<string, string> {
  const all: Record<string, string | undefined> = {
    'content-type': 'application/json',
    'x-shopify-topic': 'orders/create',
    'x-shopify-hmac-sha256': sign(body),
    'x-shopify-shop-domain': 'some-shop.myshopify.com',
    'x-shopify-api-version': '2026-10',
    'x-shopify-webhook-id': 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043',
    'x-shopify-event-id': '98880550-7158-44d4-b7cd-2c97c8a091b5',
    'x-shopify-triggered-at': '2026-03-10T11:00:00.123456789Z',
    ...changes,
  };
  return Object.fromEntries(Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined));
}

describe('a webhook that Shopify signed', () => {
  it('is read from its headers', async () => {
    expect(await verify(BODY, headersOf(BODY))).toEqual({
      kind: 'verified',
      shopDomain: 'some-shop.myshopify.com',
      topic: 'orders/create',
      eventId: '98880550-7158-44d4-b7cd-2c97c8a091b5',
      triggeredAt: new Date('2026-03-10T11:00:00.123Z'),
    });
  });

  it('is known by its delivery where no event is named', async () => {
    const headers = headersOf(BODY, { 'x-shopify-event-id': undefined });
    expect(await verify(BODY, headers)).toMatchObject({ eventId: 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043' });
  });

  it.each([undefined, '', 'yesterday'])('happened at no known time where the header says %s', async (triggeredAt) => {
    const headers = headersOf(BODY, { 'x-shopify-triggered-at': triggeredAt });
    expect(await verify(BODY, headers)).toMatchObject({ kind: 'verified', triggeredAt: null });
  });
});

describe('a webhook is refused', () => {
  const valid = sign(BODY);
  it.each([
    ['without a body', '', headersOf(''), 400, 'missing_body'],
    ['without a signature', BODY, headersOf(BODY, { 'x-shopify-hmac-sha256': undefined }), 401, 'missing_hmac'],
    ['with an empty signature', BODY, headersOf(BODY, { 'x-shopify-hmac-sha256': '' }), 401, 'missing_hmac'],
    ['with another body’s signature', `${BODY} `, headersOf(BODY), 401, 'invalid_hmac'],
    [
      'signed by somebody else',
      BODY,
      headersOf(BODY, { 'x-shopify-hmac-sha256': sign(BODY, 'guess') }),
      401,
      'invalid_hmac',
    ],
    [
      'with half a signature',
      BODY,
      headersOf(BODY, { 'x-shopify-hmac-sha256': valid.slice(0, 20) }),
      401,
      'invalid_hmac',
    ],
    [
      'with more than the signature',
      BODY,
      headersOf(BODY, { 'x-shopify-hmac-sha256': `${valid}=` }),
      401,
      'invalid_hmac',
    ],
    [
      'with the signature in the other base64',
      BODY,
      headersOf(BODY, { 'x-shopify-hmac-sha256': valid.replace(/=+$/, '') }),
      401,
      'invalid_hmac',
    ],
    ['without a topic', BODY, headersOf(BODY, { 'x-shopify-topic': undefined }), 400, 'missing_headers'],
    ['without a shop', BODY, headersOf(BODY, { 'x-shopify-shop-domain': '' }), 400, 'missing_headers'],
    ['without a version', BODY, headersOf(BODY, { 'x-shopify-api-version': undefined }), 400, 'missing_headers'],
    ['without a delivery’s name', BODY, headersOf(BODY, { 'x-shopify-webhook-id': undefined }), 400, 'missing_headers'],
  ])('%s', async (_how, body, headers, status, why) => {
    expect(await verify(body, headers)).toEqual({ kind: 'refused', status, why });
  });
});

const NAMES = Object.keys(headersOf(BODY)).filter((name) => name.startsWith('x-shopify-'));

describe('the judgement', () => {
  it('is that of Shopify’s own library, whatever is missing, empty or forged', async () => {
    const change = fc.option(fc.constantFrom('', 'x', sign(BODY), sign(BODY, 'guess'), '2026-10', 'ü'), {
      nil: undefined,
    });
    const changes = fc.dictionary(fc.constantFrom(...NAMES), change, { maxKeys: 3 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(BODY, '', '{}', '\u0000'), changes, async (body, changed) => {
        const headers = headersOf(body, changed);
        const ours = await verify(body, headers);
        const theirs = await judgedByShopify(body, headers);
        expect(ours.kind === 'refused' ? ours.why : 'valid').toBe(theirs);
      }),
      { numRuns: 400 },
    );
  });
});

async function judgedByShopify(rawBody: string, headers: Record<string, string>): Promise<string> {
  const rawRequest = new Request('https://webhook.invalid/', { method: 'POST', headers });
  const result = await api.webhooks.validate({ rawBody, rawRequest });
  return result.valid ? 'valid' : result.reason;
}
