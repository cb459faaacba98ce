import { expect, it } from 'vitest';
import { recordConsent } from '~/customers/consent/ledger.server';
import { withShop } from '~/platform/db/db.server';
import { makePerson } from '../../../tests/factories/people';
import { plan } from '../../../tests/factories/messages';
import { createShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after } from '../../../tests/factories/times';
import { testDatabase } from '../../../tests/setup/database';
import { NOTHING } from './day';
import { figuresByDay } from './day-figures.server';

const app = testApp(await testDatabase());
const HOUR_MS = 3_600_000;

it('everything counts on the shop’s day on which it happened, once, for the flow or campaign it came of', async () => {
  const { id: shopId } = await createShop(app);
  const shop = { id: shopId, timezone: 'America/New_York', currency: 'EUR' };
  const { prisma } = app.db;
  // Eleven at night on the 9th in New York, and an hour later.
  const [late, next] = [new Date('2026-03-10T03:00:00Z'), new Date('2026-03-10T04:30:00Z')];
  await withShop(shopId, async () => {
    const { profileId, email } = await makePerson(app, shopId);
    const campaignId = app.ids.next();
    const ofFlow = await plan(app, shopId, { profileId });
    const ofCampaign = await plan(app, shopId, {
      profileId,
      sourceKind: 'campaign',
      sourceId: campaignId,
      flowKey: null,
    });
    const ofNeither = await plan(app, shopId, { profileId, flowKey: null });
    for (const { id } of [ofFlow, ofCampaign, ofNeither])
      await prisma.message.update({
        where: { shopId_id: { shopId, id } },
        data: { state: 'accepted', sentAt: late, deliveredAt: late, openedAt: late, clickedAt: next },
      });
    const happened = (type: string, at: Date, messageId: string) => ({
      ...{ shopId, id: app.ids.next(), profileId, type, occurredAt: at, recordedAt: at, source: 'kindred' },
      ...{ dedupeKey: app.ids.next(), properties: { messageId, url: 'https://shop.example/' } },
    });
    await prisma.event.createMany({
      data: [
        happened('email_opened', late, ofFlow.id),
        happened('email_opened', next, ofFlow.id),
        happened('email_clicked', next, ofFlow.id),
        happened('email_loaded', next, ofFlow.id),
        happened('email_scanned', next, ofFlow.id),
      ],
    });
    const says = (why: string | null, key: string) =>
      app.db.transaction((tx) =>
        recordConsent(app, tx, shopId, {
          ...{ email, purpose: 'marketing', state: 'withdrawn', source: 'postmark' },
          ...{ occurredAt: next, dedupeKey: key, evidence: { message: ofFlow.id, ...(why ? { why } : {}) } },
        }),
      );
    await says(null, 'by the link');
    await says('unsubscribed', 'told by Postmark as well');
    await says('complained', 'a complaint');
    const credit = (orderId: string, model: string, revenueMinor: number, currency: string) => ({
      ...{ shopId, orderId, model, messageId: ofCampaign.id, profileId, touchKind: 'click', touchedAt: next },
      ...{ orderedAt: after(HOUR_MS, next), revenueMinor, currency },
    });
    await prisma.attribution.createMany({
      data: [
        credit('1', 'last-touch', 1_050, 'EUR'),
        credit('2', 'last-touch', 99, 'USD'),
        credit('3', 'assisted', 7, 'EUR'),
      ],
    });
    const figures = await figuresByDay(prisma, { shop, from: '2026-03-09', until: '2026-03-11' });
    const mail = { sent: 1, delivered: 1, openers: 1 };
    expect(Object.fromEntries(figures.get('flow:abandoned-cart') ?? [])).toEqual({
      '2026-03-09': { ...NOTHING, ...mail, opens: 1 },
      '2026-03-10': { ...NOTHING, opens: 1, clicks: 1, clickers: 1, unsubscribed: 1 },
    });
    expect(Object.fromEntries(figures.get(`campaign:${campaignId}`) ?? [])).toEqual({
      '2026-03-09': { ...NOTHING, ...mail },
      '2026-03-10': { ...NOTHING, clickers: 1, orders: 2, salesMinor: 1_050 },
    });
    expect(figures.size).toBe(2);
    expect(
      (await figuresByDay(prisma, { shop, from: '2026-03-10', until: '2026-03-11' })).get('flow:abandoned-cart')?.size,
    ).toBe(1);
  });
});
