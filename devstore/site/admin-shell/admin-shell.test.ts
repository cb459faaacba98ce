import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../app-processes';
import { gidTail } from '../../shopify/gid';
import { tinyStore } from '../../shopify/testing/tiny-store';
import { startWorld, type World } from '../../world';
import { createAdminShell } from './admin-shell';

const identity = { apiKey: 'tiny-client-id', apiSecret: 'shpss_tiny', appUrl: 'http://localhost:4999' };

let world: World;
beforeAll(async () => {
  const data = tinyStore({ products: 60, orders: 120 });
  const [product] = data.products;
  if (product) product.title = 'Mug <b>&"';
  world = await startWorld({ data, app: identity, seed: 1, ports: { shopify: 0, storefront: 0, postmark: 0 } });
  const app = createApp({ world, app: identity, databaseUrl: '', encryptionKey: '' });
  world.site.use(createAdminShell({ world, app, appUrl: identity.appUrl }));
});
afterAll(() => world.stop());

const get = (path: string) => fetch(`${world.urls.site}${path}`, { redirect: 'manual' });
const textOf = async (path: string) => (await get(path)).text();
const setupOf = (html: string) =>
  JSON.parse(/<script type="application\/json" id="shell-setup">([^<]*)</.exec(html)?.[1] ?? '{}') as {
    frameUrl: string;
  };

describe('the app’s pages in the admin', () => {
  it.each([
    ['/admin/apps/kindred', '/'],
    ['/admin/apps/kindred/app/messages?state=sent&a=b%20c', '/app/messages'],
  ])('%s frames %s with Shopify’s signed parameters', async (address, path) => {
    const { frameUrl } = setupOf(await textOf(address));
    const url = new URL(frameUrl);
    expect([url.origin, url.pathname]).toEqual([identity.appUrl, path]);
    expect(url.searchParams.get('shop')).toBe('tiny-shop.myshopify.com');
    expect(url.searchParams.get('id_token')).toMatch(/^ey/);
    if (address.includes('?'))
      expect([url.searchParams.get('state'), url.searchParams.get('a')]).toEqual(['sent', 'b c']);
  });

  it.each(['//evil.example/app', '//evil.example', '/\\evil.example', '/%2f/evil.example'])(
    'a path such as %s never frames another origin',
    async (path) => {
      const response = await get(`/admin/apps/kindred${path}`);
      const { frameUrl } = setupOf(await response.text());
      if (response.status === 200) expect(new URL(frameUrl).origin).toBe(identity.appUrl);
      else expect(response.status).toBe(404);
    },
  );

  it('are found by the client id as well', async () => {
    const response = await get(`/admin/apps/${identity.apiKey}/app/settings?a=b`);
    expect(response.headers.get('location')).toBe('/admin/apps/kindred/app/settings?a=b');
  });

  it('are not kept by any cache: they hold a token', async () => {
    expect((await get('/admin/apps/kindred')).headers.get('cache-control')).toBe('no-store');
  });

  it('opened outside are led into it, and nowhere else', async () => {
    const to = async (path: string) =>
      (await get(`/admin/-/open-app?path=${encodeURIComponent(path)}`)).headers.get('location');
    expect(await to('/app/flows?a=b')).toBe('/admin/apps/kindred/app/flows?a=b');
    expect(await to('https://evil.example')).toBe('/admin/apps/kindred/https://evil.example');
  });
});

describe('the admin’s own lists', () => {
  it('show what is in the store, escaped, with a search and pages', async () => {
    const products = await textOf('/admin/products');
    expect(products).toContain('Mug &lt;b&gt;&amp;&quot;');
    expect(products).toContain('Page 1 of 2, 60 in all');
    expect(await textOf('/admin/products?q=thing%2042')).toContain('Page 1 of 1, 1 in all');
    expect(await textOf('/admin/products?q=%3Cscript%3E')).toContain('matches “&lt;script&gt;”');
    expect(await textOf('/admin/orders?page=99')).toContain('Page 3 of 3');
  });

  it('follow the store', async () => {
    const before = /([\d,]+) in all/.exec(await textOf('/admin/customers'))?.[1];
    world.shopify.store.createCustomer({ email: 'new@example.com', firstName: 'Nora', lastName: 'Newcomer' });
    const after = await textOf('/admin/customers');
    expect(after).toContain('Nora Newcomer');
    expect(Number(/([\d,]+) in all/.exec(after)?.[1])).toBe(Number(before) + 1);
  });

  it.each(['orders', 'products', 'customers'] as const)(
    '%s have a page for each, and say so where there is none',
    async (kind) => {
      const [{ id } = { id: '' }] = world.shopify.store.data[kind];
      expect((await get(`/admin/${kind}/${gidTail(id)}`)).status).toBe(200);
      expect(await textOf(`/admin/${kind}/${gidTail(id)}`)).toContain('<dl>');
      expect(await textOf(`/admin/${kind}/0`)).toContain('Not found');
    },
  );
});
