import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings } from './check-accessibility';
import { appFrame, openAdminWorld, type AdminWorld } from './open-admin';

let admin: AdminWorld;
beforeAll(async () => void (admin = await openAdminWorld()));
afterEach(() => admin.browser.closePages());
afterAll(() => admin.close());

async function open(appPath: string, width = 1440) {
  const { page, problems } = await admin.browser.newPage({ viewport: { width, height: 900 } });
  await page.goto(admin.adminUrl(appPath));
  return { page, problems, frame: await appFrame(page) };
}

describe('Kindred in the admin', () => {
  it('opens at its home, and its pages by the navigation; back leads back; nothing complains', async () => {
    const { page, frame, problems } = await open('');
    await page.waitForURL('**/apps/kindred/app');
    await frame.evaluate('window.isSameDocument = true');
    await page.locator('.app-nav a', { hasText: 'Flows' }).click();
    await frame.getByRole('heading', { level: 1, name: 'Flows' }).waitFor();
    await page.waitForURL('**/apps/kindred/app/flows');
    await page.locator('.app-nav a', { hasText: 'Settings' }).click();
    await frame.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    await page.goBack();
    await frame.getByRole('heading', { level: 1, name: 'Flows' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/admin/apps/kindred/app/flows');
    expect(await page.locator('.app-nav a[aria-current="page"]').textContent()).toBe('Flows');
    expect(await frame.evaluate('window.isSameDocument')).toBe(true);
    expect(problems).toEqual([]);
  });

  it('opens any page by its address, on a narrow screen too', async () => {
    const { page, frame, problems } = await open('/app/settings', 390);
    await frame.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    expect(await frame.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await page.reload();
    const again = await appFrame(page);
    await again.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    expect(problems).toEqual([]);
  });

  it('saves through the save bar, and says so in a toast', async () => {
    const { page, frame, problems } = await open('/app/settings');
    const field = frame.getByLabel('Hours between two mails');
    const before = await field.inputValue();
    await field.fill('31');
    await page.locator('.save-bar').getByRole('button', { name: 'Discard' }).click();
    await page.locator('.save-bar').waitFor({ state: 'hidden' });
    expect(await field.inputValue()).toBe(before);
    await field.fill('31');
    await page.locator('.save-bar').getByRole('button', { name: 'Save' }).click();
    await page.locator('.toast', { hasText: 'saved' }).waitFor();
    await page.locator('.save-bar').waitFor({ state: 'hidden' });
    expect(problems).toEqual([]);
  });

  it('looks anew when its tab is looked at again', async () => {
    const { page, frame } = await open('/app');
    // The mail of the next one is asked for by a page that is alive; before that nobody listens.
    await frame.locator('iframe').waitFor();
    const asked = page.waitForRequest((request) => request.url().includes('_data=routes%2Fapp._index'));
    await frame.evaluate('document.dispatchEvent(new Event("visibilitychange"))');
    expect((await asked).headers().authorization).toMatch(/^Bearer ey/);
  });
});

describe('axe', () => {
  it.each([1440, 390])('finds nothing serious in the admin and the app’s home, %i wide', async (width) => {
    const { page, frame } = await open('/app', width);
    await frame.getByRole('heading', { level: 1 }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await seriousFindings(frame)).toEqual([]);
  });

  it.each(['home', 'orders', 'products?q=a', 'customers'])(
    'finds nothing serious in the admin’s own page %s',
    async (path) => {
      const { page, problems } = await admin.browser.newPage();
      await page.goto(`${admin.world.urls.site}/admin/${path}`);
      expect(await seriousFindings(page)).toEqual([]);
      expect(problems).toEqual([]);
    },
  );
});
