import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { asShop } from './as-shop';
import { seriousFindings } from './check-accessibility';
import { appFrame, openAdminWorld, type AdminWorld } from './open-admin';

const LOOKS = 'Who looked at personal data';

let admin: AdminWorld;
beforeAll(async () => {
  admin = await openAdminWorld();
  // The first page of all takes its time: the browser and the app warm up.
  await open('/app/customers', 'Customers');
});
afterEach(() => admin.browser.closePages());
afterAll(() => admin.close());

async function open(appPath: string, heading: string, width = 1280) {
  const { page, problems } = await admin.browser.newPage({ viewport: { width, height: 900 } });
  await page.goto(admin.adminUrl(appPath));
  const frame = await appFrame(page);
  await frame.getByRole('heading', { level: 1, name: heading }).waitFor();
  return { page, problems, frame };
}

describe('the page about privacy', () => {
  it.each([1_280, 360])('fits %i pixels, says what laws ask, and axe finds nothing serious', async (width) => {
    const { frame, problems } = await open('/app/settings/privacy', 'Privacy', width);
    await frame.getByText('A way out in every mail').waitFor();
    expect(await frame.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    expect(await seriousFindings(frame)).toEqual([]);
    expect(problems).toEqual([]);
  });

  it('names what is wrong with a rule at its field, and keeps one that is right', async () => {
    const { frame, page } = await open('/app/settings/privacy', 'Privacy');
    const save = page.locator('.save-bar').getByRole('button', { name: 'Save' });
    const visitors = frame.getByLabel('Visitors nobody knows');
    await visitors.fill('5');
    await save.click();
    await frame.getByText('must be at least 30 days').waitFor();
    await visitors.fill('45');
    await save.click();
    await page.getByText('Saved; what is older goes with the next day').waitFor();
    const again = await open('/app/settings/privacy', 'Privacy');
    expect(await again.frame.getByLabel('Visitors nobody knows').inputValue()).toBe('45');
  });
});

it('names who is still to be deleted in Shopify, until the merchant has seen to it', async () => {
  await asShop(
    admin.databaseUrl,
    `INSERT INTO left_at_shopify ("shopId", "id", "erasedAt") SELECT "id", gen_random_uuid(), now() FROM shops`,
  );
  const { frame, problems } = await open('/app/settings/privacy', 'Privacy', 360);
  await frame.getByRole('heading', { name: 'To be deleted in Shopify, too' }).waitFor();
  expect(await frame.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  expect(await seriousFindings(frame)).toEqual([]);
  await frame.getByRole('button', { name: 'I have seen to it' }).click();
  await frame.getByText('Seen to', { exact: true }).waitFor();
  expect(problems).toEqual([]);
});

describe('the page about who looked', () => {
  it.each([1_280, 360])('fits %i pixels, with the looks there were, and axe finds nothing serious', async (width) => {
    const { frame, problems } = await open('/app/settings/audit', LOOKS, width);
    await frame.getByRole('link', { name: 'Looked through the customers' }).first().waitFor();
    expect(await frame.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    expect(await seriousFindings(frame)).toEqual([]);
    expect(problems).toEqual([]);
  });

  it('keeps its filters in its address, and gives what they leave as a file', async () => {
    const { frame, page } = await open('/app/settings/audit', LOOKS);
    await frame.getByLabel('What').selectOption('person-exported');
    await frame.getByText('Nobody did').waitFor();
    await frame.getByLabel('What').selectOption('customers-listed');
    await frame.getByRole('link', { name: 'Looked through the customers' }).first().waitFor();
    const downloading = page.waitForEvent('download');
    await frame.getByRole('button', { name: 'Export' }).click();
    const [heading, ...rows] = readFileSync(await (await downloading).path(), 'utf8')
      .trimEnd()
      .split('\r\n');
    expect(heading).toBe('\uFEFFat,who,user,what,kind,subject');
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter((row) => !row.includes('customers-listed'))).toEqual([]);
  });
});
