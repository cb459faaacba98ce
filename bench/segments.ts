import { parseArgs } from 'node:util';
import { randomBytes } from 'node:crypto';
import { Prisma } from '@prisma/client';
import pg from 'pg';
import { appendEvents, type KnownEvent } from '~/capture/events/event-log.server';
import { membersSql } from '~/customers/rules/sql/compile.server';
import { advanceSegments } from '~/customers/segments/advance-segments.server';
import { saveSegment } from '~/customers/segments/save-segment.server';
import type { Database } from '~/platform/db/db.server';
import { withShop } from '~/platform/db/db.server';
import { seededRandom } from '../devstore/store-data/seeded-random';
import { describeMachine } from './load/machine';
import { percentile, rounded } from './load/percentiles';
import { printTable } from './load/table';
import { openBench } from './people/open-shop';
import { peakMb } from './people/peak-memory';
import { fillEvents, personId } from './segments/fill-events';
import { manySegments, tenSegments } from './segments/ten-segments';

/**
 * `bench:segments [--json] [--quick] [--seed N]`: a shop of a million people with twenty million events. How long it takes to find everybody in ten
 * segments, beside statements written by hand for the same people; what an event costs with fifty segments live; and how late a membership follows
 * an event at five hundred a second. Fails where the two ways find different people.
 */
const { values: args } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
  },
});
const SIZE = args.quick ? { profiles: 20_000, events: 400_000 } : { profiles: 1_000_000, events: 20_000_000 };
const LIVE = 50;
const BATCHES = args.quick ? 20 : 60;
const IN_BATCH = 500;
const LOAD = { eventsPerSecond: 500, seconds: args.quick ? 10 : 60, everyMs: 20 };

const { DATABASE_URL: databaseUrl, DATABASE_OWNER_URL: ownerUrl } = process.env;
if (!databaseUrl || !ownerUrl) throw new Error('DATABASE_URL is not set: start this by `npm run bench:segments`');
const machine = describeMachine();
const seed = Number(args.seed);
const random = seededRandom(seed, 'bench:segments');
const deps = openBench(databaseUrl, randomBytes(32).toString('base64'));
const shopId = deps.ids.next();
const now = deps.clock.now();
await deps.db.prisma.shop.create({
  data: { id: shopId, domain: `segments-${now.getTime()}.myshopify.com`, createdAt: now, installedAt: now },
});
const filling = performance.now();
await fillEvents(ownerUrl, shopId, SIZE, seed, now);
const fillSeconds = (performance.now() - filling) / 1_000;
const figures = await withShop(shopId, measure);
const line = {
  ...SIZE,
  live: LIVE,
  fillSeconds: rounded(fillSeconds, 1),
  ...figures,
  rssMb: peakMb(),
  machine,
  seed,
  isQuick: args.quick,
};
await deps.db.close();
print();
if (args.json) console.log(JSON.stringify(line));
process.exit(line.differing.length === 0 ? 0 : 1);

async function measure() {
  const full = await compareFull();
  const buildSeconds = await buildLive();
  const incremental = await measureIncremental();
  return { ...full, buildSeconds, ...incremental, ...(await measureLag()) };
}

/** Both ways in turn, twice, the better of each: the first reads from the disk what the second finds in memory. */
async function compareFull() {
  const reader = new pg.Client({ connectionString: ownerUrl, options: '-c timezone=UTC' });
  await reader.connect();
  await reader.query(`SELECT set_config('app.shop_id', $1, false)`, [shopId]);
  const segments: { name: string; people: number; differs: boolean; seconds: number; handSeconds: number }[] = [];
  for (const { name, rule, sql } of tenSegments) {
    const times = { own: Infinity, byHand: Infinity };
    let counts: [number, number] = [0, -1];
    for (let turn = 0; turn < 2; turn++) {
      const own = await timed(() =>
        countOf(deps.db, membersSql(rule, { shopId, moment: { at: now, timeZone: 'UTC' }, among: () => Prisma.empty })),
      );
      const byHand = await timed(async () =>
        Number(
          (
            await reader.query<{ n: string }>(
              `SELECT count(*) AS n FROM (${sql}) x`,
              sql.includes('$2') ? [shopId, now] : [shopId],
            )
          ).rows[0]?.n,
        ),
      );
      counts = [own.value, byHand.value];
      times.own = Math.min(times.own, own.seconds);
      times.byHand = Math.min(times.byHand, byHand.seconds);
    }
    segments.push({
      name,
      people: counts[0],
      differs: counts[0] !== counts[1],
      seconds: rounded(times.own, 3),
      handSeconds: rounded(times.byHand, 3),
    });
  }
  await reader.end();
  const sum = (of: 'seconds' | 'handSeconds') => segments.reduce((total, each) => total + each[of], 0);
  return {
    fullSeconds: rounded(sum('seconds'), 2),
    handSqlSeconds: rounded(sum('handSeconds'), 2),
    fullRatio: rounded(sum('seconds') / sum('handSeconds'), 2),
    differing: segments.filter(({ differs }) => differs).map(({ name }) => name),
    segments,
  };
}

