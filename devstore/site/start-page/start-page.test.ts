import { JSDOM } from 'jsdom';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { postalAddress } from '../../demo/merchant';
import { generateStore } from '../../store-data';
import { type OpenSite, openSite } from '../testing/open-site';
import type { FirstSteps } from './first-steps';

const hostile = `Tea & "Cups" <script>alert(1)</script>`;
const MINUTE_MS = 60_000;

let site: OpenSite;
beforeAll(async () => {
  const data = generateStore({ seed: 7, customers: 40, products: 60 });
  data.shop.name = hostile;
  site = await openSite({ data });
});
afterAll(() => site.close());

async function open(cookie = '') {
  const response = await fetch(site.url, { headers: { cookie } });
  const { document } = new JSDOM(await response.text()).window;
  return { response, document };
}

describe('the start page', () => {
  test('frames the admin, the shop and the inbox, each with its own tab', async () => {
    const { document } = await open();
    const frames = [...document.querySelectorAll('iframe')].map(({ name, src }) => [name, new URL(src, site.url).href]);
    expect(frames).toEqual([
      ['admin', expect.stringContaining(`${site.url}/admin/`)],
      ['storefront', `${site.world.urls.storefront}/`],
      ['inbox', `${site.url}/inbox/`],
    ]);
    const tabs = [...document.querySelectorAll<HTMLAnchorElement>('.pane a[target=_blank]')];
    expect(tabs.map(({ href }) => new URL(href, site.url).href)).toEqual(frames.map(([, src]) => src));
    expect(document.querySelectorAll('[data-advance="60"], [data-advance="1440"]')).toHaveLength(2);
  });

  test('shows business time in the shop’s zone, and what the set-up asks for', async () => {
    const { document } = await open();
    const { ianaTimezone } = site.world.shopify.store.data.shop;
    const shown = document.querySelector('time[data-now]');
    const hour = new Intl.DateTimeFormat('en-GB', { timeZone: ianaTimezone, hour: '2-digit', minute: '2-digit' });
    expect(shown?.textContent).toBe(hour.format(new Date(shown?.getAttribute('datetime') ?? '')));
    expect(document.querySelector('.now')?.textContent).toContain(ianaTimezone);
    const copied = [...document.querySelectorAll<HTMLElement>('[data-copy]')].map(({ dataset }) => dataset.copy);
    expect(copied).toEqual([site.world.postmarkToken, site.world.senderEmail, postalAddress(site.world)]);
  });

  test('lets no name of a shop become part of the page, and no foreign script run', async () => {
    const { response, document } = await open();
    expect(document.querySelector('.shop span')?.textContent).toBe(hostile);
    expect(document.title).toContain(hostile);
    expect([...document.scripts].filter(({ type }) => type !== 'application/json').map(({ src }) => src)).toEqual([
      '/site/start-page.js',
    ]);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain(`frame-src 'self' ${site.world.urls.storefront}`);
    expect(policy).toContain("base-uri 'none'");
  });

  test('has its scripts and styles, which are served as what they are', async () => {
    const { document } = await open();
    const files = [...document.querySelectorAll('link[rel=stylesheet], script[src]')].map(
      (each) => each.getAttribute('href') ?? each.getAttribute('src') ?? '',
    );
    expect(files).toEqual(['/site/site.css', '/site/start-page.css', '/site/start-page.js']);
    for (const file of [...files, '/site/inbox.js', '/site/inbox.css']) {
      const response = await fetch(site.url + file);
      expect([file, response.status]).toEqual([file, 200]);
      expect(response.headers.get('content-type')).toMatch(file.endsWith('.js') ? /javascript/ : /css/);
      expect((await response.text()).length).toBeGreaterThan(500);
    }
  });
});

describe('the first steps', () => {
  const steps = async (cookie: string) =>
    (await (await fetch(`${site.url}/first-steps`, { headers: { cookie } })).json()) as FirstSteps;
  const consent = (analytics: 'yes' | 'no') =>
    `_visitor_consent=${encodeURIComponent(new URLSearchParams({ analytics, marketing: analytics }).toString())}`;

  /** A cart with something in it, as this browser's cookie names it, and its checkout. */
  function fillCart() {
    const { store } = site.world.shopify;
    const cart = store.createCart();
    const variant = store.data.products
      .flatMap(({ status, publishedAt, variants }) => (status === 'ACTIVE' && publishedAt ? variants : []))
      .find(({ inventoryQuantity }) => inventoryQuantity > 5);
    store.setCartLines(cart.token, [{ variantId: variant?.id ?? '', quantity: 1 }]);
    return { store, checkout: store.createCheckout(cart.token), cookie: `cart=${cart.token}%3Fkey%3Dsecret` };
  }

  test('are ticked off one by one by what truly happened', async () => {
    expect(await steps('')).toMatchObject({ isTracked: false, hasAgreed: false, hasLeft: false, hasJumped: false });
    expect(await steps(consent('no'))).toMatchObject({ isTracked: false });
    expect(await steps(consent('yes'))).toMatchObject({ isTracked: true, hasAgreed: false });

    const { store, checkout, cookie } = fillCart();
    const mine = `${consent('yes')}; ${cookie}`;
    expect(await steps(mine)).toMatchObject({ isTracked: true, hasAgreed: false });
    store.submitContact(checkout.token, { email: 'Nora@example.org', acceptsMarketing: true });
    expect(await steps(mine)).toMatchObject({ hasAgreed: true, hasLeft: false, hasJumped: false, hint: null });
    await site.world.clock.advance(11 * MINUTE_MS);
    expect(await steps(mine)).toMatchObject({ hasLeft: true, hasJumped: false });
    await site.world.clock.advance(230 * MINUTE_MS);
    expect(await steps(mine)).toMatchObject({ hasJumped: true, mail: null });
    const messageId = await site.send('nora@example.org');
    expect((await steps(mine)).mail).toEqual({ messageId, to: 'nora@example.org' });
    expect((await steps(consent('yes'))).mail).toBeNull();
  });

  test('say what stands in the way of a mail', async () => {
    const { store, checkout, cookie } = fillCart();
    store.submitContact(checkout.token, { email: 'otto@example.org', acceptsMarketing: false });
    expect(await steps(cookie)).toMatchObject({ hasAgreed: false, hint: expect.stringContaining('was not ticked') });
    store.submitContact(checkout.token, { email: 'otto@example.org', acceptsMarketing: true });
    store.completeCheckout(checkout.token);
    await site.world.clock.advance(300 * MINUTE_MS);
    expect(await steps(cookie)).toMatchObject({
      ...{ hasLeft: false, hasJumped: false },
      hint: expect.stringContaining('You bought'),
    });
  });

  test('stand in the page as they are, until one has seen enough of them', async () => {
    const done = async (cookie: string) => {
      const { document } = await open(cookie);
      return [...document.querySelectorAll<HTMLElement>('.steps li.is-done')].map(({ dataset }) => dataset.step);
    };
    expect(await done(consent('yes'))).toEqual(['isTracked']);
    const { document } = await open('kindred_first_steps=seen');
    expect(document.querySelector('.steps')).toBeNull();
  });
});
