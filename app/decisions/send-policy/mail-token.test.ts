import { beforeEach, describe, expect, it } from 'vitest';
import { plan } from '../../../tests/factories/messages';
import { makePerson, type Person } from '../../../tests/factories/people';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after, TEST_START } from '../../../tests/factories/times';
import { testDatabase } from '../../../tests/setup/database';
import { withShop } from '~/platform/db/db.server';
import { mailboxOfToken, mailToken } from './mail-token.server';

const app = testApp(await testDatabase());
const DAY_MS = 86_400_000;

let shop: TestShop;
let anna: Person;
let messageId: string;
beforeEach(async () => {
  shop = await createShop(app);
  await withShop(shop.id, async () => {
    anna = await makePerson(app, shop.id);
    messageId = (await plan(app, shop.id, { profileId: anna.profileId })).id;
    await markSent(TEST_START);
  });
});

const markSent = (requestedAt: Date | null) =>
  app.db.prisma.message.update({ where: { shopId_id: { shopId: shop.id, id: messageId } }, data: { requestedAt } });
const mailboxOf = (token: string, { shopId = shop.id, now = TEST_START } = {}) =>
  withShop(shopId, () =>
    mailboxOfToken({ vault: app.vault, clock: { time: 'business', now: () => now } }, app.db.prisma, shopId, token),
  );
const token = () => mailToken(app.vault, shop.id, messageId);

describe('the token of a mail’s links', () => {
  it('leads to whose mailbox the mail went to', async () => {
    expect(await mailboxOf(token())).toBe(anna.profileId);
    expect(token()).toMatch(/^[\w.-]{40,120}$/);
  });

  it('leads to nobody in another shop', async () => {
    const other = await createShop(app);
    expect(await mailboxOf(token(), { shopId: other.id })).toBeNull();
    expect(await mailboxOf(mailToken(app.vault, other.id, messageId))).toBeNull();
  });

  it('cannot be guessed, cut or made of another message', async () => {
    const other = token().replace(/^./, (first) => (first === 'A' ? 'B' : 'A'));
    for (const forged of [other, token().slice(0, -2), messageId, '', 'a.b'])
      expect(await mailboxOf(forged)).toBeNull();
  });

  it('says nothing of a mail that never left', async () => {
    await withShop(shop.id, () => markSent(null));
    expect(await mailboxOf(token())).toBeNull();
  });

  it('says nothing any more after thirty days: who finds an old mail is anybody', async () => {
    expect(await mailboxOf(token(), { now: after(30 * DAY_MS) })).toBe(anna.profileId);
    expect(await mailboxOf(token(), { now: after(30 * DAY_MS + 60_000) })).toBeNull();
  });
});
