import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { asShop } from './as-shop';
import { openAdminWorld, type AdminWorld } from './open-admin';
import { isSound, openPage, WIDTHS } from './open-pages';

let admin: AdminWorld;
beforeAll(async () => {
  admin = await openAdminWorld({ store: { customers: 300, products: 120 } });
  // The first page of all takes its time: the browser and the app warm up.
  await open('', 'Recommendations');
  await admin.browser.closePages();
});
afterEach(() => admin.browser.closePages());
afterAll(() => admin.close());

const open = (path: string, heading: string, width?: number) =>
  openPage(admin, `/app/recommendations${path}`, heading, width);

describe('how good recommendations are', () => {
  it.each(WIDTHS)('is told by situation, with every way of choosing a click away, at %i pixels', async (width) => {
    const opened = await open('', 'Recommendations', width);
    await opened.frame.getByRole('heading', { name: 'How good it is' }).waitFor();
    const compare = opened.frame.getByRole('button', { name: /^Compare all ways of choosing/ }).first();
    await compare.click();
    await opened.frame.getByText('Kindred’s mix').filter({ visible: true }).first().waitFor();
    await isSound(opened);
  });
});

describe('the versions', () => {
  it('can be chosen by hand, after it is said what that does, and let go on again', async () => {
    const { page, frame, problems } = await open('/versions', 'Versions');
    // The worker may have trained once more by now: whichever serves is kept.
    await frame.getByRole('button', { name: /^Keep this one: version \d+$/ }).click();
    await frame.getByText('waits until you let new ones serve again').waitFor();
    await frame.getByRole('button', { name: 'Keep it' }).click();
    await page.locator('.toast', { hasText: /Version \d+ serves/ }).waitFor();
    await frame.getByText('Serves, chosen by hand').waitFor();
    await frame.getByRole('button', { name: 'Let new ones serve again' }).click();
    await page.locator('.toast', { hasText: 'New versions serve again' }).waitFor();
    await frame.getByText('Serves, chosen by hand').waitFor({ state: 'detached' });
    expect(problems).toEqual([]);
  });

  it.each(WIDTHS)('fit %i pixels', async (width) => {
    await isSound(await open('/versions', 'Versions', width));
  });
});

describe('the rules', () => {
  it('are looked at before they are added, then added, given a last day and removed', async () => {
    const { page, frame, problems } = await open('/rules', 'Rules');
    await frame.getByText('None: what is shown follows from what people do alone').waitFor();
    await frame.getByLabel('What it does').selectOption({ label: 'Never show' });
    await frame.getByLabel('Which products').selectOption({ label: 'Products in a range of prices' });
    await frame.getByRole('button', { name: 'Add the rule' }).click();
    await frame.getByText('Write at least one of both prices.').waitFor();
    await frame.getByLabel('Price to').fill('20,50');
    await frame.getByRole('button', { name: 'See what it changes' }).click();
    await frame.getByRole('heading', { name: 'What it would change' }).waitFor();
    await frame.getByRole('button', { name: 'Add the rule' }).click();
    await page.locator('.toast', { hasText: 'Rule added' }).waitFor();
    const rule = frame.getByRole('heading', { name: /^Never show: products up to/ });
    await rule.waitFor();
    await frame.getByRole('button', { name: /^Set the last day/ }).click();
    await frame.getByLabel('Until the end of', { exact: true }).fill('2099-12-24');
    await frame.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await frame.getByText('24 Dec 2099').or(frame.getByText('Dec 24, 2099')).first().waitFor();
    await frame.getByRole('button', { name: /^Remove: / }).click();
    await frame.getByRole('button', { name: 'Remove the rule' }).click();
    await rule.waitFor({ state: 'detached' });
    expect(problems).toEqual([]);
  });

  it('are about products that are picked in the admin’s own way', async () => {
    const { page, frame, problems } = await open('/rules', 'Rules');
    await frame.getByLabel('What it does').selectOption({ label: 'Put first' });
    await frame.getByRole('button', { name: 'Choose a product' }).click();
    await page.locator('.picker-row').first().locator('input').check();
    await page.locator('.picker').getByRole('button', { name: 'Select' }).click();
    await frame.getByRole('button', { name: 'Add the rule' }).click();
    await frame.getByRole('heading', { name: /^Put first: / }).waitFor();
    expect(problems).toEqual([]);
  });

  it.each(WIDTHS)('fit %i pixels, the form of each kind too', async (width) => {
    const opened = await open('/rules', 'Rules', width);
    for (const label of ['Products with a tag', 'Products in a range of prices']) {
      await opened.frame.getByLabel('Which products').selectOption({ label });
      await isSound(opened);
    }
  });
});

describe('trying it', () => {
  it.each(WIDTHS)('shows what would be shown, and what each way of choosing says, at %i pixels', async (width) => {
    const { id = '' } = admin.world.shopify.store.data.products[0] ?? {};
    const opened = await open(`/try?products=${encodeURIComponent(id)}`, 'Try it', width);
    await opened.frame.getByRole('heading', { name: 'What would be shown' }).waitFor();
    await opened.frame.getByRole('heading', { name: 'What each way of choosing says' }).waitFor();
    await opened.frame.getByRole('button', { name: /more that do not count here$/ }).click();
    await opened.frame.getByText('Does not count here').first().waitFor();
    await isSound(opened);
  });

  it('says so where what stands in its address is nobody’s', async () => {
    const opened = await open('/try?products=1,2&shopper=nobody@example.com', 'Try it');
    await opened.frame.getByText('Nobody has this address here').waitFor();
    await isSound(opened);
  });

  it.each(WIDTHS)('begins with examples, at %i pixels', async (width) => {
    const opened = await open('/try', 'Try it', width);
    await opened.frame
      .getByRole('heading', { name: / in the cart$/ })
      .first()
      .waitFor();
    await isSound(opened);
  });
});

describe('what came of it', () => {
  it('says what has to happen first where nothing was seen yet', async () => {
    const opened = await open('/feedback', 'What came of it');
    await opened.frame.getByText('Nothing to count yet').waitFor();
    await isSound(opened);
  });

  it.each(WIDTHS)('stands by way of choosing and by place, at %i pixels', async (width) => {
    await asShop(
      admin.databaseUrl,
      `INSERT INTO recommendation_feedback ("shopId", "day", "surface", "strategy", "place", "shown", "clicked", "bought")
       SELECT m."shopId", m."trainedAt"::date, 'storefront', s."name", s."place", 400 * s."place", 12, 2 FROM recommender_models m,
         (VALUES ('cart-together', 1), ('cart-together', 2), ('best-sellers', 3)) s("name", "place") WHERE m."isActive"
       ON CONFLICT DO NOTHING`,
    );
    const opened = await open('/feedback', 'What came of it', width);
    await opened.frame.getByText('Goes with the cart').filter({ visible: true }).first().waitFor();
    await isSound(opened);
  });
});
