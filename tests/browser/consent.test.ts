import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings } from './check-accessibility';
import { appFrame, openAdminWorld, type AdminWorld } from './open-admin';

let admin: AdminWorld;
beforeAll(async () => {
  admin = await openAdminWorld();
  // The first page of all takes its time: the browser and the app warm up.
  await open('/app/settings/consent', 'Consent');
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

describe('the page about consent', () => {
  it.each([1_280, 360])('fits %i pixels, and axe finds nothing serious', async (width) => {
    const { frame, problems } = await open('/app/settings/consent', 'Consent', width);
    expect(await frame.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    expect(await seriousFindings(frame)).toEqual([]);
    expect(problems).toEqual([]);
  });

  it('verifies the ledger on the spot, and shows the end of the chain to note down', async () => {
    const { frame } = await open('/app/settings/consent', 'Consent');
    await frame.getByRole('button', { name: 'Verify now' }).click();
    await frame.getByText('are as they were written, and none is missing').waitFor();
    expect(await frame.locator('code').last().textContent()).toMatch(/^[0-9a-f]{64}$/);
  });

  it('gives the ledger as a file', async () => {
    const { frame, page } = await open('/app/settings/consent', 'Consent');
    const downloading = page.waitForEvent('download');
    await frame.getByRole('button', { name: 'Export as CSV' }).click();
    const text = readFileSync(await (await downloading).path(), 'utf8');
    expect(text.startsWith('\uFEFFentry,occurred_at,')).toBe(true);
    expect(text.trimEnd().split('\r\n').length).toBeGreaterThan(10);
  });
});

describe('the settings of consent', () => {
  it.each([1_280, 360])('fit %i pixels, and say what is missing with its remedy', async (width) => {
    const { frame } = await open('/app/settings', 'Settings', width);
    await frame.getByText('Nobody can be asked to confirm anything yet').waitFor();
    expect(await frame.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  });

  it('name what is wrong at its field, and are saved through the save bar', async () => {
    const { frame, page } = await open('/app/settings', 'Settings');
    const save = page.locator('.save-bar').getByRole('button', { name: 'Save' });
    await frame.getByLabel('Who confirms by mail').selectOption('countries');
    const countries = frame.getByRole('textbox', { name: 'Countries' });
    await countries.fill('Germany');
    await save.click();
    await frame.getByText('must be codes of two letters').waitFor();
    await countries.fill('DE, AT');
    await save.click();
    await page.locator('.toast', { hasText: 'saved' }).waitFor();
  });
});
