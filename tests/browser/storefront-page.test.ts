import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createAdminClient } from '../../devstore/admin-client';
import { openAdminWorld, type AdminWorld } from './open-admin';
import { isSound, openPage, WIDTHS } from './open-pages';

let admin: AdminWorld;
beforeAll(async () => {
  admin = await openAdminWorld();
  admin.world.theme.set({
    blocks: { 'sign-up': { isOn: true, settings: {}, places: [{ template: 'index', target: 'newAppsSection' }] } },
  });
}, 120_000);
afterEach(() => admin.browser.closePages());
afterAll(() => admin.close());

const open = (width?: number) => openPage(admin, '/app/settings/storefront', 'Storefront', width);

describe('the storefront’s page', () => {
  it.each(WIDTHS)('shows the form as it will be, soundly on %i pixels', async (width) => {
    const opened = await open(width);
    await opened.frame.frameLocator('iframe[title^="Preview"]').getByText('Letters from the shop').waitFor();
    await isSound(opened);
  });

  it('says which blocks the theme shows, and leads to the editor with each', async () => {
    const { frame } = await open();
    const state = (name: string) => frame.getByRole('listitem').filter({ hasText: name });
    await state('Sign-up form').getByText('On', { exact: true }).waitFor();
    await state('Back in stock').getByText('Off', { exact: true }).waitFor();
    const link = frame.getByRole('link', { name: 'Pop-up: open the theme editor' });
    expect(await link.getAttribute('href')).toMatch(/context=apps&template=index&activateAppId=.+\/pop-up$/);
  });

  it('shows what is typed, says at the field what cannot be, and tells the store what is saved', async () => {
    const { frame, page } = await open();
    await frame.getByText('Nothing is shown yet').waitFor();
    const preview = frame.frameLocator('iframe[title^="Preview"]');
    await frame.getByLabel('Heading').fill('News from the kiln');
    await preview.getByRole('heading', { name: 'News from the kiln' }).waitFor();
    await frame.getByRole('button', { name: 'On phones' }).click();
    await preview.getByRole('region', { name: 'News from the kiln' }).waitFor();
    await frame.getByLabel('What people get, and how often').fill('');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await frame.getByText('must say what people get, and how often').waitFor();
    await frame.getByLabel('What people get, and how often').fill('One letter a month.');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.locator('.toast', { hasText: 'Saved' }).waitFor();
    await expect.poll(() => frame.getByText('Nothing is shown yet').isVisible()).toBe(false);
    const { page: shop } = await admin.browser.newPage();
    await shop.goto(admin.world.urls.storefront);
    await shop.getByRole('heading', { name: 'News from the kiln' }).waitFor();
    await shop.getByText('One letter a month.').waitFor();
  });

  it('writes the forms in another language, too', async () => {
    const { frame, page } = await open();
    await frame.getByLabel('Language').selectOption('de');
    await frame.getByRole('button', { name: 'Write it in German, too' }).click();
    await frame.frameLocator('iframe[title^="Preview"]').getByLabel('E-Mail', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.locator('.toast', { hasText: 'Saved' }).waitFor();
    type Loaded = { settings: { texts: object } };
    const loaded = createAdminClient(admin.world, admin.appUrl).load<Loaded>(
      '/app/settings/storefront',
      'routes/app.settings_.storefront',
    );
    expect(Object.keys((await loaded).settings.texts).sort()).toEqual(['de', 'en']);
  });
});
