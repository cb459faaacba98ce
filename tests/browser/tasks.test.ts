import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Frame, Locator, Page } from 'playwright-core';
import { everythingSettled } from '../../devstore/app-processes';
import { createShopper } from '../../devstore/shoppers/shopper';
import { chooseProducts } from '../../devstore/story/cast';
import { appFrame, openAdminWorld, type AdminWorld } from './open-admin';
import { isSound, openPage, type OpenedPage } from './open-pages';

/** What a merchant comes for, each from its beginning to its end, in the order of a first week. */
const HOUR = 3_600_000;
const MOST_CLICKS = 6;
/** How the mail begins, in the languages that people of the store read. */
const NEWS = /^(What is new|Was es Neues gibt|Quoi de neuf)$/;

let admin: AdminWorld;
beforeAll(async () => void (admin = await openAdminWorld({ store: { customers: 120, products: 60 } })));
afterEach(() => admin.browser.closePages());
afterAll(() => admin.close());

const open = (path: string, heading: string) => openPage(admin, `/app${path}`, heading);
const toast = ({ page }: OpenedPage, words: string) => page.locator('.toast', { hasText: words }).waitFor();
const seen = (frame: Frame, words: string | RegExp): Locator =>
  frame.getByText(words).filter({ visible: true }).first();
const mails = () => admin.world.postmark.inbox.messages();
const settled = () => everythingSettled(admin.world, admin.app);

/** Counts the clicks of whoever does something. */
function counting() {
  let clicks = 0;
  return {
    async click(target: Locator): Promise<void> {
      await target.click();
      clicks += 1;
    },
    clicks: () => clicks,
  };
}

/** Somebody who leaves a cart at the checkout. */
async function leavesCart(email: string, acceptsMarketing: boolean): Promise<void> {
  const { world } = admin;
  const shopper = createShopper({ storefrontUrl: world.urls.storefront, clock: world.clock, seed: 5 });
  const [choice] = chooseProducts(world.shopify.store.data, 3, 2);
  if (!choice) throw new Error('the shop has nothing to sell');
  await shopper.viewHome();
  await shopper.acceptTracking();
  await shopper.viewProduct(choice.product.handle);
  await shopper.addToCart(choice.variant.id, 1);
  await shopper.goToCheckout();
  await shopper.submitContact({ email, acceptsMarketing, firstName: 'Robin', lastName: 'Reader' });
  await shopper.settled();
  await settled();
}

/** The app's home, opened from the admin's navigation. */
async function homeAgain(page: Page): Promise<Frame> {
  await page.locator('.frame-place iframe').waitFor();
  const frame = await appFrame(page);
  await frame.getByRole('button', { name: 'Send it' }).waitFor();
  return frame;
}

