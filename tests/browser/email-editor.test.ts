import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Frame } from 'playwright-core';
import { setUpShop } from '../../devstore/demo/merchant';
import { leavesCart } from '../../devstore/story/shoppers';
import { Stage } from '../../devstore/story/stage';
import { openAdminWorld, type AdminWorld } from './open-admin';
import { isSound, openPage, WIDTHS, type OpenedPage } from './open-pages';

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

const open = async (width?: number, key = 'abandoned-cart-first'): Promise<OpenedPage> => {
  const opened = await openPage(admin, `/app/emails/${key}`, 'Abandoned cart first', width);
  await opened.frame.getByRole('button', { name: 'Subject and preheader' }).waitFor();
  return opened;
};
const mail = (frame: Frame) => frame.frameLocator('iframe[title^="Preview"]');
const block = (frame: Frame, name: string) => frame.getByRole('button', { name, exact: false, pressed: false });
const cards = (frame: Frame) => frame.locator('.email-card .email-card__name').allInnerTexts();

describe('an email', () => {
  it.each(WIDTHS)('is shown as the next person would get it, soundly on %i pixels', async (width) => {
    const opened = await open(width);
    const { frame, page } = opened;
    if (width < 600) await frame.getByRole('button', { name: 'Preview', exact: true }).click();
    await mail(frame).getByText('We kept your cart').waitFor();
    await isSound(opened);
    await page.screenshot({ path: `/tmp/ha-shots/editor-${width}.png` });
    if (width < 600) await frame.getByRole('button', { name: 'Blocks', exact: true }).click();
    await page.screenshot({ path: `/tmp/ha-shots/editor-blocks-${width}.png` });
    await frame.getByRole('button', { name: 'Add a block' }).click();
    await frame.getByRole('button', { name: 'Button', exact: true }).click();
    await frame.getByRole('heading', { name: 'Button' }).waitFor();
    await isSound(opened);
    await page.screenshot({ path: `/tmp/ha-shots/editor-panel-${width}.png`, fullPage: true });
    await page.mouse.move(0, 0);
  });
});
void [block, cards, expect];
