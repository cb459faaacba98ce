import { expect, test } from 'vitest';
import { withShop } from '~/platform/db/db.server';
import { plantPeople, plantSegment } from '../../../tests/factories/audiences';
import { plan } from '../../../tests/factories/messages';
import { createShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after } from '../../../tests/factories/times';
import { testDatabase } from '../../../tests/setup/database';
import { countAudience } from './audience.server';

const app = testApp(await testDatabase());
const HOUR = 3_600_000;

test('an audience is counted with what stands against each, the first that does, and who was written to lately', async () => {
  const { id: shopId } = await createShop(app);
  await withShop(shopId, async () => {
    const { prisma } = app.db;
    const ids = await plantPeople(app, shopId, [
      ...[{}, {}, {}],
      { hasAddress: false },
      ...[{ consent: 'withdrawn' as const }, { consent: 'withdrawn' as const, isImpossible: true }],
      { isImpossible: true },
      ...[{ pausedUntil: after(HOUR) }, { pausedUntil: after(-HOUR) }],
      ...[{ topicsOff: ['news'] }, { topicsOff: ['sales'] }],
    ]);
    const segmentIds = [await plantSegment(app, shopId, ids), await plantSegment(app, shopId, ids.slice(0, 2))];
    const [first = ''] = ids;
    const message = await plan(app, shopId, { profileId: first });
    await prisma.message.update({
      where: { shopId_id: { shopId, id: message.id } },
      data: { state: 'accepted', sentAt: after(-HOUR) },
    });
    const audience = { segmentIds, excludedSegmentIds: [] };
    const asked = { shopId, audience, topicKey: 'news', at: after(0) };
    expect(await countAudience(prisma, asked, after(-2 * HOUR))).toEqual({
      ...{ people: 11, reach: 5, lately: 1 },
      against: { 'no-address': 1, 'no-consent': 2, 'address-impossible': 1, 'paused-by-person': 1, 'topic-off': 1 },
    });
    expect((await countAudience(prisma, asked, after(-HOUR))).lately).toBe(0);
    const without = { ...asked, topicKey: null, audience: { segmentIds, excludedSegmentIds: segmentIds.slice(1) } };
    expect(await countAudience(prisma, without, after(0))).toMatchObject({ people: 9, reach: 4 });
  });
});
