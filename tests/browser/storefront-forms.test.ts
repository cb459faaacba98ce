import type { Page } from 'playwright-core';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAdminClient } from '../../devstore/admin-client';
import { usualSettings, type FormSettings } from '../../app/ops/storefront/form-settings';
import { seriousFindings } from './check-accessibility';
import { openAdminWorld, type AdminWorld } from './open-admin';

const ON = { isOn: true, settings: {} };
const USUAL = usualSettings('en');

let admin: AdminWorld;
let shopUrl: string;
/** A product that is sold out in its first variant, and can be had in another. */
let halfSold: { handle: string; soldOut: string; toBeHad: string };

const places = (template: string, target: 'mainSection' | 'newAppsSection') => ({
  ...ON,
  places: [{ template, target }],
});

async function save(settings: FormSettings): Promise<void> {
  const client = createAdminClient(admin.world, admin.appUrl);
  await client.submit('/app/settings/storefront', 'routes/app.settings_.storefront', {
    settings: JSON.stringify(settings),
  });
}
const withPopup = (popup: Partial<FormSettings['popup']>): FormSettings => ({
  ...USUAL,
  popup: { ...USUAL.popup, isOn: true, afterSeconds: null, onExit: false, ...popup },
});

beforeAll(async () => {
  admin = await openAdminWorld();
  shopUrl = admin.world.urls.storefront;
  const { theme, shopify } = admin.world;
  theme.set({
    blocks: {
      tracking: { ...ON, places: [] },
      'pop-up': { ...ON, places: [] },
      'sign-up': places('index', 'newAppsSection'),
      'back-in-stock': places('product', 'mainSection'),
    },
  });
  const product = shopify.store.data.products.find(
    ({ status, publishedAt, variants }) =>
      status === 'ACTIVE' && publishedAt !== null && variants.length > 1 && variants[0]?.inventoryPolicy === 'DENY',
  );
  if (!product) throw new Error('the generated store has no product with variants that can be sold out');
  const [first, second] = product.variants;
  const number = (id: string | undefined) => id?.split('/').pop() ?? '';
  halfSold = { handle: product.handle, soldOut: number(first?.id), toBeHad: number(second?.id) };
  setStock(first?.id ?? '', 0);
  setStock(second?.id ?? '', 5);
}, 120_000);
beforeEach(() => save(USUAL));
afterEach(() => admin.browser.closePages());
afterAll(() => admin.close());

const setStock = (variantId: string, quantity: number) =>
  void admin.world.shopify.store.setInventory(variantId, quantity);

async function visit(path: string, width = 1_280) {
  const { page, problems } = await admin.browser.newPage({ viewport: { width, height: 900 } });
  await page.addInitScript(noteShifts);
  await page.goto(shopUrl + path);
  return { page, problems };
}

/** Runs in the page: keeps what moved although nobody touched anything. */
function noteShifts(): void {
  type Shift = PerformanceEntry & {
    value: number;
    hadRecentInput: boolean;
    sources: { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[];
  };
  const kept = window as unknown as { shifts: string[] };
  kept.shifts = [];
  const place = ({ x, y, width, height }: DOMRect) => `${x},${y} ${width}×${height}`;
  const words = ({ node, previousRect, currentRect }: Shift['sources'][number]) => {
    const what =
      node instanceof Element ? node.outerHTML.slice(0, 80) : (node?.textContent ?? 'something that is gone');
    return `${what} from ${place(previousRect)} to ${place(currentRect)}`;
  };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as Shift[])
      if (!entry.hadRecentInput)
        kept.shifts.push(`${entry.value} at ${entry.startTime} ms: ${entry.sources.map(words).join('; ')}`);
  }).observe({ type: 'layout-shift', buffered: true });
}
const shifts = (page: Page) => page.evaluate(() => (window as unknown as { shifts: string[] }).shifts);
const choose = (page: Page, name: 'Accept' | 'Decline') => page.getByRole('button', { name, exact: true }).click();
const form = (page: Page) => page.locator('.kindred-sign-up');
const dialog = (page: Page) => page.locator('[data-kindred-popup]');
const bar = (page: Page) => page.locator('[data-kindred-bar]');
/** As long as somebody takes at least: faster is a program. */
const takeOnesTime = (page: Page) => page.waitForFunction(() => performance.now() > 3_200);

async function rows<T extends pg.QueryResultRow>(sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: admin.databaseUrl });
  await client.connect();
  try {
    await client.query(`SELECT set_config('app.shop_id', "id"::text, false) FROM shops`);
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}
const entriesOf = (place: string) =>
  rows<{ state: string; wording: string }>(
    `SELECT "state", "evidence"->>'wording' AS "wording" FROM consent_entries WHERE "evidence"->>'form' = '${place}'`,
  );

