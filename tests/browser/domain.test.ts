import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createAdminClient } from '../../devstore/admin-client';
import { asShop } from './as-shop';
import { openAdminWorld, type AdminWorld } from './open-admin';
import { isSound, openPage, WIDTHS } from './open-pages';

const NAME = 'oak-and-elm.example';

let admin: AdminWorld;
beforeAll(async () => void (admin = await openAdminWorld()));
afterEach(() => admin.browser.closePages());
afterAll(() => admin.close());

const open = (width = 1_280) => openPage(admin, '/app/settings/domain', 'Domain', width);

async function saveSender(): Promise<void> {
  const form = {
    ...{ intent: 'sender', fromName: 'Oak & Elm', fromEmail: `hello@${NAME}`, postmarkToken: '' },
    postalAddress: '1 Oak Street, Bristol',
  };
  const client = createAdminClient(admin.world, admin.appUrl);
  expect(await client.submit('/app/settings', 'routes/app.settings', form)).toEqual({ kind: 'saved' });
}

describe('the page about the domain', () => {
  it('leads to the sender first', async () => {
    const { frame } = await open();
    await frame.getByRole('heading', { name: 'Say first who the mail is from' }).waitFor();
  });

  it('shows what to put into DNS, says what is wrong with it, and that it is found', async () => {
    await saveSender();
    const { frame, problems } = await open();
    await frame.getByRole('heading', { name: 'Your domain' }).waitFor();
    expect(await frame.getByLabel('Domain', { exact: true }).inputValue()).toBe(NAME);
    await frame.getByLabel('Domain', { exact: true }).fill('gmail.com');
    await frame.getByRole('button', { name: 'Set up' }).click();
    await frame.getByText('belongs to a mail provider').waitFor();
    await frame.getByLabel('Domain', { exact: true }).fill(NAME);
    await frame.getByRole('button', { name: 'Set up' }).click();
    await frame.getByText('Not verified yet').waitFor();
    const [dkim] = await records();
    if (!dkim) throw new Error('there are records');
    expect(await frame.locator('code').allTextContents()).toEqual(expect.arrayContaining([dkim.shortHost, dkim.value]));
    const { zone } = admin.world;
    zone.publish({ type: 'TXT', host: dkim.host, value: dkim.value.slice(0, 60) });
    await frame.getByRole('button', { name: 'Look now' }).click();
    await frame.getByText('cut off after 60 of').waitFor();
    zone.withdraw(dkim.host);
    admin.world.postmark.senders.publishDns(NAME);
    await frame.getByRole('button', { name: 'Look now' }).click();
    await frame.getByText('Verified', { exact: true }).waitFor();
    expect(problems).toEqual([]);
  });

  it.each(WIDTHS)('has room and no barrier while its records are missing, %i wide', async (width) => {
    for (const { host } of await records()) admin.world.zone.withdraw(host);
    const opened = await open(width);
    await opened.frame.getByRole('button', { name: 'Look now' }).click();
    await opened.frame.getByText('Not found yet').first().waitFor();
    await isSound(opened);
  });

  it('lets go of it only when that is confirmed, and says who gets mail until there is another', async () => {
    const { page, frame } = await open();
    await frame.getByRole('button', { name: 'Let go of this domain' }).click();
    await frame.getByRole('button', { name: 'Let go of it', exact: true }).click();
    await page.locator('.toast', { hasText: 'Domain let go of' }).waitFor();
    await frame.getByRole('heading', { name: 'Until it is verified' }).waitFor();
    await frame.getByText('Send from a shared address').click();
    await frame.getByText(`@${admin.world.operator.sharedDomain} at the moment`).waitFor();
  });

  it.each(WIDTHS)('has room and no barrier before there is one, %i wide', async (width) => {
    const opened = await open(width);
    await opened.frame.getByRole('heading', { name: 'Until it is verified' }).waitFor();
    await isSound(opened);
  });
});

describe('marketing mail that stopped by itself', () => {
  it.each(WIDTHS)('is said on home with figures and what to do, and goes on by one button, %i wide', async (width) => {
    await asShop(
      admin.databaseUrl,
      `INSERT INTO sending_stops ("shopId", "stoppedAt", "why", "sent", "bounced")
       SELECT "id", '${admin.world.clock.now().toISOString()}', 'bounces', 212, 11 FROM shops
       ON CONFLICT ("shopId") DO UPDATE SET "stoppedAt" = EXCLUDED."stoppedAt"`,
    );
    const opened = await openPage(admin, '/app', admin.world.shopify.store.data.shop.name, width);
    const { page, frame } = opened;
    await frame.getByText('Marketing mail has stopped by itself').waitFor();
    await frame.getByText('Of the last 212 mails 11 came back for good (5.19 %)').waitFor();
    await isSound(opened);
    await frame.getByRole('button', { name: 'Let it go on' }).click();
    await page.locator('.toast', { hasText: 'Marketing mail goes on' }).waitFor();
    await frame.getByText('Marketing mail has stopped by itself').waitFor({ state: 'detached' });
  });
});

async function records(): Promise<{ host: string; shortHost: string; value: string }[]> {
  const client = createAdminClient(admin.world, admin.appUrl);
  const page = await client.load<{ domain: { records: { host: string; shortHost: string; value: string }[] } | null }>(
    '/app/settings/domain',
    'routes/app.settings_.domain',
  );
  return page.domain?.records ?? [];
}
