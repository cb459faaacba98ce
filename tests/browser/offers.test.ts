import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openAdminWorld, type AdminWorld } from './open-admin';
import { isSound, openPage, WIDTHS } from './open-pages';

let admin: AdminWorld;
beforeAll(async () => void (admin = await openAdminWorld()));
afterEach(() => admin.browser.closePages());
afterAll(() => admin.close());

const open = (width?: number) => openPage(admin, '/app/settings/offers', 'Offers', width);

describe('the page of offers', () => {
  it.each(WIDTHS)('teaches while it is empty, %i wide', async (width) => {
    const opened = await open(width);
    await opened.frame.getByText('No offers yet').waitFor();
    await isSound(opened);
  });

  it('makes an offer, says at the field what is wrong, changes it and switches it off', async () => {
    const { page, frame, problems } = await open();
    await frame.getByRole('button', { name: 'Make an offer' }).first().click();
    await frame.getByLabel('Name').fill('Come back');
    await frame.getByLabel('Per cent').fill('200');
    await frame.getByRole('button', { name: 'Make the offer' }).click();
    await frame.getByText('Give a whole number from 1 to 100.').waitFor();
    await frame.getByLabel('Per cent').fill('20');
    await frame.getByRole('button', { name: 'Make the offer' }).click();
    await page.locator('.toast', { hasText: 'Offer made' }).waitFor();
    await frame.getByText('20% off orders').waitFor();
    await frame.getByRole('button', { name: 'Change Come back' }).click();
    await frame.getByLabel('Days a code is good for').fill('3');
    await frame.getByRole('button', { name: 'Save', exact: true }).click();
    await page.locator('.toast', { hasText: 'Offer saved' }).waitFor();
    await frame.getByText('Each code is good for 3 days').waitFor();
    await frame.getByRole('button', { name: 'Switch Come back off' }).click();
    await page.locator('.toast', { hasText: 'Switched off' }).waitFor();
    await frame.getByText('Off', { exact: true }).waitFor();
    expect(problems).toEqual([]);
  });

  it.each(WIDTHS)('has room and no barrier with its form open, %i wide', async (width) => {
    const opened = await open(width);
    await opened.frame.getByRole('button', { name: 'Change Come back' }).click();
    await opened.frame.getByText('Each code can be used once.').waitFor();
    await isSound(opened);
  });
});
