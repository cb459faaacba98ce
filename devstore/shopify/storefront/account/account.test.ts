import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StoreCustomer } from '../../../store';
import type { PageSetup } from '../pixel/page-setup';
import { openShop, type OpenShop } from '../testing/open-shop';
import { createVisitor, type Visitor } from '../testing/visitor';

let shop: OpenShop;
let visitor: Visitor;
let ana: StoreCustomer;

beforeEach(async () => {
  shop = await openShop();
  visitor = createVisitor(shop.url);
  ana = shop.store.createCustomer({ email: 'ana@example.com', firstName: 'Ana', lastName: 'Costa' });
});
afterEach(() => shop.close());

const logIn = (email: string, more: Record<string, string> = {}) =>
  visitor.submit('/account/login', { 'customer[email]': email, ...more });
const setupOf = (html: string) =>
  JSON.parse(/<script id="shopify-setup"[^>]*>(.*?)<\/script>/.exec(html)?.[1] ?? 'null') as PageSetup;
const numberOf = ({ id }: StoreCustomer) => Number(id.split('/').pop());

async function buy(email: string): Promise<void> {
  await visitor.post('/cart/add.js', { id: 121 });
  const { location } = await visitor.submit('/cart', { checkout: '1' });
  await visitor.submit(`${location}/contact`, { email });
  await visitor.submit(`${location}/pay`, {});
}

describe('logging in', () => {
  test('takes any customer’s address, however it is written, and leads to the account', async () => {
    expect(await logIn(' ANA@Example.com ')).toEqual({ status: 302, location: '/account' });
    expect(await visitor.text('/account')).toContain('Hello, Ana');
    expect(await visitor.text('/')).toContain('Ana Costa');
  });

  test('refuses an address that no customer has, and says so', async () => {
    const { location } = await logIn('<b>bo@example.com');
    const page = await visitor.text(location ?? '');
    expect(page).toContain('No customer of this shop has the address &lt;b&gt;bo@example.com');
    expect((await visitor.get('/account')).location).toBe('/account/login');
  });

  test('refuses no address at all, even where a customer has none', async () => {
    Object.assign(shop.store.data.customers[0]!, { email: null });
    await logIn('');
    expect((await visitor.get('/account')).location).toBe('/account/login');
  });

  test.each([
    ['/cart', '/cart'],
    ['https://evil.example/', '/account'],
    ['//evil.example', '/account'],
    ['/\\evil.example', '/account'],
  ])('with the way back %s leads to %s', async (returnTo, location) => {
    expect((await logIn('ana@example.com', { return_to: returnTo })).location).toBe(location);
  });

  test('offers who bought last', async () => {
    shop.store.createCustomer({ email: 'bo@example.com' });
    await buy('cy@example.com');
    await buy('ana@example.com');
    const offered = [...(await visitor.text('/account/login')).matchAll(/name="customer\[email\]" value="(\S+?)">/g)];
    expect(offered.map(([, email]) => email)).toEqual(['ana@example.com', 'cy@example.com']);
  });

  test('ends by logging out', async () => {
    await logIn('ana@example.com');
    expect((await visitor.get('/account/logout')).location).toBe('/');
    expect((await visitor.get('/account')).location).toBe('/account/login');
  });
});

describe('who is logged in', () => {
  test('is told to pixels and analytics, by the number that the app knows', async () => {
    const before = setupOf(await visitor.text('/products/teapot'));
    expect([before.customer, before.analytics.st.cid]).toEqual([null, undefined]);
    await buy('ana@example.com');
    await logIn('ana@example.com');
    const { customer, analytics } = setupOf(await visitor.text('/products/teapot'));
    expect(customer).toEqual({
      ...{ id: String(numberOf(ana)), email: 'ana@example.com', firstName: 'Ana', lastName: 'Costa', phone: null },
      ordersCount: 1,
    });
    expect(analytics.st).toMatchObject({ p: 'product', rtyp: 'product', rid: 12, cid: numberOf(ana) });
    expect(analytics.meta.page).toMatchObject({ pageType: 'product', customerId: numberOf(ana) });
  });

  test('sees her orders and whether letters come', async () => {
    await buy('ana@example.com');
    await logIn('ana@example.com');
    const page = await visitor.text('/account');
    expect(page).toMatch(/#1001[\s\S]*Confirmed[\s\S]*1 piece[\s\S]*€50\.40/);
    expect(page).toContain('You do not get our letters.');
    shop.store.setEmailMarketing(ana.id, 'SUBSCRIBED');
    expect(await visitor.text('/account')).toContain('You get our letters.');
  });

  test('finds her address in the checkout', async () => {
    await logIn('ana@example.com');
    await visitor.post('/cart/add.js', { id: 121 });
    const { location } = await visitor.submit('/cart', { checkout: '1' });
    expect(await visitor.text(location ?? '')).toMatch(/name="email"[^>]*value="ana@example.com"[\s\S]*value="Ana"/);
  });

  test('is nobody once the customer is gone', async () => {
    await logIn('ana@example.com');
    shop.store.data.customers.splice(0);
    expect(setupOf(await visitor.text('/')).customer).toBeNull();
  });

  test.each([
    ['without a signature', (cookie: string) => cookie.replace(/\..*/, '')],
    ['with another’s signature', (cookie: string) => cookie.replace(/^\d+/, '1')],
    ['with half a signature', (cookie: string) => cookie.slice(0, -1)],
    ['with no number', (cookie: string) => cookie.replace(/^\d+/, '')],
  ])('is nobody by a cookie %s', async (_name, spoil) => {
    await logIn('ana@example.com');
    const [cookie] = (await visitor.jar.getCookies(shop.url)).filter(({ key }) => key === 'customer_session');
    const thief = createVisitor(shop.url);
    await thief.jar.setCookie(`customer_session=${spoil(cookie?.value ?? '')}`, shop.url);
    expect(setupOf(await thief.text('/')).customer).toBeNull();
    await thief.jar.setCookie(`customer_session=${cookie?.value}`, shop.url);
    expect(setupOf(await thief.text('/')).customer?.email).toBe('ana@example.com');
  });
});
