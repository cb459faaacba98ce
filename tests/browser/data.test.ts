import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { everythingSettled } from '../../devstore/app-processes';
import { asShop } from './as-shop';
import { seriousFindings } from './check-accessibility';
import { appFrame, openAdminWorld, type AdminWorld } from './open-admin';

const WIDTHS = [1_280, 360];

let admin: AdminWorld;
beforeAll(async () => {
  admin = await openAdminWorld();
  const { store } = admin.world.shopify;
  const anna = { firstName: 'Anna', lastName: 'Müller' };
  for (const email of ['anna.mueller@gmail.com', 'annamueller+shop@gmail.com', 'annamueler+shop@gmail.com'])
    store.createCustomer({ email, ...anna });
  store.createCustomer({ email: 'BEN@EXAMPLE.COM', firstName: 'BEN', lastName: 'SOMEBODY' });
  await everythingSettled(admin.world, admin.app);
  // The first page of all takes its time: the browser and the app warm up.
  await open('/app/customers', 'Customers');
  // Looking for duplicates begins with the next sweep.
  await vi.waitFor(async () => expect(await pairsToDecide()).toBe(2), { timeout: 60_000, interval: 500 });
});
afterEach(() => admin.browser.closePages());
afterAll(() => admin.close());

async function open(appPath: string, heading: string, width = 1_280) {
  const { page, problems } = await admin.browser.newPage({ viewport: { width, height: 900 } });
  await page.goto(admin.adminUrl(appPath));
  const frame = await appFrame(page);
  await frame.getByRole('heading', { level: 1, name: heading }).waitFor();
  return { page, problems, frame };
}

async function pairsToDecide(): Promise<number> {
  const { frame } = await open('/app/data/duplicates', 'Two, or one?');
  const count = await frame.getByRole('button', { name: 'Two persons' }).count();
  await admin.browser.closePages();
  return count;
}

type Opened = Awaited<ReturnType<typeof open>>;

async function isSound({ frame, problems }: Opened): Promise<void> {
  // The page's actions are folded up when its script has arrived.
  await expect.poll(() => frame.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  expect(await seriousFindings(frame)).toEqual([]);
  expect(problems).toEqual([]);
}

it.each(WIDTHS)(
  'the page about data fits %i pixels, with what is fresh, what is missing and who is to decide about',
  async (width) => {
    const opened = await open('/app/data', 'Data', width);
    await opened.frame.getByRole('heading', { name: 'How fresh it is' }).waitFor();
    await opened.frame.getByRole('heading', { name: 'Two, or one?' }).waitFor();
    await opened.frame.getByText('nobody came out otherwise').waitFor();
    await isSound(opened);
  },
);

it.each(WIDTHS)('rows that something is missing of fit %i pixels', async (width) => {
  const opened = await open('/app/data/people-not-browsing', 'People not seen browsing for 90 days', width);
  await isSound(opened);
});

it.each(WIDTHS)('who may be one person fits %i pixels', async (width) => {
  const opened = await open('/app/data/duplicates', 'Two, or one?', width);
  await opened.frame.getByRole('button', { name: 'One person' }).first().waitFor();
  await isSound(opened);
});

it('each answer is taken at once, until nobody is left to decide about', async () => {
  const { frame } = await open('/app/data/duplicates', 'Two, or one?');
  const pairs = frame.getByRole('button', { name: 'Two persons' });
  await pairs.first().waitFor();
  expect(await pairs.count()).toBe(2);
  await pairs.first().click();
  await expect.poll(() => pairs.count(), { timeout: 10_000 }).toBe(1);
  await frame.getByRole('button', { name: 'One person' }).click();
  await frame.getByText('Nobody to decide about').waitFor();
});

it.each(WIDTHS)('who came out otherwise than was kept is a click away, at %i pixels', async (width) => {
  await asShop(
    admin.databaseUrl,
    `UPDATE trait_scales SET "drifted" = 1`,
    `INSERT INTO trait_drifts ("shopId", "startedAt", "profileId", "what")
     SELECT p."shopId", s."countedAt", p."id", '{usual-device,place}' FROM trait_scales s JOIN profiles p ON p."shopId" = s."shopId"
     WHERE p."primaryAddressId" IS NOT NULL ORDER BY p."id" LIMIT 1 ON CONFLICT DO NOTHING`,
  );
  const opened = await open('/app/data', 'Data', width);
  await opened.frame.getByRole('link', { name: 'one of them came out otherwise and was put right' }).click();
  await opened.frame.getByRole('heading', { level: 1, name: 'People whose figures were not' }).waitFor();
  await opened.frame.getByText('what they come by, where they live').filter({ visible: true }).waitFor();
  await isSound(opened);
});
