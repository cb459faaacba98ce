import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openAdminWorld, type AdminWorld } from './open-admin';
import { isSound, openPage, WIDTHS } from './open-pages';

let admin: AdminWorld;
beforeAll(async () => {
  admin = await openAdminWorld();
  // The first page of all takes its time: the browser and the app warm up.
  await openPage(admin, '/app/settings/credit', 'How orders are credited');
});
afterEach(() => admin.browser.closePages());
afterAll(() => admin.close());

describe('how orders are credited', () => {
  it.each(WIDTHS)('is told soundly on %i pixels', async (width) => {
    const opened = await openPage(admin, '/app/settings/credit', 'How orders are credited', width);
    await opened.frame.getByText('After a click, ').waitFor();
    await isSound(opened);
  });

  it('changes by the save bar, and is worked out anew at once', async () => {
    const opened = await openPage(admin, '/app/settings/credit', 'How orders are credited');
    const field = opened.frame.getByLabel('Days after a click');
    await field.fill('14');
    await opened.frame.getByText('All orders are credited anew').waitFor();
    await opened.page.getByRole('button', { name: 'Save', exact: true }).click();
    await opened.frame.getByText('Orders within 14 days of a click').waitFor();
    await opened.frame.getByText('Crediting anew').waitFor({ state: 'detached' });
    expect(await field.inputValue()).toBe('14');
    await isSound(opened);
  });

  it('says at the field what cannot be', async () => {
    const { frame, page } = await openPage(admin, '/app/settings/credit', 'How orders are credited');
    await frame.getByLabel('Days after a click').fill('45');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await frame.getByText('must be at most 30 days').waitFor();
  });
});
