import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { bareWorlds, type BareWorld } from '../../../tests/factories/bare-pages';
import { askedFile, makeFiles } from '../../../tests/factories/exported-file';
import { withShop } from '~/platform/db/db.server';
import { EXPORT_PAGE } from '../exports/list-export.server';
import { takeExport } from '../exports/take-export.server';

// A file of its own: the database plans what it asks often by what it knows of the tables, and has not looked at them since they were small.
const inWorld = await bareWorlds();
const ME = '42';
const MANY = 100_000;
const MEGABYTE = 1_048_576;

it('a hundred thousand members are a file in constant memory', () =>
  inWorld((world) =>
    withShop(world.shop.id, async () => {
      const segmentId = await fillSegment(world);
      const id = await askedFile({ ...world, actor: ME }, 'segment-members', `segment=${segmentId}`);
      // A turn is over with each look at the clock: a page a turn.
      const hurried = { ...world, pages: { ...world.pages, systemClock: hurriedClock(world) } };
      const [made, taken]: [number[], number[]] = [[], []];
      while (await makeFiles(hurried)) made.push(heapBytes());
      const file = await takeExport(world.pages, world.shop.domain, ME, id);
      let rows = -1;
      for await (const piece of file?.content ?? []) {
        rows += piece.toString('utf8').split('\r\n').length - 1;
        if (rows % 5_000 === 0) taken.push(heapBytes());
      }
      expect(rows).toBe(MANY);
      expect(made.length).toBeGreaterThanOrEqual(MANY / EXPORT_PAGE - 1);
      expect(growth(made) / MEGABYTE, 'while it is made').toBeLessThan(4);
      expect(growth(taken) / MEGABYTE, 'while it is taken').toBeLessThan(4);
    }),
  ));

/** From the first third to the last, by their medians: what is kept adds up; what a moment happens to hold does not. */
function growth(held: readonly number[]): number {
  const third = Math.floor(held.length / 3);
  return median(held.slice(-third)) - median(held.slice(0, third));
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What is still needed. */
function heapBytes(): number {
  collect();
  return process.memoryUsage().heapUsed + process.memoryUsage().external;
}

const hurriedClock = ({ app }: BareWorld) => ({
  time: 'system' as const,
  now() {
    app.advanceSystem(60_000);
    return app.systemClock.now();
  },
});

/** A segment whose members are a hundred thousand visitors. */
async function fillSegment({ app, shop }: BareWorld): Promise<string> {
  const segmentId = app.ids.next();
  const now = app.clock.now();
  const data = { shopId: shop.id, id: segmentId, name: 'Many', rule: { kind: 'all', rules: [] }, version: 1 };
  await app.db.prisma.segment.create({ data: { ...data, createdAt: now, updatedAt: now } });
  await app.db.prisma.$executeRaw`
    INSERT INTO profiles ("shopId", "id", "createdAt", "lastSeenAt")
    SELECT ${shop.id}::uuid, gen_random_uuid(), ${now}, ${now} FROM generate_series(1, ${MANY})`;
  await app.db.prisma.$executeRaw`
    INSERT INTO segment_members ("shopId", "segmentId", "profileId", "since")
    SELECT p."shopId", ${segmentId}::uuid, p."id", ${now} FROM profiles p WHERE p."shopId" = ${shop.id}::uuid`;
  return segmentId;
}
