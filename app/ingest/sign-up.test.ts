import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { API_SECRET, proxySignature } from '../../tests/factories/ingest-app';
import { makePerson, unsubscribe } from '../../tests/factories/people';
import { createShop, type TestShop } from '../../tests/factories/shops';
import { testApp } from '../../tests/factories/test-app';
import { testDatabase } from '../../tests/setup/database';
import { createProxyVerifier } from '~/integrations/shopify/proxy-verifier.server';
import { createShopifyApi } from '~/integrations/shopify/webhook-verifier.server';
import { withShop } from '~/platform/db/db.server';
import { createShopDirectory } from '~/platform/shops/shop-directory.server';
import { signUps } from './sign-up.server';

const app = testApp(await testDatabase());
const services = { ...app, shops: createShopDirectory({ ...app, pool: app.db.pool }) };
const verify = createProxyVerifier(
  createShopifyApi({ apiKey: 'key', apiSecret: API_SECRET, appUrl: 'https://kindred.example' }),
);
const server = express()
  .use(signUps(services, verify, { trustedProxies: 0 }))
  .listen(0, '127.0.0.1');
beforeAll(() => (server.listening ? undefined : new Promise((resolve) => server.once('listening', resolve))));
afterAll(() => new Promise((resolve) => server.close(resolve).closeAllConnections()));

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

let place = 0;
function ask(
  method: 'GET' | 'POST',
  body?: unknown,
  { secret = API_SECRET, headers = {} }: { secret?: string; headers?: Record<string, string> } = {},
) {
  const query = {
    shop: shop.domain,
    logged_in_customer_id: '',
    path_prefix: '/apps/kindred',
    timestamp: String(Math.floor(Date.now() / 1_000)),
  };
  const signed = new URLSearchParams({ ...query, signature: proxySignature(query, secret) });
  const { port } = server.address() as AddressInfo;
  place += 1;
  return fetch(`http://127.0.0.1:${port}/proxy/sign-up?${signed.toString()}`, {
    method,
    headers: { 'X-Forwarded-For': `10.1.${place >> 8}.${place & 255}`, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
const wording = async () => ((await (await ask('GET')).json()) as { wording: number }).wording;
const inShop = <T>(work: () => Promise<T>): Promise<T> => withShop(shop.id, work);
const states = () => inShop(() => app.db.prisma.consentState.findMany({ orderBy: { purpose: 'asc' } }));

describe('a sign-up through the storefront', () => {
  it('shows the sentence first, and takes the yes to it', async () => {
    const told = (await (await ask('GET')).json()) as { text: string; wording: number };
    expect(told.text).toContain('I can unsubscribe at any time');
    const answer = await ask('POST', { email: 'ana@example.com', wording: told.wording, locale: 'de', country: 'de' });
    expect([answer.status, await answer.text()]).toEqual([202, '']);
    expect(await states()).toMatchObject([{ purpose: 'marketing', state: 'granted' }]);
    const [entry] = await inShop(() => app.db.prisma.consentEntry.findMany());
    expect(entry?.evidence).toMatchObject({ network: '10.1.0.0/24', wording: String(told.wording) });
  });

  it('answers the same of whom is known, has agreed or has unsubscribed, as of a stranger', async () => {
    const known = await inShop(() => makePerson(app, shop.id));
    const gone = await inShop(() => makePerson(app, shop.id));
    await inShop(() => unsubscribe(app, shop.id, gone));
    const version = await wording();
    const answers = [];
    for (const email of ['stranger@example.com', known.email, gone.email]) {
      const answer = await ask('POST', { email, wording: version });
      const { date: _date, ...headers } = Object.fromEntries(answer.headers);
      answers.push({ status: answer.status, headers, body: await answer.text() });
    }
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  it('of a browser with Global Privacy Control also says that nothing may be sold', async () => {
    await ask('POST', { email: 'ana@example.com', wording: await wording() }, { headers: { 'Sec-GPC': '1' } });
    expect(await states()).toMatchObject([
      { purpose: 'data-sale', state: 'withdrawn' },
      { purpose: 'marketing', state: 'granted' },
    ]);
  });

  it.each([
    [{ email: 'no address', wording: 1 }, 'email: is not an email address'],
    [{ email: 'ana@example.com' }, 'wording: '],
    [{ email: 'ana@example.com', wording: 99 }, 'wording: is no version'],
    [{ email: 'ana@example.com', wording: 1, country: 'Germany' }, 'country: '],
    ['nothing', 'body: '],
  ])('%j is refused and told where it is wrong', async (body, words) => {
    await wording();
    const answer = await ask('POST', body);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(words);
    expect(await states()).toEqual([]);
  });

  it('that Shopify did not sign is refused', async () => {
    expect((await ask('POST', { email: 'ana@example.com', wording: 1 }, { secret: 'guessed' })).status).toBe(400);
    expect((await ask('GET', undefined, { secret: 'guessed' })).status).toBe(400);
  });

  it('that is too large is refused before it is read', async () => {
    expect((await ask('POST', { email: 'a'.repeat(5_000), wording: 1 })).status).toBe(413);
  });

  it('again and again from one place is held up', async () => {
    const headers = { 'X-Forwarded-For': '192.0.2.7' };
    const answers: number[] = [];
    for (let times = 0; times < 12; times++) answers.push((await ask('POST', { email: 'x' }, { headers })).status);
    expect(answers).toEqual([...Array<number>(10).fill(400), 429, 429]);
  });
});