async function countOf(db: Database, members: Prisma.Sql): Promise<number> {
  const [row] = await db.prisma.$queryRaw<{ n: bigint }[]>`SELECT count(*) AS n FROM (${members}) x`;
  return Number(row?.n);
}

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; seconds: number }> {
  const beganAt = performance.now();
  return { value: await work(), seconds: (performance.now() - beganAt) / 1_000 };
}

async function buildLive(): Promise<number> {
  for (const segment of manySegments(LIVE)) await deps.db.transaction((tx) => saveSegment(deps, tx, shopId, segment));
  const { seconds } = await timed(untilNothingIsDue);
  return rounded(seconds, 1);
}

async function untilNothingIsDue(): Promise<void> {
  for (;;) {
    const next = await advanceSegments(deps, shopId, () => Promise.resolve());
    if (!next || next.getTime() > Date.now() + 5_000) return;
  }
}

/** Events of people at random, many together: what looking again costs for each. */
async function measureIncremental() {
  const us: number[] = [];
  for (let batch = 0; batch < BATCHES; batch++) {
    await tell(Array.from({ length: IN_BATCH }, () => view()));
    const { seconds } = await timed(() => advanceSegments(deps, shopId, () => Promise.resolve()));
    us.push((seconds * 1e6) / IN_BATCH);
  }
  return { incrementalUsP50: Math.round(percentile(us, 0.5)), incrementalUsP99: Math.round(percentile(us, 0.99)) };
}

function view(): KnownEvent {
  const type = random.pick(['product_viewed', 'product_added_to_cart'] as const);
  return {
    profileId: personId(random.int(1, SIZE.profiles)),
    event: {
      ...{ type, properties: { productId: `p${random.int(1, 5_000)}` }, occurredAt: deps.clock.now() },
      ...{ source: 'storefront', dedupeKey: deps.ids.next() },
    },
  };
}

function tell(events: KnownEvent[]): Promise<unknown> {
  return deps.db.transaction((tx) => appendEvents(deps, tx, shopId, events));
}

/** Events come evenly while the job runs again and again, as a worker's does; how long after an event's commit its person stands right. */
async function measureLag() {
  const toldAt = new Map<string, number>();
  const lagMs: number[] = [];
  const perTurn = (LOAD.eventsPerSecond * LOAD.everyMs) / 1_000;
  const began = performance.now();
  let isOver = false;
  const telling = (async () => {
    for (let turn = 0; turn * LOAD.everyMs < LOAD.seconds * 1_000; turn++) {
      const dueAt = began + turn * LOAD.everyMs;
      const waitMs = dueAt - performance.now();
      if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
      const events = Array.from({ length: perTurn }, () => view());
      await tell(events);
      for (const { profileId } of events) toldAt.set(profileId, Math.min(toldAt.get(profileId) ?? Infinity, dueAt));
    }
    isOver = true;
  })();
  while (!isOver || toldAt.size > 0) {
    const waiting = [...toldAt];
    toldAt.clear();
    await advanceSegments(deps, shopId, () => Promise.resolve());
    const settledAt = performance.now();
    for (const [, at] of waiting) lagMs.push(settledAt - at);
  }
  await telling;
  return {
    lagP50Ms: Math.round(percentile(lagMs, 0.5)),
    lagP99Ms: Math.round(percentile(lagMs, 0.99)),
    lags: lagMs.length,
    eventsPerSecond: rounded(lagMs.length / ((performance.now() - began) / 1_000), 0),
  };
}

function print(): void {
  printTable(
    `${line.profiles.toLocaleString('en')} people, ${line.events.toLocaleString('en')} events (made in ${line.fillSeconds} s); ${machine.cpu}, ${machine.cores} cores, Node ${machine.node}; load before ${machine.loadBefore}; seed ${seed}`,
    [
      ...line.segments.map(({ name, people, seconds, handSeconds, differs }): [string, string, string] => [
        name,
        `${seconds} s`,
        `by hand ${handSeconds} s; ${people} people${differs ? ', BY HAND OTHERS' : ''}`,
      ]),
      ['All ten', `${line.fullSeconds} s`, `by hand ${line.handSqlSeconds} s, ratio ${line.fullRatio}`],
      [`${LIVE} segments made`, `${line.buildSeconds} s`],
      [
        'An event, many together',
        `${line.incrementalUsP50} µs`,
        `99 of 100 batches within ${line.incrementalUsP99} µs`,
      ],
      [
        `At ${line.eventsPerSecond} events a second`,
        `${line.lagP50Ms} ms`,
        `99 of 100 within ${line.lagP99Ms} ms, of ${line.lags}`,
      ],
      ['Peak memory', `${line.rssMb} MB`],
    ],
  );
}
