import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createAdminClient } from '../../devstore/admin-client';
import { everythingSettled } from '../../devstore/app-processes';
import { setUpShop } from '../../devstore/demo/merchant';
import { openAdminWorld, type AdminWorld } from './open-admin';
import { isSound, openPage, WIDTHS, type OpenedPage } from './open-pages';

const HOUR = 3_600_000;
/** How the mail begins, in the languages that people of the store read. */
const NEWS = /^(What is new|Was es Neues gibt|Quoi de neuf)$/;

let admin: AdminWorld;
beforeAll(async () => {
  admin = await openAdminWorld({ store: { customers: 120, products: 60 } });
  await setUpShop(admin.world, admin.appUrl, 'postmark');
  const opened = await openPage(admin, '/app/segments/new?template=one-time-buyers', 'New segment');
  await opened.frame
    .getByText(/^[\d,.]+ people$/)
    .first()
    .waitFor();
  await opened.page.getByRole('button', { name: 'Save', exact: true }).click();
  await opened.frame.getByRole('heading', { level: 1, name: 'One-time buyers' }).waitFor();
  await everythingSettled(admin.world, admin.app);
  await admin.browser.closePages();
});
afterEach(() => admin.browser.closePages());
afterAll(() => admin.close());

const open = (path: string, heading: string, width?: number) =>
  openPage(admin, `/app/campaigns${path}`, heading, width);

const mails = () => admin.world.postmark.inbox.messages().filter(({ tag }) => tag?.startsWith('campaign-'));

/** From its name to the last step, where it is seen to how many it goes. */
async function draft({ frame }: OpenedPage, name: string, when: (frame: OpenedPage['frame']) => Promise<void>) {
  await frame.getByRole('button', { name: 'Create campaign' }).click();
  const dialog = frame.getByRole('dialog');
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByRole('button', { name: 'Create', exact: true }).click();
  await frame.getByRole('heading', { level: 1, name }).waitFor();
  await frame.getByLabel('Mail').selectOption({ label: 'Campaign news' });
  await frame.getByLabel('Subject').fill(`${name} for you`);
  await frame.getByRole('button', { name: 'Next: to whom' }).click();
  await frame.getByLabel('One-time buyers').first().check();
  await frame.getByRole('button', { name: 'Next: when' }).click();
  await when(frame);
  await frame.getByRole('button', { name: 'Next: check' }).click();
  await frame.getByRole('heading', { name: 'To how many' }).waitFor();
}