describe('the form', () => {
  test.each([1_280, 360])('takes a yes to the sentence it shows, %i wide, and moves nothing', async (width) => {
    const { page, problems } = await visit('/', width);
    await choose(page, 'Decline');
    const consent = form(page).getByRole('checkbox', { name: /I can unsubscribe at any time/ });
    expect(await consent.isChecked()).toBe(false);
    expect(await seriousFindings(page)).toEqual([]);
    const before = (await entriesOf('form')).length;
    await takeOnesTime(page);
    await form(page).getByRole('button', { name: 'Sign up' }).click();
    await form(page).getByText('Please enter an email address').waitFor();
    await form(page).getByLabel('Email', { exact: true }).fill(`ana-${width}@example.com`);
    await page.keyboard.press('Enter');
    await form(page).getByText('Please tick the box').waitFor();
    expect(await consent.evaluate((box) => box === document.activeElement)).toBe(true);
    await page.keyboard.press('Space');
    await form(page).getByRole('button', { name: 'Sign up' }).click();
    await form(page).getByText('You are on the list').waitFor();
    expect(await shifts(page)).toEqual([]);
    const entries = await entriesOf('form');
    expect(entries).toHaveLength(before + 1);
    expect(entries.at(-1)).toMatchObject({ state: 'granted', wording: expect.stringMatching(/^\d+$/) as string });
    expect(problems).toEqual([]);
  });

  test('asks for what the merchant wants to know, and nothing of it is needed', async () => {
    await save({ ...USUAL, fields: { firstName: true, birthday: true, topics: true } });
    const { page } = await visit('/');
    await choose(page, 'Decline');
    await form(page).getByLabel('First name (optional)').fill('Bea');
    await form(page).getByLabel('Birthday (optional)').fill('1990-04-05');
    await form(page).getByLabel('Email', { exact: true }).fill('bea@example.com');
    await form(page)
      .getByRole('checkbox', { name: /I can unsubscribe/ })
      .check();
    await takeOnesTime(page);
    await form(page).getByRole('button', { name: 'Sign up' }).click();
    await form(page).getByText('You are on the list').waitFor();
    const [birthday] = await rows<{ birthday: string }>(
      `SELECT "birthday" FROM profiles WHERE "birthday" = '1990-04-05'`,
    );
    expect(birthday).toBeDefined();
  });

  test('keeps nothing of a program that fills in what nobody sees', async () => {
    const { page } = await visit('/');
    await choose(page, 'Decline');
    const before = (await entriesOf('form')).length;
    await form(page).getByLabel('Email', { exact: true }).fill('bot@example.com');
    await form(page)
      .getByRole('checkbox', { name: /I can unsubscribe/ })
      .check();
    await form(page).locator('[name="website"]').fill('https://spam.example', { force: true });
    await takeOnesTime(page);
    await form(page).getByRole('button', { name: 'Sign up' }).click();
    await form(page).getByText('You are on the list').waitFor();
    expect(await entriesOf('form')).toHaveLength(before);
  });
});

