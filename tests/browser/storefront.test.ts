import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { seriousFindings } from './check-accessibility';
import { openAdminWorld, type AdminWorld } from './open-admin';
import type { WatchedPage } from './open-browser';
import { openTap, type Tap } from './open-tap';

const HOUR_MS = 3_600_000;

let world: AdminWorld;
let tap: Tap;
let shopUrl: string;
let variants: { handle: string; title: string };

beforeAll(async () => {
  world = await openAdminWorld();
  tap = await openTap(world.appUrl);
  // The pixel as the app connected it, led through the tap.
  const { endpoint } = world.world.shopify.pixelSettings() ?? {};
  const led = endpoint?.replace(world.appUrl, tap.url) ?? '';
  world.world.shopify.pixelSettings = () => ({ endpoint: led });
  shopUrl = world.world.urls.storefront;
  const { products } = world.world.shopify.store.data;
  const found = products.find(
    (each) =>
      each.status === 'ACTIVE' &&
      each.publishedAt !== null &&
      each.variants.length > 1 &&
      each.variants.every(
        ({ inventoryPolicy, inventoryQuantity }) => inventoryPolicy === 'CONTINUE' || inventoryQuantity > 2,
      ),
  );
  if (!found) throw new Error('the generated store has no product with variants that are all to be had');
  variants = found;
}, 120_000);
beforeEach(() => void tap.seen.splice(0));
afterEach(() => world.browser.closePages());
afterAll(async () => {
  await world.close();
  await tap.close();
});

async function visit(path: string, width = 1440): Promise<WatchedPage> {
  const watched = await world.browser.newPage({ viewport: { width, height: 900 } });
  await watched.page.goto(shopUrl + path);
  return watched;
}

/** A sandbox takes its time to start. */
const soon = <T>(look: () => T | Promise<T>) => expect.poll(look, { timeout: 10_000 });

const typesIn = (body: string) => (JSON.parse(body) as { events: { type: string }[] }).events.map(({ type }) => type);
/** What the pixel told since the test began. */
const typesTold = () => tap.seen.flatMap(({ body }) => typesIn(body));
interface Beacon {
  url: string;
  body: string;
  isTaken: boolean;
}

/** Runs in the page: keeps what beacons it sends, as those of a page that goes are not shown to whoever drives the browser. */
function noteBeacons(): void {
  const send = navigator.sendBeacon.bind(navigator);
  navigator.sendBeacon = (url, body) => {
    const isTaken = send(url, body);
    const before = JSON.parse(sessionStorage.getItem('beacons') ?? '[]') as object[];
    sessionStorage.setItem('beacons', JSON.stringify([...before, { url, body, isTaken }]));
    return isTaken;
  };
}

/** Gives an address to the shop's own form, so that the shop knows this browser from then on. */
async function signUp(page: Page): Promise<void> {
  await page.getByLabel(/^Letters from/).fill('ana@example.com');
  await page.getByRole('button', { name: 'Sign up' }).click();
  await page.getByText('You are on the list').waitFor();
}
const accept = (page: Page) => page.getByRole('button', { name: 'Accept' }).click();
const product = () => `/products/${variants.handle}`;

