import type { Page } from 'playwright-core';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Place } from '../../devstore/shopify/storefront/theme/theme-store';
import { seriousFindings } from './check-accessibility';
import { openAdminWorld, type AdminWorld } from './open-admin';

const ENDPOINT = '/apps/kindred/recommendations';
const SHOWN = 4;

let admin: AdminWorld;
let shopUrl: string;
/** Products that can be bought, by handle; and a collection that holds some. */
let handles: string[];
let collection: string;

const everywhere: Place[] = ['product', 'collection', 'cart', 'index'].map((template) => ({
  template,
  target: 'newAppsSection',
}));
const place = (places: Place[]) => {
  const { theme } = admin.world;
  const { blocks } = theme.get();
  theme.set({ blocks: { ...blocks, recommendations: { isOn: true, settings: {}, places } } });
};

beforeAll(async () => {
  admin = await openAdminWorld({ store: { customers: 300, products: 120 } });
  shopUrl = admin.world.urls.storefront;
  const { products, collections } = admin.world.shopify.store.data;
  const onSale = products.filter(
    ({ status, publishedAt, variants }) =>
      status === 'ACTIVE' && publishedAt !== null && variants.every((each) => each.inventoryQuantity > 2),
  );
  handles = onSale.map(({ handle }) => handle);
  collection =
    collections.find(({ id }) => onSale.filter((each) => each.collectionIds.includes(id)).length > 8)?.handle ?? '';
}, 120_000);
beforeEach(() => place(everywhere));
afterEach(() => admin.browser.closePages());
afterAll(() => admin.close());

/** A page that writes down what its block asked. */
async function visit(path: string, width = 1_280) {
  const { page, problems } = await admin.browser.newPage({ viewport: { width, height: 900 } });
  const asked: URLSearchParams[] = [];
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname === ENDPOINT) asked.push(searchParams);
  });
  await page.goto(shopUrl + path);
  return { page, problems, asked };
}
const choose = (page: Page, name: 'Accept' | 'Decline') => page.getByRole('button', { name }).click();
const block = (page: Page) => page.locator('[data-kindred-recommendations]');
const links = (page: Page) => block(page).getByRole('link');

/** The handles that are shown, once they are. */
async function shown(page: Page): Promise<string[]> {
  await block(page).scrollIntoViewIfNeeded();
  await links(page).first().waitFor();
  const addresses = await links(page).evaluateAll((all) => all.map((each) => (each as HTMLAnchorElement).pathname));
  return addresses.map((address) => address.split('/').pop() ?? '');
}
async function buy(page: Page, handle: string | undefined): Promise<void> {
  await page.goto(`${shopUrl}/products/${handle}`);
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await page.getByRole('link', { name: 'View cart' }).waitFor();
}
const idOf = (handle: string | undefined) =>
  admin.world.shopify.store.data.products
    .find((each) => each.handle === handle)
    ?.id.split('/')
    .pop();

/** What the shop's pages told as seen and clicked. */
async function counted(): Promise<{ shown: number; clicked: number }> {
  const client = new pg.Client({ connectionString: admin.databaseUrl });
  await client.connect();
  try {
    await client.query(`SELECT set_config('app.shop_id', "id"::text, false) FROM shops`);
    const { rows } = await client.query<{ shown: number; clicked: number }>(
      `SELECT coalesce(sum("shown"), 0)::int AS "shown", coalesce(sum("clicked"), 0)::int AS "clicked"
       FROM recommendation_feedback WHERE "surface" = 'storefront'`,
    );
    return rows[0] ?? { shown: 0, clicked: 0 };
  } finally {
    await client.end();
  }
}

