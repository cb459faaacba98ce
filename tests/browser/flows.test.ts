import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { everythingSettled } from '../../devstore/app-processes';
import { setUpShop } from '../../devstore/demo/merchant';
import { leavesCart } from '../../devstore/story/shoppers';
import { Stage } from '../../devstore/story/stage';
import { asShop } from './as-shop';
import { openAdminWorld, type AdminWorld } from './open-admin';
import { holdNextAnswer } from './hold-answer';
import { isSound, openPage, WIDTHS, type OpenedPage } from './open-pages';

let admin: AdminWorld;
beforeAll(async () => {
  admin = await openAdminWorld();
  await setUpShop(admin.world, admin.appUrl, 'postmark');
});
afterEach(() => admin.browser.closePages());
afterAll(() => admin.close());

const open = (path: string, heading: string, width?: number) => openPage(admin, `/app/flows${path}`, heading, width);
const save = (page: OpenedPage['page']) => page.getByRole('button', { name: 'Save', exact: true }).click();
const toast = (page: OpenedPage['page'], words: string) => page.locator('.toast', { hasText: words }).waitFor();
const step = (frame: OpenedPage['frame'], name: string) =>
  frame.getByRole('button', { name: new RegExp(`^${name}`) }).filter({ visible: true });

/** A flow made of a template, and its page. */
async function fromTemplate(name: string, width?: number): Promise<OpenedPage> {
  const opened = await open('/new', 'New flow', width);
  await opened.frame.getByRole('button', { name: `Use it: ${name}` }).click();
  await opened.frame.getByRole('heading', { level: 1, name }).waitFor();
  return opened;
}

describe('flows', () => {
  it.each(WIDTHS)('stand in a list and among templates, at %i pixels', async (width) => {
    const opened = await open('', 'Flows', width);
    await opened.frame.getByRole('link', { name: 'Abandoned cart' }).filter({ visible: true }).waitFor();
    await isSound(opened);
    await opened.frame.getByRole('button', { name: 'More: Abandoned cart' }).filter({ visible: true }).click();
    await opened.frame.getByRole('button', { name: 'Download as a file' }).filter({ visible: true }).waitFor();
    await opened.frame.getByRole('heading', { level: 1, name: 'Flows' }).waitFor();
    const made = await open('/new', 'New flow', width);
    await made.frame.getByRole('heading', { name: 'Welcome' }).waitFor();
    await isSound(made);
  });

  it.each([
    [1_280, 'Birthday'],
    [360, 'Welcome'],
  ])('are made of a template, changed, published and turned on, at %i pixels', async (width, name) => {
    const opened = await fromTemplate(name, width);
    const { page, frame } = opened;
    await isSound(opened);
    await step(frame, name === 'Welcome' ? 'Some days' : 'Greeting').click();
    const panel = frame.getByRole('region', { name: /^Change: / });
    const field = name === 'Welcome' ? 'How long' : 'Worth sending for';
    await panel.getByLabel(field).fill('6');
    await frame.getByText('Not published').waitFor();
    await isSound(opened);
    await save(page);
    await toast(page, 'Draft saved');
    await frame.getByRole('button', { name: 'Publish' }).click();
    await frame.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
    await toast(page, 'Published');
    await frame.getByText('Not published').waitFor({ state: 'detached' });
    await frame.getByRole('button', { name: 'Turn on' }).click();
    await toast(page, 'Turned on');
    await frame.getByRole('button', { name: 'Turn off' }).waitFor();
    await isSound(opened);
  });

  it('go on from what was just saved, though the page has not heard of it yet', async () => {
    const { page, frame } = await fromTemplate('Birthday');
    await step(frame, 'Greeting').click();
    const within = frame.getByRole('region', { name: /^Change: / }).getByLabel('Worth sending for');
    await within.fill('6');
    const held = await holdNextAnswer(page, 'app.flows.');
    await save(page);
    await toast(page, 'Draft saved');
    await held.hasCome;
    await within.fill('7');
    await frame.getByRole('button', { name: 'Publish' }).click();
    await frame.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
    await toast(page, 'Published');
    held.letGo();
    await frame.getByText('Not published').waitFor({ state: 'detached' });
    expect(await within.inputValue()).toBe('7');
  });

  it('are built from nothing by keyboard alone', async () => {
    const opened = await open('/new', 'New flow', 360);
    const { page, frame } = opened;
    const press = async (name: string | RegExp): Promise<void> => {
      await frame.getByRole('button', { name }).filter({ visible: true }).first().focus();
      await page.keyboard.press('Enter');
    };
    await press('Begin with an empty flow');
    await frame.getByRole('heading', { level: 1, name: 'New flow' }).waitFor();
    await frame.getByRole('list', { name: 'Steps' }).waitFor();
    await press('Add a step at the beginning');
    await frame.getByRole('button', { name: /^Wait For minutes/ }).press('Enter');
    const panel = frame.getByRole('region', { name: 'Change: Wait' });
    await panel.waitFor();
    await expect.poll(() => panel.evaluate((region) => region.contains(document.activeElement))).toBe(true);
    await panel.getByLabel('How long').press('Control+a');
    await page.keyboard.type('2');
    await press(/^Add a step after “Wait”/);
    await frame.getByRole('button', { name: /^Mail Writes/ }).press('Enter');
    await frame.getByRole('region', { name: 'Change: Mail' }).waitFor();
    await frame.getByText('Waits 2 days').filter({ visible: true }).first().waitFor();
    await save(page);
    await toast(page, 'Draft saved');
    await isSound(opened);
  });

  it('are taken back step by step, and done again', async () => {
    const { frame } = await fromTemplate('Win back');
    const cards = frame.locator('.flow-card');
    await cards.first().waitFor();
    const before = await cards.count();
    await frame.getByRole('button', { name: 'Add a step at the beginning' }).click();
    await frame.getByRole('button', { name: /^Question/ }).click();
    await expect.poll(() => cards.count()).toBe(before + 1);
    await frame.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => cards.count()).toBe(before);
    await frame.getByRole('button', { name: 'Redo' }).click();
    await expect.poll(() => cards.count()).toBe(before + 1);
  });

  it('say at the step what is missing, and lead to it', async () => {
    const opened = await fromTemplate('After an order');
    const { page, frame } = opened;
    await frame.locator('.flow-card').first().waitFor();
    await frame.getByRole('button', { name: 'Add a step at the beginning' }).click();
    await frame.getByRole('button', { name: /^Tag at Shopify/ }).click();
    await frame.getByRole('button', { name: 'Close' }).click();
    await frame.locator('.flow-card--wrong', { hasText: 'Give the tag' }).waitFor();
    await expect.poll(() => frame.getByRole('button', { name: 'Publish' }).isDisabled()).toBe(true);
    await frame.getByRole('button', { name: 'Mend it: Tag' }).click();
    await frame.getByRole('region', { name: 'Change: Tag' }).getByLabel('Tag', { exact: true }).fill('thanked');
    await frame.locator('.flow-card--wrong').waitFor({ state: 'detached' });
    await isSound(opened);
    await save(page);
    await toast(page, 'Draft saved');
  });
});