describe('the pixel and the embed', () => {
  test('are silent before a choice and after a refusal: no sandbox, no request, nothing stored', async () => {
    const { page, problems } = await visit(product());
    await page.getByRole('button', { name: 'Decline' }).click();
    await page.getByRole('link', { name: 'All products' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'All products' }).waitFor();
    expect(page.frames()).toHaveLength(1);
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
    expect(tap.seen).toEqual([]);
    expect(problems).toEqual([]);
  });

  test('tell the app what is viewed and put into the cart, from a sandbox without an origin', async () => {
    const { page, problems } = await visit(product());
    await accept(page);
    await soon(() => page.evaluate(() => JSON.stringify(localStorage))).toContain('product_viewed');
    expect(tap.seen, 'while nobody knows who it is').toEqual([]);
    await signUp(page);
    await soon(typesTold).toEqual(['page_viewed', 'product_viewed', 'page_viewed']);
    await page.goto(shopUrl + product());
    await page.getByRole('button', { name: 'Add to cart' }).click();
    await soon(typesTold).toContain('product_added_to_cart');
    await page.getByRole('link', { name: 'View cart' }).click();
    await soon(typesTold).toContain('cart_viewed');
    for (const { path, origin, cookie, status } of tap.seen)
      expect([path, origin, cookie, status]).toEqual(['/ingest/storefront', 'null', undefined, 202]);
    const left = () =>
      page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('kindred_history_p')));
    await soon(left).toEqual([]);
    expect(problems).toEqual([]);
  });

  test('hand over in one of two tabs what both have seen, and keep nothing of it', async () => {
    const { page } = await visit('/');
    await accept(page);
    const other = await page.context().newPage();
    await other.goto(shopUrl + product());
    await soon(() => page.evaluate(() => JSON.stringify(localStorage))).toContain('product_viewed');
    await signUp(page);
    await soon(typesTold).toContain('product_viewed');
    await other.goto(`${shopUrl}/search?q=a`);
    await soon(typesTold).toContain('search_submitted');
    const left = () =>
      page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('kindred_history_p')));
    await soon(left).toEqual([]);
    await page.getByRole('button', { name: 'Cookie preferences' }).click();
    await page.getByRole('button', { name: 'Decline' }).click();
    await soon(() => other.evaluate(() => Object.keys(localStorage))).toEqual([]);
  });

  test('cannot reach the page from where they run', async () => {
    const { page } = await visit('/');
    await accept(page);
    await expect.poll(() => page.workers().length).toBe(1);
    expect(await page.workers()[0]?.evaluate(() => [self.origin, typeof document, typeof window])).toEqual([
      'null',
      'undefined',
      'undefined',
    ]);
    const frame = page.frames().find((each) => each.parentFrame());
    const reach = await frame?.evaluate(() => {
      const tried = [() => parent.document.title, () => document.cookie, () => localStorage.length];
      return tried.map((attempt) => {
        try {
          return attempt();
        } catch (error) {
          return (error as Error).name;
        }
      });
    });
    expect(reach).toEqual(['SecurityError', 'SecurityError', 'SecurityError']);
  });

  test('the time on a product’s page goes to the shop’s own address when the page is left', async () => {
    const { page } = await visit('/');
    await accept(page);
    await signUp(page);
    await page.addInitScript(noteBeacons);
    await page.goto(shopUrl + product());
    await page.waitForFunction(() => performance.now() > 1_200);
    await page.getByRole('link', { name: 'All products' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'All products' }).waitFor();
    const [beacon] = await page.evaluate(() => JSON.parse(sessionStorage.getItem('beacons') ?? '[]') as Beacon[]);
    expect([beacon?.url, beacon?.isTaken]).toEqual(['/apps/kindred/events', true]);
    expect(typesIn(beacon?.body ?? '')).toEqual(['time_on_page']);
  });
});