describe('the block', () => {
  test('shows beside a product what goes with it, and why, but not the product itself', async () => {
    const { page, problems, asked } = await visit(`/products/${handles[0]}`);
    const products = await shown(page);
    expect(products).toHaveLength(SHOWN);
    expect(products).not.toContain(handles[0]);
    expect(asked.map((query) => query.get('product'))).toEqual([idOf(handles[0])]);
    const reasons = await block(page).locator('.kindred-reason').allTextContents();
    expect(reasons).toHaveLength(SHOWN);
    for (const reason of reasons) expect(reason).toMatch(/\S \S/);
    expect(problems).toEqual([]);
  });

  test('shows within a collection products of it', async () => {
    const { page, problems } = await visit(`/collections/${collection}`);
    const { products, collections } = admin.world.shopify.store.data;
    const { id = '' } = collections.find(({ handle }) => handle === collection) ?? {};
    const within = products.filter(({ collectionIds }) => collectionIds.includes(id)).map(({ handle }) => handle);
    expect(within).toEqual(expect.arrayContaining(await shown(page)));
    expect(problems).toEqual([]);
  });

  test('leads to what it shows', async () => {
    const { page } = await visit('/');
    const [first] = await shown(page);
    await links(page).first().click();
    await page.waitForURL(`**/products/${first}`);
  });
});

describe('a cart that changes', () => {
  test('changes the answer, without a new page too, and nothing of it is shown', async () => {
    const { page, problems, asked } = await visit('/');
    await choose(page, 'Decline');
    await buy(page, handles[0]);
    await buy(page, handles[1]);
    await page.goto(`${shopUrl}/cart`);
    const withBoth = await shown(page);
    expect(asked.at(-1)?.get('cart')?.split(',').sort()).toEqual([idOf(handles[0]), idOf(handles[1])].sort());
    for (const handle of handles.slice(0, 2)) expect(withBoth).not.toContain(handle);
    await page
      .getByRole('button', { name: /^Remove/ })
      .first()
      .click();
    await expect.poll(() => asked.at(-1)?.get('cart')?.split(',').length).toBe(1);
    await expect.poll(() => shown(page)).not.toEqual(withBoth);
    expect(problems).toEqual([]);
  });

  test('draws the block anew where it stands among the cart’s own parts', async () => {
    place([{ template: 'cart', target: 'mainSection' }]);
    const { page, problems } = await visit('/');
    await choose(page, 'Decline');
    await buy(page, handles[0]);
    await page.goto(`${shopUrl}/cart`);
    await shown(page);
    await page.getByRole('button', { name: /^One more/ }).click();
    await expect.poll(() => page.locator('.count[data-cart-count]').textContent()).toBe('2');
    expect(await shown(page)).toHaveLength(SHOWN);
    expect(problems).toEqual([]);
  });
});

describe('a visitor', () => {
  test('who allows nothing is asked for nothing of their own, and nothing of them is told', async () => {
    const before = await counted();
    const { page, asked } = await visit(`/products/${handles[2]}`);
    await choose(page, 'Decline');
    await shown(page);
    await page.goto(`${shopUrl}/`);
    await shown(page);
    for (const query of asked) {
      expect(query.get('personal')).toBeNull();
      expect(query.get('visitor')).toBeNull();
      expect(query.get('viewed')).toBeNull();
    }
    await links(page).first().click();
    await page.getByRole('button', { name: 'Add to cart' }).waitFor();
    expect(await counted()).toEqual(before);
  });

  test('who allows it gets an answer by what they looked at, and what they saw and clicked is counted', async () => {
    const before = await counted();
    const { page, problems, asked } = await visit(`/products/${handles[3]}`);
    await choose(page, 'Accept');
    await expect.poll(() => page.evaluate(() => JSON.stringify(localStorage))).toContain('product_viewed');
    await page.goto(`${shopUrl}/`);
    await shown(page);
    expect(asked.at(-1)?.get('viewed')).toContain(idOf(handles[3]));
    for (const each of await links(page).all()) await each.scrollIntoViewIfNeeded();
    await expect.poll(async () => (await counted()).shown).toBe(before.shown + SHOWN);
    await links(page).nth(1).click();
    await expect.poll(async () => (await counted()).clicked).toBe(before.clicked + 1);
    expect(problems).toEqual([]);
  });
});

describe('its looks', () => {
  test.each([1_280, 360])('are sound on product, collection and cart at %i pixels', async (width) => {
    const { page, problems } = await visit('/', width);
    await choose(page, 'Decline');
    await buy(page, handles[0]);
    for (const path of [`/products/${handles[0]}`, `/collections/${collection}`, '/cart']) {
      await page.goto(shopUrl + path);
      await shown(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), path).toBeLessThanOrEqual(0);
      expect(await seriousFindings(page), path).toEqual([]);
    }
    expect(problems).toEqual([]);
  });
});
