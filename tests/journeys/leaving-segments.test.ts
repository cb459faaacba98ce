import { expect, it } from 'vitest';
import { createShop } from '../factories/shops';
import { testApp } from '../factories/test-app';
import { testDatabase } from '../setup/database';
import { seededRandom } from '../../devstore/store-data/seeded-random';
import { addMs } from '~/platform/clock/clock';
import { withShop } from '~/platform/db/db.server';
import { advanceSegments } from '~/customers/segments/advance-segments.server';
import { saveSegment } from '~/customers/segments/save-segment.server';

const app = testApp(await testDatabase());

const PEOPLE = 10_000;
const HOUR_MS = 3_600_000;
const DAY_MINUTES = 1_440;
const MOST_LATE_MS = 60_000;

it(
  'ten thousand people who leave a window within an hour each leave within the minute, and none early',
  { timeout: 120_000 },
  async () => {
    const shop = await createShop(app);
    const shopId = shop.id;
    const random = seededRandom(1, 'leaving by time');
    const start = app.clock.now();
    /** When each looked: within the hour that comes to an end of its day from now on. */
    const people = Array.from({ length: PEOPLE }, () => ({
      id: app.ids.next(),
      leavesAt: addMs(start, 1 + random.int(0, HOUR_MS)),
    }));
    await withShop(shopId, async () => {
      await app.db.prisma.profile.createMany({
        data: people.map(({ id }) => ({ shopId, id, createdAt: start, lastSeenAt: start })),
      });
      await app.db.prisma.event.createMany({
        data: people.map(({ id, leavesAt }) => ({
          ...{ shopId, id: app.ids.next(), profileId: id, type: 'product_viewed', source: 'test', dedupeKey: id },
          ...{ occurredAt: addMs(leavesAt, -DAY_MINUTES * 60_000), recordedAt: start, properties: { productId: 'p' } },
        })),
      });
      await app.db.transaction((tx) =>
        saveSegment(app, tx, shopId, {
          name: 'Looked today',
          rule: { kind: 'happened', event: 'product_viewed', atLeast: 1, within: { minutes: DAY_MINUTES } },
        }),
      );
      let turns = 0;
      for (let next = await advance(shopId); next && next <= addMs(start, 2 * HOUR_MS); next = await advance(shopId)) {
        app.advance(Math.max(0, next.getTime() - app.clock.now().getTime()));
        turns += 1;
      }
      const left = await app.db.prisma.event.findMany({
        where: { shopId, type: 'segment_left' },
        select: { profileId: true, occurredAt: true },
      });
      const leftAt = new Map(left.map(({ profileId, occurredAt }) => [profileId, occurredAt]));
      const lateMs = people.map(({ id, leavesAt }) => (leftAt.get(id)?.getTime() ?? Infinity) - leavesAt.getTime());
      expect({ left: left.length, early: lateMs.filter((ms) => ms < 0).length }).toEqual({ left: PEOPLE, early: 0 });
      expect(Math.max(...lateMs)).toBeLessThanOrEqual(MOST_LATE_MS);
      expect(await app.db.prisma.segmentMember.count({ where: { shopId } })).toBe(0);
      expect(turns).toBeLessThan(500);
    });
  },
);

const advance = (shopId: string) => advanceSegments(app, shopId, () => Promise.resolve());
