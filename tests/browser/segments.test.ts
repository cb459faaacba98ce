import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { everythingSettled } from '../../devstore/app-processes';
import { openAdminWorld, type AdminWorld } from './open-admin';
import { holdNextAnswer, isPageData } from './hold-answer';
import { isSound, openPage, WIDTHS, type OpenedPage } from './open-pages';

let admin: AdminWorld;
beforeAll(async () => {
  admin = await openAdminWorld({ store: { customers: 120, products: 60 } });
  // The first page of all takes its time: the browser and the app warm up.
  await open('', 'Segments');
  await admin.browser.closePages();
});
afterEach(() => admin.browser.closePages());
afterAll(() => admin.close());

const open = (path: string, heading: string, width?: number) => openPage(admin, `/app/segments${path}`, heading, width);

const save = (page: OpenedPage['page']) => page.getByRole('button', { name: 'Save', exact: true }).click();
const counted = (frame: OpenedPage['frame']) => frame.getByText(/^(One person|[\d,.]+ people)$/).first();

describe('segments', () => {
  it.each(WIDTHS)('begin with those that most stores use, at %i pixels', async (width) => {
    const opened = await open('', 'Segments', width);
    await opened.frame.getByRole('heading', { name: 'Window shoppers' }).waitFor();
    await isSound(opened);
  });

  it('are made from a template, changed, gone back with, and taken out of use', async () => {
    const opened = await open('/new?template=one-time-buyers', 'New segment');
    const { page, frame } = opened;
    await counted(frame).waitFor();
    await save(page);
    await page.locator('.toast', { hasText: 'Segment saved' }).waitFor();
    await frame.getByRole('heading', { level: 1, name: 'One-time buyers' }).waitFor();
    await everythingSettled(admin.world, admin.app);
    await frame.getByText(/True to the minute/).waitFor();

    await frame.getByLabel('Name').fill('Bought once');
    await frame
      .getByRole('group', { name: /^Condition: there is 1 order/ })
      .getByLabel('Number')
      .fill('2');
    await frame
      .getByText(/There are 2 orders and/)
      .first()
      .waitFor();
    await save(page);
    await frame.getByRole('heading', { level: 1, name: 'Bought once' }).waitFor();
    await frame.getByRole('button', { name: 'Go back to it: version 1' }).click();
    await frame.getByRole('dialog').getByRole('button', { name: 'Go back' }).click();
    await page.locator('.toast', { hasText: 'Version 1 is back' }).waitFor();
    await frame.getByRole('heading', { name: 'Version 3' }).waitFor();
    await isSound(opened);

    await frame.getByRole('button', { name: 'Take out of use' }).click();
    await frame.getByRole('dialog').getByRole('button', { name: 'Take it out of use' }).click();
    await frame.getByRole('heading', { level: 1, name: 'Segments' }).waitFor();
    await frame.getByText('No segments yet').waitFor();
  });

  it('show what was saved, though an answer of before comes after it', async () => {
    const { page, frame } = await open('/new?template=one-time-buyers', 'New segment');
    await counted(frame).waitFor();
    await save(page);
    await frame.getByRole('heading', { level: 1, name: 'One-time buyers' }).waitFor();
    await everythingSettled(admin.world, admin.app);
    await frame.getByText(/True to the minute/).waitFor();
    await frame.getByLabel('Name').fill('Saved meanwhile');
    const held = await holdNextAnswer(page, 'app.segments');
    await frame.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`);
    await held.hasCome;
    await save(page);
    await frame.getByRole('heading', { name: 'Version 2' }).waitFor();
    const askedAgain = page.waitForRequest((request) => isPageData(new URL(request.url()), 'app.segments'));
    held.letGo();
    await askedAgain;
    await frame.getByRole('heading', { level: 1, name: 'Saved meanwhile' }).waitFor();
  });

  it.each(WIDTHS)(
    'are written by hand, with groups, products and what is wrong at its place, at %i pixels',
    async (width) => {
      const opened = await open('/new', 'New segment', width);
      const { page, frame } = opened;
      await frame.getByLabel('Name').fill(`By hand ${width}`);
      await save(page);
      await frame.getByRole('alert').getByText('This group is empty').waitFor();
      await frame.getByRole('button', { name: 'Add a condition' }).click();
      const first = frame.getByRole('group', { name: /^Condition: / }).first();
      await expect
        .poll(() => first.getByLabel('What').evaluate((field) => field === document.activeElement))
        .toBe(true);
      await first.getByLabel('At least').fill('0');
      await first.getByText('Say how often: a whole number from 1 on.').waitFor();
      await first.getByLabel('At least').fill('2');
      await first.getByRole('button', { name: 'Only those with …' }).click();
      await first.getByRole('button', { name: 'Choose a product' }).click();
      await page.locator('.picker-row').first().locator('input').check();
      await page.locator('.picker').getByRole('button', { name: 'Select' }).click();
      await frame.getByRole('button', { name: 'Add a group' }).click();
      const group = frame.getByRole('group', { name: 'Group', exact: true });
      await group.getByLabel('What', { exact: true }).selectOption({ label: 'Spent in all' });
      await group.getByLabel('Amount').fill('20,50');
      await group.getByLabel('Group in which').selectOption({ label: 'None of these is true' });
      await frame
        .getByText(/^Product viewed \(product is .+\) at least 2 times in the last 30 days and not/)
        .first()
        .waitFor();
      await counted(frame).waitFor();
      await isSound(opened);
      await save(page);
      await frame.getByRole('heading', { level: 1, name: `By hand ${width}` }).waitFor();
    },
  );

  it('stand in a list with what they share, wide and narrow', async () => {
    for (const template of ['full-price', 'new-customers']) {
      const { page, frame } = await open(`/new?template=${template}`, 'New segment');
      await counted(frame).waitFor();
      await save(page);
      await page.locator('.toast', { hasText: 'Segment saved' }).waitFor();
    }
    await everythingSettled(admin.world, admin.app);
    for (const width of WIDTHS) {
      const opened = await open('', 'Segments', width);
      await opened.frame.getByText('Buys at full price').filter({ visible: true }).first().waitFor();
      await opened.frame
        .getByRole('region', { name: 'Who is in several' })
        .getByText(/^\d+ ?%$/)
        .first()
        .waitFor();
      await isSound(opened);
    }
  });

  it('say how they grow and what came of them, wide and narrow', async () => {
    const made = await open('/new?template=window-shoppers', 'New segment');
    await counted(made.frame).waitFor();
    await save(made.page);
    await made.frame.getByRole('heading', { level: 1, name: 'Window shoppers' }).waitFor();
    const path = new URL(made.frame.url()).pathname.replace('/app/segments', '');
    await everythingSettled(admin.world, admin.app);
    for (const width of WIDTHS) {
      const opened = await open(path, 'Window shoppers', width);
      const { frame } = opened;
      await frame.getByRole('heading', { name: 'What moves in it' }).waitFor();
      await frame.getByText('Counted since today').waitFor();
      await frame.getByRole('button', { name: '90 days' }).click();
      const figures = frame.getByRole('region', { name: 'What came of them' });
      await figures.getByRole('columnheader', { name: 'Last 90 days' }).waitFor();
      await figures.getByRole('rowheader', { name: 'Revenue a person' }).waitFor();
      await isSound(opened);
    }
  });

  it('that are the same people are proposed to be one, and one of them is taken out of use', async () => {
    const name = 'Subscribers who have not bought';
    const first = await open('/new?template=subscribers-without-order', 'New segment');
    await counted(first.frame).waitFor();
    await save(first.page);
    await first.frame.getByRole('heading', { level: 1, name }).waitFor();
    const id = new URL(first.frame.url()).pathname.split('/').at(-1) ?? '';
    const copy = await open(`/new?copy=${id}`, 'New segment');
    await counted(copy.frame).waitFor();
    await save(copy.page);
    await copy.frame.getByRole('heading', { level: 1, name: `Copy of ${name}` }).waitFor();
    await everythingSettled(admin.world, admin.app);
    const { page, frame, problems } = await open('', 'Segments', 360);
    const remedy = frame.getByRole('button', { name: `Take “Copy of ${name}” out of use …` }).first();
    await remedy.click();
    await frame.getByRole('dialog').getByRole('button', { name: 'Take it out of use' }).click();
    await page.locator('.toast', { hasText: 'Taken out of use' }).waitFor();
    await remedy.waitFor({ state: 'detached' });
    expect(problems).toEqual([]);
  });
});