describe('campaigns', () => {
  it.each(WIDTHS)('begin with what they are, at %i pixels', async (width) => {
    const opened = await open('', 'Campaigns', width);
    await opened.frame.getByText('No campaigns yet').waitFor();
    await isSound(opened);
  });

  it.each(WIDTHS)('are made in four steps, and leave when their time has come, at %i pixels', async (width) => {
    const before = mails().length;
    const opened = await open('', 'Campaigns', width);
    const { frame } = opened;
    await draft(opened, `Spring ${width}`, async () => {
      await frame.getByText(/^At a time of the shop’s clock/).click();
      const tomorrow = new Date(admin.world.clock.now().getTime() + 24 * HOUR).toISOString().slice(0, 10);
      await frame.getByLabel('Day', { exact: true }).fill(tomorrow);
      await frame.getByLabel('Time', { exact: true }).fill('10:00');
      await frame.getByText('In parts', { exact: true }).click();
      await isSound(opened);
    });
    await frame.getByText('The others get nothing').waitFor();
    await frame.frameLocator('iframe[title^="Preview:"]').getByText(NEWS).waitFor();
    await isSound(opened);
    await frame.getByRole('button', { name: 'Schedule it' }).click();
    await frame.getByText(/It begins on .* and goes to about \d+ people/).waitFor();
    await isSound(opened);

    await admin.world.clock.advance(36 * HOUR);
    await everythingSettled(admin.world, admin.app);
    await admin.world.clock.advance(12 * HOUR);
    await everythingSettled(admin.world, admin.app);
    // It is looked again a minute after the last of it was due.
    await admin.world.clock.advance(HOUR);
    await everythingSettled(admin.world, admin.app);
    await frame.getByText('All of it has left.').waitFor();
    const sent = mails().slice(before);
    expect(sent.length).toBeGreaterThan(0);
    expect(new Set(sent.map(({ subject }) => subject))).toEqual(new Set([`Spring ${width} for you`]));
    expect(new Set(sent.map(({ to }) => to)).size, 'each once').toBe(sent.length);
    await isSound(opened);
    await admin.world.clock.advance(48 * HOUR);
  });

  it('say what is still missing, and are kept meanwhile', async () => {
    const { frame } = await open('', 'Campaigns');
    await frame.getByRole('button', { name: 'Create campaign' }).click();
    await frame.getByRole('dialog').getByLabel('Name').fill('Unfinished');
    await frame.getByRole('dialog').getByRole('button', { name: 'Create', exact: true }).click();
    await frame.getByRole('heading', { level: 1, name: 'Unfinished' }).waitFor();
    await frame.getByRole('button', { name: '4. Check' }).click();
    await frame.getByText('Choose which mail is sent.').waitFor();
    await frame.getByText('Choose whom it goes to.').waitFor();
    expect(await frame.getByRole('button', { name: 'Send it now' }).isDisabled()).toBe(true);
    await frame.getByRole('button', { name: 'Let go of this draft' }).click();
    await frame.getByRole('heading', { level: 1, name: 'Campaigns' }).waitFor();
    await expect.poll(() => frame.getByText('Unfinished').count()).toBe(0);
  });

  it('can be held, go on, and be cancelled', async () => {
    const before = mails().length;
    const opened = await open('', 'Campaigns');
    const { frame } = opened;
    await draft(opened, 'Held', async () => {
      await frame.getByText('So many an hour', { exact: true }).click();
      await frame.getByLabel('Mails in the first hour').fill('1');
    });
    await frame.getByRole('button', { name: 'Send it now' }).click();
    await frame.getByText(/mails still wait for their turn/).waitFor();
    await everythingSettled(admin.world, admin.app);
    await frame.getByRole('button', { name: 'Pause', exact: true }).click();
    await frame.getByText(/Nothing of it leaves/).waitFor();
    await admin.world.clock.advance(5 * HOUR);
    await everythingSettled(admin.world, admin.app);
    expect(mails().length - before).toBeLessThanOrEqual(1);
    await frame.getByRole('button', { name: 'Go on', exact: true }).click();
    await frame.getByText(/mails still wait for their turn/).waitFor();
    await frame.getByRole('button', { name: 'Cancel', exact: true }).click();
    await frame.getByRole('dialog').getByRole('button', { name: 'Cancel the rest' }).click();
    await frame.getByText(/It was cancelled/).waitFor();
    await frame.getByText('Campaign cancelled').waitFor();
    await isSound(opened);
  });

  it.each(WIDTHS)('stand in the list and in the calendar, at %i pixels', async (width) => {
    const list = await open('?state=cancelled', 'Campaigns', width);
    await list.frame.getByRole('link', { name: 'Held' }).first().waitFor();
    await isSound(list);
    const calendar = await open('/calendar', 'Calendar', width);
    await calendar.frame
      .getByText(/[\d,.]+ sent/)
      .locator('visible=true')
      .first()
      .waitFor();
    await isSound(calendar);
  });

  it.each(WIDTHS)('with codes say how many are given, and what came of them, at %i pixels', async (width) => {
    await makeOffer();
    const opened = await open('', 'Campaigns', width);
    const { frame } = opened;
    const name = `Codes ${width}`;
    await frame.getByRole('button', { name: 'Create campaign' }).first().click();
    const dialog = frame.getByRole('dialog');
    await dialog.getByLabel('Name').fill(name);
    await dialog.getByRole('button', { name: 'Create', exact: true }).click();
    await frame.getByRole('heading', { level: 1, name }).waitFor();
    expect(await frame.getByLabel('A code of').count()).toBe(0);
    await frame.getByLabel('Mail').selectOption({ label: 'Win back first' });
    await frame.getByLabel('A code of').waitFor();
    await frame.getByRole('button', { name: 'Next: to whom' }).click();
    await frame.getByLabel('One-time buyers').first().check();
    await frame.getByRole('button', { name: 'Next: when' }).click();
    await frame.getByRole('button', { name: 'Next: check' }).click();
    await frame.getByText('Choose the offer whose codes it gives').waitFor();
    await frame.getByRole('button', { name: '1. What' }).click();
    await frame.getByLabel('A code of').selectOption({ label: 'Come back' });
    await isSound(opened);
    await frame.getByRole('button', { name: '4. Check' }).click();
    await frame.getByRole('heading', { name: 'Codes', exact: true }).waitFor();
    await frame.getByText(/^[\d,.]+ codes$/).waitFor();
    await frame.frameLocator('iframe[title^="Preview:"]').getByText('EXAMPLE-CODE').first().waitFor();
    await isSound(opened);
    await frame.getByRole('button', { name: 'Send it now' }).click();
    await frame.getByRole('heading', { name: 'Codes of “Come back”' }).waitFor();
    await everythingSettled(admin.world, admin.app);
    // Those of the second are written to later, and get the code that they have from the first.
    await frame.getByText(width === WIDTHS[0] ? /^[1-9]\d* can still be used$/ : '0 can still be used').waitFor();
    await isSound(opened);
  });
});

const OFFERS = { path: '/app/settings/offers', route: 'routes/app.settings_.offers' };

/** The offer whose codes are given, made once. */
async function makeOffer(): Promise<void> {
  const client = createAdminClient(admin.world, admin.appUrl);
  const { offers } = await client.load<{ offers: object[] }>(OFFERS.path, OFFERS.route);
  if (offers.length > 0) return;
  const form = {
    ...{
      intent: 'make',
      name: 'Come back',
      valueKind: 'percent',
      value: '20',
      minimum: '',
      itemsKind: 'all',
      items: '',
    },
    ...{ withOrders: 'false', withProducts: 'false', withShipping: 'true', prefix: 'back', validDays: '14' },
    ...{ again: 'after', againAfterDays: '1' },
  };
  expect(await client.submit(OFFERS.path, OFFERS.route, form)).toEqual({ kind: 'saved' });
  await everythingSettled(admin.world, admin.app);
}