describe('shopping', () => {
  test('price, stock, picture and address follow the chosen variant', async () => {
    const { page, problems } = await visit(product());
    await accept(page);
    const picture = page.locator('[data-picture]');
    const first = await picture.getAttribute('src');
    await page.locator('.option label').nth(1).click();
    await expect.poll(() => picture.getAttribute('src')).not.toBe(first);
    expect(new URL(page.url()).searchParams.get('variant')).toMatch(/^\d+$/);
    expect(await page.locator('[data-variant-picker]').inputValue()).toBe(
      new URL(page.url()).searchParams.get('variant'),
    );
    await page.reload();
    expect(await page.locator('.option input').nth(1).isChecked()).toBe(true);
    expect(problems).toEqual([]);
  });

  test('the cart changes where it stands, and the header counts', async () => {
    const { page, problems } = await visit(product());
    await accept(page);
    await page.getByRole('button', { name: 'Add to cart' }).click();
    await page.getByRole('link', { name: 'View cart' }).click();
    const count = page.locator('.count[data-cart-count]');
    await page.getByRole('button', { name: /^One more/ }).click();
    await expect.poll(() => count.textContent()).toBe('2');
    await page.getByRole('button', { name: /^Remove/ }).click();
    await page.getByText('Your cart is empty.').waitFor();
    expect(await count.textContent()).toBe('0');
    expect(problems).toEqual([]);
  });

  test('the search field suggests, by the keyboard too', async () => {
    const { page } = await visit('/');
    await accept(page);
    await page.getByRole('combobox', { name: 'Search products' }).pressSequentially(variants.title);
    await page.locator('[data-suggestions] a').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: variants.title }).waitFor();
  });

  test('a customer logs in by her address and is known to the page', async () => {
    const known = world.world.shopify.store.data.customers.find(({ email, firstName }) => email && firstName);
    const { page } = await visit('/account/login');
    await page.getByLabel('Email', { exact: true }).fill(known?.email ?? '');
    await page.locator('main').getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('heading', { name: `Hello, ${known?.firstName}` }).waitFor();
    const cid = await page.evaluate(() => (window as unknown as { __st: { cid: number } }).__st.cid);
    expect(String(cid)).toBe(known?.id.split('/').pop());
    await page.locator('main').getByRole('link', { name: 'Log out' }).click();
    await page.getByText('Not logged in').waitFor();
  });

  test('an open page follows the shop’s clock', async () => {
    const { page } = await visit('/');
    const shown = page.locator('[data-shop-time]');
    const before = await shown.textContent();
    const told = await page.evaluate(() => Date.now());
    await world.world.clock.advance(5 * HOUR_MS);
    await expect.poll(() => shown.textContent()).not.toBe(before);
    expect((await page.evaluate(() => Date.now())) - told).toBeGreaterThanOrEqual(5 * HOUR_MS);
  });
});

describe('the theme editor', () => {
  test('follows the app’s link, shows the embed in its preview, and changes the shop when it is saved', async () => {
    world.world.setAppEmbed(false);
    const { page, problems } = await world.browser.newPage();
    await page.goto(`${world.world.urls.site}/admin/themes/current/editor?context=apps&activateAppId=any/tracking`);
    expect(await page.getByRole('switch', { name: /Kindred tracking/ }).isChecked()).toBe(true);
    await page.getByText('Not saved yet').waitFor();
    const shop = page.frameLocator('[data-preview]');
    await shop.getByRole('link', { name: 'See everything' }).click();
    await shop.getByRole('heading', { name: 'All products' }).waitFor();
    expect(page.frames().map((each) => new URL(each.url()).pathname)).toContain('/collections/all');
    expect(world.world.isAppEmbedOn()).toBe(false);
    await page.getByLabel('Measure time on pages').uncheck();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    expect(world.world.theme.get().blocks.tracking).toEqual({
      isOn: true,
      settings: { time_on_page: false },
      places: [],
    });
    expect(problems).toEqual([]);
    world.world.theme.set({ blocks: { tracking: { isOn: true, settings: {}, places: [] } } });
  });
});

describe('axe', () => {
  test.each([1440, 390])('finds nothing serious on any page, %i wide', async (width) => {
    const { page, problems } = await visit('/', width);
    expect(await seriousFindings(page), 'with the consent banner').toEqual([]);
    await accept(page);
    const paths = [
      '/',
      '/collections',
      '/collections/all',
      product(),
      '/search?q=a',
      '/account/login',
      '/policies/privacy-policy',
    ];
    for (const path of paths) {
      await page.goto(shopUrl + path);
      expect(await seriousFindings(page), path).toEqual([]);
    }
    await page.goto(shopUrl + product());
    await page.getByRole('button', { name: 'Add to cart' }).click();
    await page.getByRole('link', { name: 'View cart' }).click();
    expect(await seriousFindings(page), 'cart').toEqual([]);
    await page.getByRole('button', { name: 'Check out' }).click();
    await page.getByLabel('Email', { exact: true }).fill('axe@example.com');
    expect(await seriousFindings(page), 'contact').toEqual([]);
    await page.getByRole('button', { name: /Continue/ }).click();
    await page.getByRole('heading', { name: 'Payment' }).waitFor();
    expect(await seriousFindings(page), 'payment').toEqual([]);
    await page.getByRole('button', { name: 'Pay now' }).click();
    await page.getByRole('heading', { name: 'Thank you' }).waitFor();
    expect(await seriousFindings(page), 'thanks').toEqual([]);
    expect(problems).toEqual([]);
  });
});
