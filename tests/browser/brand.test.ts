import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { USUAL_KIT, type BrandKit } from '../../app/delivery/documents/brand-kit';
import { createAdminClient } from '../../devstore/admin-client';
import type { AdminWorld } from './open-admin';
import { openCartWorld } from './open-cart-world';
import { isSound, openPage, WIDTHS } from './open-pages';

/** Of the mail that is shown, in the languages that its reader may read. */
const [HEADING, BUTTON] = [
  /^(We kept your cart|Wir haben Ihren Warenkorb aufgehoben)$/,
  /Back to my cart|Zurück zum Warenkorb/,
];

let admin: AdminWorld;
beforeAll(async () => {
  admin = await openCartWorld();
});
afterEach(() => admin.browser.closePages());
afterAll(() => admin.close());

const open = (width?: number) => openPage(admin, '/app/settings/brand', 'Brand', width);

describe('the brand', () => {
  it.each(WIDTHS)('is shown with a mail in it, soundly on %i pixels', async (width) => {
    const opened = await open(width);
    await opened.frame.frameLocator('iframe[title^="Preview"]').getByText(HEADING).waitFor();
    await isSound(opened);
  });

  it('is seen in the mail while it is changed, and kept by the save bar', async () => {
    const { frame, page } = await open();
    const button = frame.frameLocator('iframe[title^="Preview"]').getByText(BUTTON);
    const ground = () => button.evaluate((link) => getComputedStyle(link).backgroundColor);
    await frame.getByLabel('Accent', { exact: true }).fill('#8a1c3b');
    await expect.poll(ground, { timeout: 10_000 }).toBe('rgb(138, 28, 59)');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.locator('.toast', { hasText: 'Saved' }).waitFor();
    expect(await frame.getByLabel('Accent', { exact: true }).inputValue()).toBe('#8a1c3b');
  });

  it('is read from the store’s theme, shown beside what is, and taken only when it is saved', async () => {
    const client = createAdminClient(admin.world, admin.appUrl);
    const plain = JSON.stringify({ ...USUAL_KIT, colours: { ...USUAL_KIT.colours, accent: '#7a1f5c' } });
    await client.submit('/app/settings/brand', 'routes/app.settings_.brand', { kit: plain });
    const opened = await open(360);
    const { frame, page } = opened;
    await frame.getByRole('button', { name: 'Look at the theme' }).click();
    const accent = frame.getByRole('listitem').filter({ hasText: 'Accent' });
    await accent.getByText('#7a1f5c').waitFor();
    await accent.getByText('#1d4f3f').waitFor();
    await isSound(opened);
    await frame.getByRole('button', { name: 'Take these' }).click();
    expect(await frame.getByLabel('Accent', { exact: true }).inputValue()).toBe('#1d4f3f');
    await frame.getByText('Your mails look as your theme says already.').waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.locator('.toast', { hasText: 'Saved' }).waitFor();
    const { kit } = await client.load<{ kit: BrandKit }>('/app/settings/brand', 'routes/app.settings_.brand');
    expect([kit.colours.accent, kit.fonts.heading]).toEqual(['#1d4f3f', 'georgia']);
  });

  it('says what is hard to read, and at the field what cannot be', async () => {
    const { frame, page } = await open();
    await frame.getByLabel('Quiet text', { exact: true }).fill('#dddddd');
    await frame.getByText('Some of it is hard to read').waitFor();
    await frame.getByLabel('Lines', { exact: true }).fill('grey');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await frame.getByText('give the colour as # and six digits').waitFor();
  });
});