describe('a merchant', () => {
  it(`turns the first flow on with at most ${MOST_CLICKS} clicks after installing`, async () => {
    const { world } = admin;
    const hand = counting();
    const opened = await openPage(admin, '/app', world.shopify.store.data.shop.name);
    const { page } = opened;
    let { frame } = opened;
    await seen(frame, /of 7 done/).waitFor();
    await isSound(opened);
    await hand.click(frame.getByRole('link', { name: 'Say who' }));
    await frame.getByLabel('Name', { exact: true }).fill('Linden & Loom');
    await frame.getByLabel('Address', { exact: true }).fill(world.senderEmail);
    await frame.getByLabel('Postal address').fill('1 Loom Street, 10115 Berlin');
    await frame.getByLabel('Postmark server token').fill(world.postmarkToken);
    await hand.click(page.locator('.save-bar').getByRole('button', { name: 'Save' }));
    await toast(opened, 'Sender saved');
    // As long as the bar stands, the admin lets nobody leave.
    await page.locator('.save-bar').waitFor({ state: 'hidden' });
    await hand.click(page.locator('.app-link'));
    frame = await homeAgain(page);
    await hand.click(frame.getByRole('button', { name: 'Send it' }));
    await toast(opened, 'Test mail sent');
    await frame.getByRole('button', { name: 'Send it' }).waitFor({ state: 'hidden' });
    await hand.click(frame.getByRole('button', { name: 'Turn on Abandoned cart' }));
    await toast(opened, 'Abandoned cart is on');
    await seen(frame, 'What happens next').waitFor();
    expect(hand.clicks()).toBeLessThanOrEqual(MOST_CLICKS);
    expect(mails().map(({ to }) => to)).toEqual([world.shopify.store.data.shop.email]);
    await isSound({ ...opened, frame });
  });

  it('builds an email from a template, changes it, and has a test of it in the inbox', async () => {
    const before = mails().length;
    const opened = await open('/emails', 'Emails');
    const { page, frame } = opened;
    await frame
      .getByRole('link', { name: 'New email' })
      .or(frame.getByRole('button', { name: 'New email' }))
      .click();
    await frame.getByRole('button', { name: 'Use it: Campaign news' }).click();
    await frame.getByRole('dialog').getByLabel('Name').fill('Harvest');
    await frame.getByRole('button', { name: 'Make it' }).click();
    await frame.getByRole('heading', { level: 1, name: 'Harvest' }).waitFor();
    await frame.getByRole('button', { name: 'Subject and preheader' }).click();
    await frame.getByLabel('Subject', { exact: true }).first().fill('The harvest is in');
    await page.locator('.save-bar').getByRole('button', { name: 'Save' }).click();
    await toast(opened, 'saved');
    await frame.getByRole('button', { name: /^Send a test to/ }).click();
    await toast(opened, 'Test');
    const [test] = mails().slice(before);
    // A test goes in the language of whom the mail is shown for.
    expect(mails()).toHaveLength(before + 1);
    expect(test?.subject).toMatch(/^\[Test\] ./);
    expect(test?.to).toBe(admin.world.shopify.store.data.shop.email);
    const taken = admin.world.logs.postmark.all().flatMap(({ entry }) => (entry.kind === 'accepted' ? [entry] : []));
    expect(taken.at(-1)?.to).toEqual([test?.to]);
    await isSound(opened);
  });

  it('makes a segment, and sends it a campaign', async () => {
    const before = mails().length;
    const segment = await open('/segments', 'Segments');
    await segment.frame
      .getByRole('link', { name: /One-time buyers/ })
      .first()
      .click();
    await segment.frame
      .getByText(/^[\d,.]+ people$/)
      .first()
      .waitFor();
    await segment.page.getByRole('button', { name: 'Save', exact: true }).click();
    await segment.frame.getByRole('heading', { level: 1, name: 'One-time buyers' }).waitFor();
    await settled();
    const opened = await open('/campaigns', 'Campaigns');
    const { frame } = opened;
    await frame.getByRole('button', { name: 'Create campaign' }).click();
    await frame.getByRole('dialog').getByLabel('Name').fill('Harvest news');
    await frame.getByRole('dialog').getByRole('button', { name: 'Create', exact: true }).click();
    await frame.getByLabel('Mail').selectOption({ label: 'Harvest' });
    await frame.getByLabel('Subject').fill('The harvest is in');
    await frame.getByRole('button', { name: 'Next: to whom' }).click();
    await frame.getByLabel('One-time buyers').first().check();
    await frame.getByRole('button', { name: 'Next: when' }).click();
    await frame.getByRole('button', { name: 'Next: check' }).click();
    await frame.frameLocator('iframe[title^="Preview:"]').getByText(NEWS).waitFor();
    await isSound(opened);
    await frame.getByRole('button', { name: 'Send it now' }).click();
    await settled();
    // Who is asleep where they live gets it in the morning; a minute after the last one is due it is looked again.
    for (const hours of [24, 12, 1]) {
      await admin.world.clock.advance(hours * HOUR);
      await settled();
    }
    await frame.getByText('All of it has left.').waitFor();
    const sent = mails().slice(before);
    expect(sent.length).toBeGreaterThan(0);
    expect(new Set(sent.map(({ to }) => to)).size, 'each once').toBe(sent.length);
    for (const { subject } of sent) expect(subject).toBe('The harvest is in');
  });

  it('finds why somebody got no mail, from their address', async () => {
    await leavesCart('robin@example.com', false);
    await admin.world.clock.advance(5 * HOUR);
    await settled();
    expect(mails().filter(({ to }) => to === 'robin@example.com')).toEqual([]);
    const hand = counting();
    const opened = await open('/customers', 'Customers');
    const { page, frame } = opened;
    await frame.getByRole('search').getByRole('textbox').fill('robin@example.com');
    await hand.click(frame.getByRole('button', { name: 'Find' }));
    await hand.click(seen(frame, 'Robin Reader'));
    await frame.getByRole('heading', { level: 1, name: 'Robin Reader' }).waitFor();
    await seen(frame, /never agreed to marketing mail/).waitFor();
    expect(hand.clicks()).toBe(2);
    await isSound(opened);
    expect(await appFrame(page)).toBe(frame);
  });
});
