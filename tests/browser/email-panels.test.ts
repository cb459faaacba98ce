import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Frame } from 'playwright-core';
import { setUpShop } from '../../devstore/demo/merchant';
import { asShop } from './as-shop';
import { openAdminWorld, type AdminWorld } from './open-admin';
import { isSound, openPage, WIDTHS, type OpenedPage } from './open-pages';

const KEY = 'campaign-news';
const SHOWN_IF = { kind: 'fact', fact: 'orders.count', is: 'at-least', value: 2 };
const version = (subject: string, shownIf?: object) => ({
  ...{ key: KEY, language: 'en', subject, preheader: 'All that is new with us this week.' },
  sections: [
    {
      key: 'all',
      blocks: [
        { key: 'head', kind: 'heading', text: 'News', ...(shownIf ? { shownIf } : {}) },
        { key: 'end', kind: 'footer' },
      ],
    },
  ],
});

let admin: AdminWorld;
beforeAll(async () => {
  admin = await openAdminWorld();
  await setUpShop(admin.world, admin.appUrl, 'postmark');
  for (const [at, document] of [version('Quiet news'), version('Loud news', SHOWN_IF)].entries())
    await asShop(
      admin.databaseUrl,
      `INSERT INTO email_templates ("shopId", "key", "version", "document", "createdAt") SELECT "id", '${KEY}', ${at + 1}, '${JSON.stringify(document)}', now() FROM shops`,
    );
});
afterEach(() => admin.browser.closePages());
afterAll(() => admin.close());

const toast = (page: OpenedPage['page'], words: string) => page.locator('.toast', { hasText: words }).waitFor();
const tab = (frame: Frame, name: string) => frame.locator('.email-choice').getByRole('button', { name }).click();
const isNarrow = (width: number): boolean => width < 600;

/** The editor, with the pane that changes things in front. */
async function open(width: number): Promise<OpenedPage> {
  const opened = await openPage(admin, `/app/emails/${KEY}`, 'Campaign news', width);
  await opened.frame.getByRole('button', { name: 'Subject and preheader' }).waitFor();
  if (isNarrow(width)) await opened.frame.getByRole('button', { name: 'Change', exact: true }).click();
  return opened;
}

describe('beside a mail', () => {
  it.each(WIDTHS)('it is said what is thought of it, answered, settled and taken back, at %i pixels', async (width) => {
    const opened = await open(width);
    const { page, frame } = opened;
    await tab(frame, 'Comments');
    const words = `Is “News” enough at ${width}? <b>`;
    await frame.getByLabel('Say something about the whole mail').fill(words);
    await frame.getByRole('button', { name: 'Comment', exact: true }).click();
    await toast(page, 'Comment written');
    await frame.getByText(words).waitFor();
    await isSound(opened);
    await frame.getByRole('button', { name: 'Answer', exact: true }).click();
    await isSound(opened);
    await frame.getByLabel('Your answer').fill('It is.');
    await frame.getByRole('button', { name: 'Answer', exact: true }).click();
    await toast(page, 'Answered');
    await frame.getByText('It is.').waitFor();
    await frame.getByRole('button', { name: 'Settle', exact: true }).click();
    await toast(page, 'Settled');
    await frame.getByRole('button', { name: 'Show what is settled (1)' }).click();
    await frame.getByText(words).waitFor();
    await isSound(opened);
    await frame.getByRole('button', { name: `Remove your comment “${words.slice(0, 40)}”` }).click();
    await toast(page, 'Comment removed');
    await frame.getByText(words).waitFor({ state: 'detached' });
  });

  it.each(WIDTHS)(
    'a part is kept for other mails, called otherwise, put in and let go of, at %i pixels',
    async (width) => {
      const opened = await open(width);
      const { page, frame } = opened;
      if (isNarrow(width)) await frame.getByRole('button', { name: 'Blocks', exact: true }).click();
      const cards = frame.locator('.email-card', { hasText: 'Heading' });
      await cards.first().locator('.email-card__choose').click();
      if (isNarrow(width)) await frame.getByRole('button', { name: 'Blocks', exact: true }).click();
      await frame.getByRole('button', { name: 'Add a block' }).click();
      await frame.getByLabel('Save the chosen block as').fill('Our greeting');
      await frame.getByRole('button', { name: 'Keep it' }).click();
      await toast(page, 'Saved for other mails');
      await frame.getByRole('button', { name: 'Rename “Our greeting”' }).click();
      await isSound(opened);
      await frame.getByLabel('New name').fill('A greeting');
      await frame.getByRole('button', { name: 'Save name' }).click();
      await toast(page, 'Renamed');
      await frame.getByRole('button', { name: 'Put in “A greeting”' }).click();
      if (isNarrow(width)) await frame.getByRole('button', { name: 'Blocks', exact: true }).click();
      await expect.poll(() => cards.count()).toBe(2);
      await isSound(opened);
      await frame.getByRole('button', { name: 'Add a block' }).click();
      await frame.getByRole('button', { name: 'Remove “A greeting”' }).click();
      await toast(page, 'Removed');
      await frame.getByText('Nothing is saved yet.').waitFor();
    },
  );

  it.each(WIDTHS)('two versions stand side by side, conditions as sentences, at %i pixels', async (width) => {
    const opened = await openPage(admin, `/app/emails/${KEY}/history`, 'History of “Campaign news”', width);
    const { frame } = opened;
    await frame.getByRole('heading', { name: 'Heading (head): Who sees it' }).waitFor();
    await frame.getByText('People of whom this is true:').waitFor();
    expect(await frame.locator('body').innerText()).not.toContain('"kind"');
    await isSound(opened);
    await frame.getByLabel('From', { exact: true }).selectOption('0');
    await frame.getByText('shop.name').first().waitFor();
    await isSound(opened);
  });
});

describe('what somebody else must approve', () => {
  it('is asked for, waits, and goes out where they do', async () => {
    const listed = await openPage(admin, '/app/emails', 'Emails');
    await listed.frame.getByLabel('Somebody else must approve an email before it goes out').click();
    await toast(listed.page, 'waits for approval');
    await asShop(
      admin.databaseUrl,
      `INSERT INTO email_templates ("shopId", "key", "version", "document", "createdAt", "state", "savedBy") SELECT "id", '${KEY}', 3, '${JSON.stringify(version('Careful news'))}', now(), 'draft', '4711' FROM shops`,
    );
    for (const width of WIDTHS) {
      const waiting = await open(width);
      await waiting.frame.getByText('Version 2 goes out.').waitFor();
      await isSound(waiting);
    }
    const { page, frame, ...rest } = await open(1_280);
    await frame.getByRole('button', { name: 'Ask for approval' }).click();
    await toast(page, 'Asked for approval');
    await frame.getByRole('button', { name: 'Send back' }).waitFor();
    await isSound({ page, frame, ...rest });
    await frame.getByRole('button', { name: 'Approve version 3' }).click();
    await toast(page, 'Approved: it goes out');
    await frame.getByText('Version 3 goes out.').waitFor();
  });
});