describe('who is in a flow', () => {
  beforeAll(async () => {
    const stage = new Stage({ ...admin, unsubscribeMode: 'postmark', print: () => undefined });
    await leavesCart(stage, 'anna', 0, { acceptsMarketing: true, views: 1 });
    await everythingSettled(admin.world, admin.app);
  });

  it.each([...WIDTHS].reverse())('is listed, told step by step, and taken out, at %i pixels', async (width) => {
    const list = await open('/abandoned-cart/runs', 'Who went through “Abandoned cart”', width);
    await list.frame.getByText('Under way').filter({ visible: true }).first().waitFor();
    await isSound(list);
    await list.frame.getByRole('link', { name: /Anna/ }).filter({ visible: true }).first().click();
    await list.frame.getByText('Wait for silence').first().waitFor();
    await isSound(list);
    if (width === 360) return;
    await list.frame.getByRole('button', { name: 'Take out of the flow' }).click();
    await list.frame.getByRole('dialog').getByRole('button', { name: 'Take them out' }).click();
    await toast(list.page, 'Taken out of the flow');
    await list.frame.getByText('somebody of the shop took them out').waitFor();
  });

  it('is counted at the step where they stand', async () => {
    const opened = await open('/abandoned-cart', 'Abandoned cart');
    await opened.frame.locator('.flow-card').first().waitFor();
    await isSound(opened);
    const away = await open('/abandoned-cart/turned-away', 'Who did not enter “Abandoned cart”');
    await isSound(away);
  });
});

describe('a flow that this release cannot read', () => {
  it.each(WIDTHS)('says so, and goes back to a version that can be read, at %i pixels', async (width) => {
    await asShop(
      admin.databaseUrl,
      `INSERT INTO flow_versions ("shopId", "flowKey", "version", "definition", "stirredBy", "createdAt")
       SELECT "shopId", "flowKey", (SELECT max("version") + 1 FROM flow_versions WHERE "flowKey" = 'abandoned-cart'),
         jsonb_set("definition", '{nodes}', '[{"kind": "drone", "key": "flies"}]'), "stirredBy", "createdAt"
       FROM flow_versions WHERE "flowKey" = 'abandoned-cart' AND "version" = 1`,
      `UPDATE flows SET "draft" = NULL, "liveVersion" = (SELECT max("version") FROM flow_versions WHERE "flowKey" = 'abandoned-cart')
       WHERE "key" = 'abandoned-cart'`,
    );
    const opened = await open('/abandoned-cart', 'Abandoned cart', width);
    const { page, frame } = opened;
    await frame.getByRole('heading', { name: 'This flow cannot be read' }).waitFor();
    await isSound(opened);
    await frame.getByRole('button', { name: 'Take as draft: version 1', exact: true }).click();
    await toast(page, 'Taken as the draft');
    await frame.getByText('nobody comes in until you publish').waitFor();
    await isSound(opened);
    await frame.getByRole('button', { name: 'Publish' }).click();
    await frame.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
    await toast(page, 'Published');
  });
});