describe('the pop-up', () => {
  test('waits for the consent banner, keeps the focus, closes by Escape and gives the focus back', async () => {
    await save(withPopup({ onExit: true }));
    const { page, problems } = await visit('/');
    const leave = () => page.evaluate(() => document.dispatchEvent(new MouseEvent('mouseout', { clientY: -1 })));
    await leave();
    expect(await dialog(page).isVisible()).toBe(false);
    await choose(page, 'Decline');
    await page.getByRole('link', { name: 'All products' }).first().focus();
    await leave();
    await dialog(page).getByRole('heading', { name: 'Letters from the shop' }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    for (let presses = 0; presses < 12; presses++) await page.keyboard.press('Tab');
    expect(await page.evaluate(() => !document.activeElement?.closest('main, header, footer'))).toBe(true);
    await page.keyboard.press('Escape');
    expect(await dialog(page).isVisible()).toBe(false);
    expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('All products');
    expect(await shifts(page)).toEqual([]);
    await page.reload();
    await bar(page).waitFor();
    await leave();
    expect(await dialog(page).isVisible(), 'on the next page').toBe(false);
    await bar(page).getByRole('button', { name: 'Close' }).click();
    await page.reload();
    await page.waitForLoadState('networkidle');
    expect(await bar(page).isVisible(), 'once the bar was closed').toBe(false);
    expect(problems).toEqual([]);
  });

  test('comes only where it is wanted', async () => {
    const isThere = async (popup: Partial<FormSettings['popup']>) => {
      await save(withPopup({ onExit: true, ...popup }));
      const { page } = await visit('/');
      return (await dialog(page).count()) === 1;
    };
    const home = admin.world.shopify.store.data.shop.countryCode;
    expect(await isThere({ where: 'in', countries: [home] })).toBe(true);
    expect(await isThere({ where: 'in', countries: ['JP'] })).toBe(false);
    expect(await isThere({ where: 'outside', countries: ['JP'] })).toBe(true);
    expect(await isThere({ where: 'outside', countries: ['JP', home] })).toBe(false);
  });

  test('is a small bar on a phone, which opens it; who signed up sees it no more', async () => {
    await save(withPopup({ afterScrollPercent: 30 }));
    const { page, problems } = await visit('/', 360);
    await choose(page, 'Accept');
    await page.mouse.wheel(0, 6_000);
    await bar(page).waitFor();
    expect(await dialog(page).isVisible()).toBe(false);
    const box = await bar(page).boundingBox();
    expect(box?.height ?? 900).toBeLessThan(120);
    expect(await seriousFindings(page)).toEqual([]);
    await bar(page).getByRole('button', { name: 'Letters from the shop' }).click();
    await dialog(page).getByLabel('Email', { exact: true }).fill('cai@example.com');
    await dialog(page)
      .getByRole('checkbox', { name: /I can unsubscribe/ })
      .check();
    await takeOnesTime(page);
    await dialog(page).getByRole('button', { name: 'Sign up' }).click();
    await dialog(page).getByText('You are on the list').waitFor();
    await page.keyboard.press('Escape');
    expect(await bar(page).isVisible()).toBe(false);
    expect((await entriesOf('popup')).map(({ state }) => state)).toEqual(['granted']);
    const seen = () => rows<{ seen: number }>(`SELECT "seen" FROM storefront_form_views WHERE "place" = 'popup'`);
    await expect.poll(seen).toEqual([{ seen: 1 }]);
    await page.reload();
    await page.mouse.wheel(0, 6_000);
    await page.waitForLoadState('networkidle');
    expect(await bar(page).isVisible()).toBe(false);
    expect(problems).toEqual([]);
  });

  test('counts pages only of who allows what they like to be remembered', async () => {
    await save(withPopup({ afterPages: 2 }));
    const { page } = await visit('/');
    await choose(page, 'Accept');
    await page.goto(`${shopUrl}/collections/all`);
    await dialog(page).waitFor();
    const other = await visit('/');
    await choose(other.page, 'Decline');
    await other.page.goto(`${shopUrl}/collections/all`);
    await other.page.waitForLoadState('networkidle');
    expect(await dialog(other.page).isVisible()).toBe(false);
    expect(await other.page.evaluate(() => sessionStorage.getItem('kindred_pages'))).toBeNull();
  });

  test('is on no other page than those it is meant for', async () => {
    await save(withPopup({ afterSeconds: 5, pages: ['product'] }));
    const { page } = await visit('/');
    expect(await dialog(page).count()).toBe(0);
    await page.goto(`${shopUrl}/products/${halfSold.handle}`);
    expect(await dialog(page).count()).toBe(1);
  });
});

describe('back in stock', () => {
  test.each([1_280, 360])('is there while the chosen variant is sold out, and asks once, %i wide', async (width) => {
    const { page, problems } = await visit(`/products/${halfSold.handle}?variant=${halfSold.toBeHad}`, width);
    await choose(page, 'Decline');
    const button = page.getByRole('button', { name: 'Tell me when it is back' });
    expect(await button.isVisible()).toBe(false);
    await pick(page, halfSold.soldOut);
    await button.click();
    const stock = page.locator('.kindred-stock');
    expect(await seriousFindings(page)).toEqual([]);
    await stock.getByLabel('Email', { exact: true }).fill(`dora-${width}@example.com`);
    await stock.getByRole('checkbox', { name: /and of nothing else/ }).check();
    await takeOnesTime(page);
    await stock.getByRole('button', { name: 'Tell me', exact: true }).click();
    await stock.getByText('We write to you once').waitFor();
    const cancel = await stock.getByRole('link', { name: 'Take it back' }).getAttribute('href');
    expect(cancel).toMatch(/\/b\//);
    await pick(page, halfSold.toBeHad);
    expect(await stock.isVisible()).toBe(false);
    await page.goto(`${shopUrl}/products/${halfSold.handle}?variant=${halfSold.soldOut}`);
    await stock.getByText('You asked to be told').waitFor();
    expect(await button.isVisible()).toBe(false);
    expect(await shifts(page)).toEqual([]);
    expect(problems).toEqual([]);
  });
});

/** Chooses a variant as the theme's own field does. */
const pick = (page: Page, variant: string) =>
  page.locator('[data-variant-picker]').evaluate((select: HTMLSelectElement, value) => {
    select.value = value;
    select.dispatchEvent(new Event('change', { bubbles: true }));
  }, variant);
