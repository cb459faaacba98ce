import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { asShop } from './as-shop';
import { openAdminWorld, type AdminWorld } from './open-admin';
import { isSound, openPage, WIDTHS } from './open-pages';

let admin: AdminWorld;
beforeAll(async () => void (admin = await openAdminWorld()));
afterEach(() => admin.browser.closePages());
afterAll(() => admin.close());

const open = (width = 1_280, search = '') => openPage(admin, `/app/deliverability${search}`, 'Deliverability', width);

/** Thirty days of mail: one provider refuses more of it than the others, and somebody’s mailbox is gone. */
async function mailsWereSent(): Promise<void> {
  const today = admin.world.clock.now().toISOString();
  await asShop(
    admin.databaseUrl,
    `INSERT INTO mail_counts ("shopId", "day", "mailbox", "source", "sent", "delivered", "hardBounced", "softBounced", "complained", "unsubscribed",
       "opened", "clicked")
     SELECT s."id", '${today}'::date - d, m.mailbox, m.source, 20 + d % 7, 20 + d % 7 - m.lost - 1, m.lost, 1, 0, 0, 8, 2
     FROM shops s, generate_series(0, 25) d, (VALUES ('gmail', 'flow:abandoned-cart', 0), ('outlook', 'flow:abandoned-cart', 6),
       ('gmx', 'campaign:0197a3d0-0000-7000-8000-000000000001', 0), ('other', 'confirmation', 0)) AS m(mailbox, source, lost)`,
  );
}

describe('the page about what arrives', () => {
  it.each(WIDTHS)('teaches what a good start is before there is any mail, %i wide', async (width) => {
    const opened = await open(width);
    await opened.frame.getByRole('heading', { name: 'A good start' }).waitFor();
    await isSound(opened);
  });

  it.each(WIDTHS)('answers with figures, a picture and tables, %i wide', async (width) => {
    if (width === WIDTHS[0]) await mailsWereSent();
    const opened = await open(width);
    const { frame } = opened;
    await frame.getByText(/% of the [\d,]+ mails of the last 30 days arrived/).waitFor();
    await frame.getByText(/^At Outlook, Hotmail, Live, MSN/).waitFor();
    await expect.poll(() => frame.locator('.recharts-bar-rectangle').count()).toBeGreaterThan(50);
    await frame.getByRole('button', { name: 'Show the same as a table' }).click();
    await frame
      .getByRole('columnheader', { name: 'Back for good', exact: true })
      .first()
      .waitFor({ state: 'attached' });
    await isSound(opened);
  });

  it('shows other days by its address, and goes on to who is not written to', async () => {
    const { frame, page } = await open();
    await frame.getByLabel('Mails of the').selectOption('7');
    await frame.getByText(/of the last 7 days arrived/).waitFor();
    await frame.getByRole('link', { name: /^See who:/ }).click();
    await frame.getByRole('heading', { level: 1, name: 'Who is not written to' }).waitFor();
    await page.close();
  });

  it.each(WIDTHS)(
    'lists who said no, from whom that is known, and nobody for a reason that nobody has, %i wide',
    async (width) => {
      const opened = await openPage(admin, '/app/deliverability/suppressions', 'Who is not written to', width);
      const { frame } = opened;
      await frame.getByText('Shopify, when it was read').first().waitFor({ state: 'attached' });
      await isSound(opened);
      await frame.getByLabel('Why').selectOption('complaint');
      await frame.getByText('Nobody is on the list for this reason.').waitFor();
    },
  );
});
