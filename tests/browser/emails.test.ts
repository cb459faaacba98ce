import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { setUpShop } from '../../devstore/demo/merchant';
import { asShop } from './as-shop';
import { appFrame, openAdminWorld, type AdminWorld } from './open-admin';
import { isSound, openPage, WIDTHS, type OpenedPage } from './open-pages';

let admin: AdminWorld;
beforeAll(async () => {
  admin = await openAdminWorld();
  await setUpShop(admin.world, admin.appUrl, 'postmark');
});
afterEach(() => admin.browser.closePages());
afterAll(() => admin.close());

const open = (path: string, heading: string, width?: number) => openPage(admin, `/app/emails${path}`, heading, width);
const toast = (page: OpenedPage['page'], words: string) => page.locator('.toast', { hasText: words }).waitFor();
const seen = (frame: OpenedPage['frame'], words: string) => frame.getByText(words).filter({ visible: true }).first();

/** Makes a mail of one that every shop begins with. */
async function makeOf(beginning: string, name: string, width?: number): Promise<void> {
  const { page, frame } = await open('/new', 'New email', width);
  await frame.getByRole('button', { name: `Use it: ${beginning}` }).click();
  await frame.getByRole('dialog').getByLabel('Name').fill(name);
  await frame.getByRole('button', { name: 'Make it' }).click();
  await toast(page, 'Email made');
}

describe('emails', () => {
  it.each(WIDTHS)('stand in a list and in a gallery, at %i pixels', async (width) => {
    const listed = await open('', 'Emails', width);
    await seen(listed.frame, 'Abandoned cart first').waitFor();
    await isSound(listed);
    const gallery = await open('/new', 'New email', width);
    await gallery.frame.getByRole('heading', { name: 'Birthday' }).waitFor();
    await isSound(gallery);
  });

  it.each([
    [1_280, 'Spring <b>sale</b>'],
    [360, 'Summer sale'],
  ])('are made of another, renamed, found and taken out of use, at %i pixels', async (width, name) => {
    await makeOf('Campaign news', name, width);
    const opened = await open(`?made=own&name=${encodeURIComponent(name)}`, 'Emails', width);
    const { page, frame } = opened;
    const more = frame.getByRole('button', { name: `More: ${name}` }).filter({ visible: true });
    await more.click();
    await frame.getByRole('button', { name: 'Rename' }).filter({ visible: true }).click();
    await frame.getByRole('dialog').getByLabel('Name').fill(`${name} again`);
    await frame.getByRole('dialog').getByRole('button', { name: 'Rename' }).click();
    await toast(page, 'Renamed');
    await isSound(opened);
    await frame
      .getByRole('button', { name: `More: ${name} again` })
      .filter({ visible: true })
      .click();
    await frame.getByRole('button', { name: 'Take out of use' }).filter({ visible: true }).click();
    await toast(page, 'Taken out of use');
    await frame.getByRole('heading', { name: 'No email like that' }).waitFor();
    await isSound(opened);
    const gone = await open('?state=archived', 'Emails', width);
    await seen(gone.frame, `${name} again`).waitFor();
  });

  it.each(WIDTHS)('have a history, at %i pixels', async (width) => {
    await makeOf('Birthday', `With a past ${width}`, width);
    const opened = await open(`/with-a-past-${width}/history`, `History of “With a past ${width}”`, width);
    await opened.frame.getByRole('heading', { name: 'Version 1' }).waitFor();
    await isSound(opened);
    await asShop(
      admin.databaseUrl,
      `INSERT INTO email_templates SELECT (jsonb_populate_record(t, jsonb_build_object('version', v,
         'document', jsonb_set(t."document", '{subject}', to_jsonb('Subject ' || v))))).*
       FROM email_templates t, generate_series(2, 3) v WHERE t."key" = 'with-a-past-${width}'`,
    );
    await opened.page.reload();
    const again = await appFrame(opened.page);
    await seen(again, 'Subject 3').waitFor();
    await again.getByLabel('To', { exact: true }).selectOption('Version 1');
    await again.getByText('Subject 3').waitFor({ state: 'detached' });
    await seen(again, 'Subject 2').waitFor();
    expect(await again.getByLabel('From', { exact: true }).inputValue()).toBe('2');
    const begun = await open('/birthday/history', 'History of “Birthday”', width);
    await begun.frame.getByRole('heading', { name: 'As every shop begins' }).waitFor();
    expect(await begun.frame.getByRole('button', { name: 'Go back to this' }).count()).toBe(0);
  });

  it.each(WIDTHS)('are taken out of use many at once, or none of them, at %i pixels', async (width) => {
    const both = [`Together ${width} one`, `Together ${width} two`];
    for (const name of both) await makeOf('Campaign news', name);
    const opened = await open(`?made=own&name=Together ${width}`, 'Emails', width);
    const { page, frame } = opened;
    await isSound(opened);
    for (const name of both) await frame.getByLabel(`Choose: ${name}`).and(frame.locator(':visible')).check();
    await isSound(opened);
    await frame.getByRole('button', { name: 'Take out of use (2)' }).click();
    await toast(page, 'Taken out of use');
    await frame.getByRole('heading', { name: 'No email like that' }).waitFor();
  });

  it('wait for somebody else where a shop wants that', async () => {
    const opened = await open('', 'Emails');
    const rule = opened.frame.getByLabel('Somebody else must approve an email before it goes out');
    await rule.click();
    await toast(opened.page, 'waits for approval');
    await makeOf('Campaign news', 'Careful');
    const listed = await open('?state=draft', 'Emails');
    await seen(listed.frame, 'Not approved yet').waitFor();
    await isSound(listed);
    await listed.frame.getByLabel('Somebody else must approve an email before it goes out').click();
    await toast(listed.page, 'goes out');
  });
});
