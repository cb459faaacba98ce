import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { setUpShop } from '../../devstore/demo/merchant';
import { leavesCart } from '../../devstore/story/shoppers';
import { Stage } from '../../devstore/story/stage';
import { openAdminWorld, type AdminWorld } from './open-admin';
import { openPage, type OpenedPage } from './open-pages';

let admin: AdminWorld;
beforeAll(async () => {
  admin = await openAdminWorld();
  await setUpShop(admin.world, admin.appUrl, 'postmark');
  const stage = new Stage({ ...admin, unsubscribeMode: 'postmark', print: () => undefined });
  await leavesCart(stage, 'anna', 0, { acceptsMarketing: true });
  await stage.settle();
});
afterEach(() => admin.browser.closePages());
afterAll(() => admin.close());

async function open(width?: number): Promise<OpenedPage> {
  const opened = await openPage(admin, '/app/emails/abandoned-cart-first', 'Abandoned cart first', width);
  await opened.frame.getByRole('button', { name: 'Subject and preheader' }).waitFor();
  return opened;
}

describe('the editor of a mail', () => {
  it('says what readers would mind, and leads there', async () => {
    const { frame } = await open();
    await frame.getByRole('textbox', { name: 'Subject', exact: true }).fill('{{ person.firstNam }}, ACT NOW!!!');
    await frame.locator('.email-choice').getByRole('button', { name: 'Quality' }).click();
    await frame.getByText('Mend before it is sent').waitFor();
    await frame.getByText('There is nothing called “person.firstNam”').waitFor();
    await frame.getByRole('button', { name: 'Show: Subject' }).first().click();
    await expect.poll(() => frame.evaluate('document.activeElement.value')).toContain('firstNam');
  });

  it('is kept once where two change it, and what cannot be kept says so at its field', async () => {
    const mine = await open();
    const theirs = await open();
    await mine.frame.getByRole('textbox', { name: 'Subject', exact: true }).fill('');
    await mine.frame
      .getByRole('textbox', { name: 'Preheader', exact: true })
      .fill('It is still here, and kept for you.');
    await mine.page.getByRole('button', { name: 'Save', exact: true }).click();
    await mine.frame.getByText('It was not saved').waitFor();
    await mine.frame.getByRole('textbox', { name: 'Subject', exact: true }).fill('Your cart is here');
    await mine.page.getByRole('button', { name: 'Save', exact: true }).click();
    await mine.page.locator('.toast', { hasText: 'Email saved' }).waitFor();
    await mine.frame.getByText('Version 1', { exact: true }).waitFor();
    await theirs.frame.getByRole('textbox', { name: 'Subject', exact: true }).fill('Come back');
    await theirs.page.getByRole('button', { name: 'Save', exact: true }).click();
    await theirs.frame.getByText('Somebody saved this email while you changed it.').waitFor();
    expect(await theirs.frame.getByRole('textbox', { name: 'Subject', exact: true }).inputValue()).toBe('Come back');
  });
});
