import { expect, it } from 'vitest';
import { attributeOrders } from '~/engagement/attribution/attribute-orders.server';
import { minutes } from '~/platform/clock/clock';
import { withShop } from '~/platform/db/db.server';
import { makePerson } from '../../../tests/factories/people';
import { newOrder, placeOrders } from '../../../tests/factories/placed-orders';
import { createShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after } from '../../../tests/factories/times';
import { testDatabase } from '../../../tests/setup/database';
import { creditableSince } from './creditable-since.server';
import { enforceRetention } from './enforce-retention.server';

const HOUR = minutes(60);
const MONTH = minutes(31 * 1_440);
const app = testApp(await testDatabase());
const { prisma } = app.db;

it('an order keeps the credit that its click gave it after the click is let go of, also when orders are credited anew', async () => {
  const { id: shopId } = await createShop(app);
  await withShop(shopId, async () => {
    const { profileId } = await makePerson(app, shopId);
    const at = app.clock.now();
    const messageId = app.ids.next();
    const about = { occurredAt: at, recordedAt: at, source: 'postmark', dedupeKey: 'click' };
    const properties = { messageId, url: 'https://shop.example/' };
    const row = { shopId, id: app.ids.next(), profileId, type: 'email_clicked', ...about, properties };
    await prisma.event.create({ data: row });
    await placeOrders(app, shopId, [newOrder(app, { profileId, placedAt: after(HOUR, at) })]);
    const creditAnew = async () =>
      app.db.transaction(async (tx) => attributeOrders(tx, shopId, profileId, await creditableSince(tx, shopId)));
    const credited = () => prisma.attribution.findMany({ select: { messageId: true } });
    await creditAnew();
    expect(await credited()).toEqual([{ messageId }]);

    app.advance(27 * MONTH);
    await enforceRetention(app, shopId);
    expect(await prisma.event.count()).toBe(0);
    await creditAnew();
    expect(await credited()).toEqual([{ messageId }]);
  });
});
