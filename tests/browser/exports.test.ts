import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings } from './check-accessibility';
import { appFrame, openAdminWorld, type AdminWorld } from './open-admin';

let admin: AdminWorld;
beforeAll(async () => {
  admin = await openAdminWorld();
  // The first page of all takes its time: the browser and the app warm up.
  await open('/app/data/exports', 'Exports');
});
afterEach(() => admin.browser.closePages());
afterAll(() => admin.close());

async function open(appPath: string, heading: string, width = 1_280) {
  const { page, problems } = await admin.browser.newPage({ viewport: { width, height: 900 } });
  await page.goto(admin.adminUrl(appPath));
  const frame = await appFrame(page);
  await frame.getByRole('heading', { level: 1, name: heading }).waitFor();
  return { page, problems, frame };
}

describe('a list as a file', () => {
  it('comes from the list’s own page, as soon as it is written, and stays among the exports', async () => {
    const { frame, page } = await open('/app/customers', 'Customers');
    const downloading = page.waitForEvent('download');
    await frame.getByRole('button', { name: 'Export' }).click();
    const file = await downloading;
    expect(file.suggestedFilename()).toBe('customers.csv');
    const [heading, ...rows] = readFileSync(await file.path(), 'utf8')
      .trimEnd()
      .split('\r\n');
    expect(heading?.startsWith('\uFEFFid,email,name,marketing_consent')).toBe(true);
    expect(rows.length).toBeGreaterThan(10);

    const exports = await open('/app/data/exports', 'Exports');
    await exports.frame.getByText('Ready').first().waitFor();
    const again = exports.page.waitForEvent('download');
    await exports.frame.getByRole('button', { name: 'Download: Customers' }).first().click();
    expect(
      readFileSync(await (await again).path(), 'utf8')
        .trimEnd()
        .split('\r\n'),
    ).toEqual([heading, ...rows]);
  });

  it('of one person is what they did, from their own page', async () => {
    const { frame, page } = await open('/app/customers?ordered=yes', 'Customers');
    await frame.locator('a[href^="/app/customers/"]').first().click();
    await frame.getByRole('heading', { name: 'What they did and got' }).waitFor();
    // Where the window leaves no room for it, it stands among the others.
    const [more, history] = ['More actions', 'Export history'].map((name) => frame.getByRole('button', { name }));
    if (!more || !history) throw new Error('there are two buttons');
    await more.or(history).first().waitFor();
    if (await more.isVisible()) await more.click();
    const downloading = page.waitForEvent('download');
    await history.click();
    const [heading, ...rows] = readFileSync(await (await downloading).path(), 'utf8')
      .trimEnd()
      .split('\r\n');
    expect(heading).toBe('\uFEFFid,customer,type,occurred_at,recorded_at,source,properties');
    expect(rows.some((row) => row.includes('order_placed'))).toBe(true);
    expect(new Set(rows.map((row) => row.split(',')[1])).size).toBe(1);
  });
});

describe('a file that does not come', () => {
  it.each([1_280, 360])(
    'says why where it was asked for, until that is put away or it comes, on %i pixels',
    async (width) => {
      const { frame, page } = await open('/app/emails', 'Emails', width);
      let isDown = true;
      await page.route('**/app/data/exports/ask*', (route) => (isDown ? route.abort() : route.fallback()));
      const exporting = async () => {
        // Where there is little room, it stands among the others.
        const more = frame.getByRole('button', { name: /^View actions for / });
        const button = frame.getByRole('button', { name: 'Export', exact: true });
        await more.or(button).first().waitFor();
        if (await more.isVisible()) await more.click();
        await button.click();
      };
      const problem = frame.getByRole('alert').filter({ hasText: 'The file did not come' });
      await exporting();
      await problem.getByText('Please try again.').waitFor();
      expect(await page.locator('.toast').count()).toBe(0);
      expect(await seriousFindings(frame)).toEqual([]);
      await problem.getByRole('button', { name: 'Dismiss notification' }).click();
      await problem.waitFor({ state: 'detached' });
      await exporting();
      await problem.waitFor();
      isDown = false;
      const downloading = page.waitForEvent('download');
      await exporting();
      expect((await downloading).suggestedFilename()).toBe('emails.csv');
      await problem.waitFor({ state: 'detached' });
    },
  );
});

describe('the page about exports', () => {
  it('shows what is asked for on it as soon as it is', async () => {
    const { frame, page } = await open('/app/data/exports', 'Exports');
    const downloading = page.waitForEvent('download');
    await frame.getByRole('button', { name: 'What was done' }).click();
    await downloading;
    await frame.getByRole('button', { name: 'Download: What was done' }).waitFor();
  });

  it.each([1_280, 360])('fits %i pixels, and axe finds nothing serious', async (width) => {
    const { frame, problems } = await open('/app/data/exports', 'Exports', width);
    await frame.getByRole('heading', { name: 'Files so far' }).waitFor();
    await expect.poll(() => frame.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    expect(await seriousFindings(frame)).toEqual([]);
    expect(problems).toEqual([]);
  });
});
