import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { everythingSettled } from '../../devstore/app-processes';
import { asShop } from './as-shop';
import { seriousFindings } from './check-accessibility';
import { appFrame, openAdminWorld, type AdminWorld } from './open-admin';

const WIDTHS = [1_280, 360];

let admin: AdminWorld;
beforeAll(async () => {
  admin = await openAdminWorld({ store: { customers: 400, products: 60 } });
  // It is looked for groups once it was worked out what people are like.
  await atOnce('enrich-profiles');
  await atOnce('find-clusters');
  // The first page of all takes its time: the browser and the app warm up.
  await open();
  await admin.browser.closePages();
});
afterEach(() => admin.browser.closePages());
afterAll(() => admin.close());

async function atOnce(kind: string): Promise<void> {
  await asShop(
    admin.databaseUrl,
    `INSERT INTO shop_wakeups ("shopId", "kind", "nextDueAt", "version") SELECT "id", '${kind}', 'epoch', 1 FROM shops
     ON CONFLICT ("shopId", "kind") DO UPDATE SET "nextDueAt" = 'epoch', "version" = shop_wakeups."version" + 1`,
  );
  await everythingSettled(admin.world, admin.app);
}

async function open(width = 1_280, path = '/groups') {
  const { page, problems } = await admin.browser.newPage({ viewport: { width, height: 900 } });
  await page.goto(admin.adminUrl(`/app/segments${path}`));
  const frame = await appFrame(page);
  await frame.getByRole('heading', { level: 1 }).waitFor();
  return { page, problems, frame };
}
type Opened = Awaited<ReturnType<typeof open>>;

async function isSound({ frame, problems }: Opened): Promise<void> {
  await expect.poll(() => frame.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  expect(await seriousFindings(frame)).toEqual([]);
  expect(problems).toEqual([]);
}

const run = (change: string): Promise<void> => asShop(admin.databaseUrl, `UPDATE cluster_runs SET ${change}`);

describe('groups that were found', () => {
  it.each(WIDTHS)('are drawn, named, and told in a table, at %i pixels', async (width) => {
    const opened = await open(width);
    const { frame } = opened;
    await frame.getByRole('img', { name: 'The groups on a plane' }).waitFor();
    await frame.getByRole('heading', { level: 2, name: /^1 · / }).waitFor();
    await frame.getByRole('button', { name: 'Show the same as a table' }).click();
    const table = frame.getByRole('region', { name: 'Where the groups lie' });
    await table.waitFor();
    const rows = await table.getByRole('rowheader').allInnerTexts();
    const legend = await frame.getByRole('list', { name: 'What the marks mean' }).getByRole('listitem').allInnerTexts();
    expect(legend.map((words) => words.replace(/^\d+ · /, ''))).toEqual(rows);
    await isSound(opened);
  });

  it('become a segment by one click, which is kept once it is saved', async () => {
    const { page, frame, problems } = await open(1_280, '');
    await frame.getByRole('link', { name: 'See the groups' }).click();
    const make = frame.getByRole('link', { name: /^Make a segment: / }).first();
    const name = ((await make.getAttribute('aria-label')) ?? '').replace('Make a segment: ', '');
    await make.click();
    await frame.getByRole('heading', { level: 1, name: 'New segment' }).waitFor();
    await expect.poll(() => frame.getByLabel('Name').inputValue()).toBe(name);
    await frame
      .getByText(/^(One person|[\d,.]+ people)$/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await frame.getByRole('heading', { level: 1, name }).waitFor();
    expect(problems).toEqual([]);
  });

  it('are those of another way of looking, a click away', async () => {
    const { frame, problems } = await open();
    await frame
      .getByRole('link', { name: /^Show these groups: / })
      .first()
      .click();
    await frame.waitForURL(/way=/);
    await frame.getByRole('heading', { name: 'Three ways of looking' }).waitFor();
    expect(problems).toEqual([]);
  });

  it.each([
    [`"chosen" = NULL`, 'Nothing stands apart'],
    [`"outcome" = 'too-few', "people" = 12`, 'Too few people to find groups among'],
  ])('are none where it is so: %s', async (change, heading) => {
    await run(change);
    const opened = await open(360);
    await opened.frame.getByRole('heading', { name: heading }).waitFor();
    await isSound(opened);
  });
});
