import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { everythingSettled } from '../../devstore/app-processes';
import { openReceiver, type WebhookReceiver } from '../factories/webhook-receiver';
import { seriousFindings } from './check-accessibility';
import { appFrame, openAdminWorld, type AdminWorld } from './open-admin';

const WIDTHS = [1_280, 360];

let admin: AdminWorld;
let receiver: WebhookReceiver;
beforeAll(async () => {
  receiver = await openReceiver();
  admin = await openAdminWorld({ store: { customers: 60, products: 40 }, env: { WEBHOOKS_TO_LOOPBACK: '1' } });
  await open('/segments', 'Segments');
  await admin.browser.closePages();
});
afterEach(() => admin.browser.closePages());
afterAll(async () => {
  await receiver.close();
  await admin.close();
});

async function open(path: string, heading: string, width = 1_280) {
  const { page, problems } = await admin.browser.newPage({ viewport: { width, height: 900 } });
  await page.goto(admin.adminUrl(`/app${path}`));
  const frame = await appFrame(page);
  await frame.getByRole('heading', { level: 1, name: heading }).waitFor();
  return { page, problems, frame };
}
type Opened = Awaited<ReturnType<typeof open>>;

async function isSound({ frame, problems }: Opened): Promise<void> {
  await expect.poll(() => frame.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  expect(await seriousFindings(frame)).toEqual([]);
  expect(problems).toEqual([]);
}

async function outputsAddress(): Promise<string> {
  const opened = await open('/segments/new?template=one-time-buyers', 'New segment');
  await opened.page.getByRole('button', { name: 'Save', exact: true }).click();
  await opened.frame.getByRole('heading', { level: 1, name: 'One-time buyers' }).waitFor();
  await everythingSettled(admin.world, admin.app);
  return `${new URL(opened.frame.url()).pathname.replace(/^\/app/, '')}/outputs`;
}

describe('a segment in Shopify', () => {
  it('is given a tag and a name in the list, which its people then have there; and it looks as it should', async () => {
    const address = await outputsAddress();
    const opened = await open(address, 'One-time buyers in Shopify');
    const { frame, page } = opened;
    const save = () => frame.getByRole('button', { name: 'Save', exact: true }).click();
    await frame.getByLabel('Give these people a tag in Shopify').check();
    expect(await frame.getByRole('textbox', { name: 'Tag' }).inputValue()).toBe('Segment: One-time buyers');
    await frame.getByRole('textbox', { name: 'Tag' }).fill('once, twice');
    await frame.getByLabel('Name this segment in the list').check();
    await save();
    await frame.getByText(/The tag has a comma/).waitFor();
    await frame.getByRole('textbox', { name: 'Tag' }).fill('Bought once');
    await save();
    await page.locator('.toast', { hasText: 'Saved' }).waitFor();
    await expect
      .poll(() => admin.world.shopify.store.data.customers.some(({ tags }) => tags.includes('Bought once')), {
        timeout: 60_000,
      })
      .toBe(true);
    await frame.getByText('nobody', { exact: true }).waitFor({ timeout: 60_000 });
    for (const width of WIDTHS) await isSound(await open(address, 'One-time buyers in Shopify', width));
  });
});

describe('webhooks', () => {
  it('are made with a secret that is seen once, tried, paused and removed', async () => {
    const opened = await open('/settings/webhooks', 'Webhooks');
    const { frame, page } = opened;
    await frame.getByLabel('Where to').fill('http://example.com/');
    await frame.getByRole('button', { name: 'Make the endpoint' }).click();
    await frame.getByText(/Use https/).waitFor();
    await frame.getByLabel('Where to').fill(receiver.url);
    await frame.getByRole('button', { name: 'Make the endpoint' }).click();
    receiver.secret = (await frame.locator('code', { hasText: 'whsec_' }).textContent()) ?? '';
    await isSound(opened);
    await frame.getByRole('button', { name: `Send a test to ${receiver.url}` }).click();
    await frame.getByText('The test was taken.').waitFor();
    expect(receiver.heard).toMatchObject([{ isGenuine: true }]);
    await frame.getByRole('button', { name: `Pause ${receiver.url}` }).click();
    await page.locator('.toast', { hasText: 'Endpoint paused' }).waitFor();
    await frame.getByRole('button', { name: `Take up again ${receiver.url}` }).waitFor();
    for (const width of WIDTHS) await isSound(await open('/settings/webhooks', 'Webhooks', width));
    await frame.getByRole('button', { name: `Remove ${receiver.url}` }).click();
    await frame.getByRole('button', { name: 'Remove it' }).click();
    await frame.getByText('Nobody is told who enters your segments').waitFor();
  });
});
