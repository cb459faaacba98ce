import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { everythingSettled } from '../../devstore/app-processes';
import { openAdminWorld, type AdminWorld } from './open-admin';
import { isSound, openPage, WIDTHS, type OpenedPage } from './open-pages';

const SUBSCRIBERS = 'gid://shopify/Segment/51100002';

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

const fromShopify = (segmentId: string) => `/from-shopify?segmentId=${encodeURIComponent(segmentId)}`;
const save = (page: OpenedPage['page']) => page.getByRole('button', { name: 'Save', exact: true }).click();
/** Once whom it means is told, what is typed and clicked is heard. */
const counted = (frame: OpenedPage['frame']) => frame.getByText(/ known; .+ may be mailed$/).waitFor();
const field = (frame: OpenedPage['frame']) => frame.getByRole('combobox', { name: 'Which of Shopify’s segments' });

/** Saves what Shopify handed over, and waits until everybody is looked at. */
async function takeOver(name: string): Promise<OpenedPage> {
  const opened = await open(fromShopify(SUBSCRIBERS), 'New segment');
  await counted(opened.frame);
  await opened.frame.getByLabel('Name').fill(name);
  await save(opened.page);
  await opened.frame.getByRole('heading', { level: 1, name }).waitFor();
  await everythingSettled(admin.world, admin.app);
  await opened.frame.getByText(/True to the minute/).waitFor();
  return opened;
}

describe('a segment of Shopify’s', () => {
  it.each(WIDTHS)('is handed over as a draft that waits for Shopify, at %i pixels', async (width) => {
    const opened = await open(fromShopify(SUBSCRIBERS), 'New segment', width);
    const { frame } = opened;
    expect(await frame.getByLabel('Name').inputValue()).toBe('Email subscribers');
    await expect.poll(() => field(frame).inputValue()).toBe('Email subscribers');
    await frame.getByText('In Shopify: email_subscription_status').waitFor();
    await frame.getByText('The count waits for Shopify').waitFor();
    await frame.getByText('Is in Shopify’s segment “Email subscribers”.').waitFor();
    await isSound(opened);
  });

  it('has the same people once it is saved', async () => {
    const opened = await takeOver('Subscribers');
    const subscribed = admin.world.shopify.store.data.customers.filter(
      ({ emailMarketing }) => emailMarketing.state === 'SUBSCRIBED',
    );
    await opened.frame.getByText(`${subscribed.length} people; in the last 7 days 0 came and 0 left.`).waitFor();
    await opened.frame.getByText(/^Read .+: \d+ customers\. Read again every quarter of an hour\.$/).waitFor();
    expect(await opened.frame.getByText('The count waits for Shopify').count()).toBe(0);
    await isSound(opened);

    const again = await open(fromShopify(SUBSCRIBERS), 'New segment');
    await again.frame.getByRole('link', { name: 'Subscribers' }).waitFor();
  });

  it.each(WIDTHS)('is found by its name among the others, at %i pixels', async (width) => {
    const opened = await open('/new', 'New segment', width);
    const { frame } = opened;
    await frame.getByRole('button', { name: 'Add a condition' }).click();
    await frame.getByLabel('What', { exact: true }).selectOption({ label: 'One of Shopify’s segments' });
    await frame.getByText('Choose a segment.').waitFor();
    await field(frame).fill('no such name');
    await frame.getByText('None of Shopify’s segments is called that.').waitFor();
    await field(frame).fill('MORE THAN');
    await frame.getByRole('option', { name: /purchased more than once.*number_of_orders > 1/ }).click();
    await expect.poll(() => field(frame).inputValue()).toBe('Customers who have purchased more than once');
    await frame.getByText('In Shopify: number_of_orders > 1').waitFor();
    await frame.getByText(/^Is in Shopify’s segment “Customers who have purchased more than once”/).waitFor();
    await field(frame).fill('half a na');
    await frame.getByLabel('Name').focus();
    await expect.poll(() => field(frame).inputValue()).toBe('Customers who have purchased more than once');
    await isSound(opened);
  });

  it('that was deleted there is said to be so', async () => {
    const { frame } = await open('', 'Segments');
    const rule = { kind: 'shopify-segment', id: 'gid://shopify/Segment/999' };
    const body = new URLSearchParams({ intent: 'save', name: 'Gone', rule: JSON.stringify(rule) }).toString();
    await frame.evaluate(async (text) => {
      const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
      await fetch('/app/segments/new?_data=routes%2Fapp.segments_.new', { method: 'POST', body: text, headers });
    }, body);
    await everythingSettled(admin.world, admin.app);
    const list = await open('', 'Segments');
    await list.frame.getByRole('link', { name: 'Gone' }).first().click();
    await list.frame.getByText('This one was deleted in Shopify').waitFor();
  });

  it.each(['gid://shopify/Customer/1', 'gid://shopify/Segment/7', '"><script>alert(1)</script>'])(
    'that Shopify does not know is not handed over: %s',
    async (id) => {
      const opened = await open(fromShopify(id), 'New segment');
      await opened.frame.getByText('There is nothing to take over').waitFor();
      await isSound(opened);
    },
  );
});

describe('the members of a segment', () => {
  it.each(WIDTHS)('are gone through by pages and found by address, at %i pixels', async (width) => {
    const { frame: first } = await takeOver(`Members ${width}`);
    const address = new URL(first.url()).pathname.replace('/app/segments', '');
    const opened = await open(address, `Members ${width}`, width);
    const { frame } = opened;
    await counted(frame);
    const newest = new Set(await membersIn(frame));
    expect(newest.size).toBe(20);
    await frame.getByRole('button', { name: 'Who came earlier' }).click();
    await expect.poll(async () => (await membersIn(frame)).some((each) => newest.has(each))).toBe(false);
    await frame.getByRole('button', { name: 'Who came later' }).click();
    await expect.poll(async () => new Set(await membersIn(frame))).toEqual(newest);
    await frame.getByLabel('Who', { exact: true }).fill('nobody@example.org');
    await frame.getByRole('button', { name: 'Find' }).click();
    await frame.getByText(/^Nobody in this segment is like that/).waitFor();
    await isSound(opened);
  });

  it('come as a file, all of them or those who may be mailed', async () => {
    const { frame, page } = await takeOver('As a file');
    for (const choice of ['Everybody in it', 'Only those who may be mailed']) {
      const downloading = page.waitForEvent('download');
      await frame.getByRole('button', { name: 'Export members' }).click();
      await frame.getByRole('menuitem', { name: choice }).click();
      const file = await downloading;
      expect(file.suggestedFilename()).toBe('segment-members.csv');
      const rows = parse<Record<string, string>>(readFileSync(await file.path()), { bom: true, columns: true });
      expect(rows.length).toBeGreaterThan(20);
      expect(rows.every((row) => Boolean(row.in_segment_since))).toBe(true);
    }
  });
});

/** Addresses of the members that are shown, without those beside the rule. */
const membersIn = (frame: OpenedPage['frame']): Promise<string[]> =>
  frame
    .locator('li', { hasText: 'since' })
    .locator('a[href^="/app/customers/"]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
