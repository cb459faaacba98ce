import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { appendEvents } from '~/capture/events/event-log.server';
import { enrichDue } from '~/customers/enrichment/enrich-profiles.server';
import { advanceRebuild, rebuildTraits } from '~/customers/enrichment/rebuild-traits.server';
import { withShop } from '~/platform/db/db.server';
import { seededRandom } from '../devstore/store-data/seeded-random';
import { describeMachine } from './load/machine';
import { percentile, rounded } from './load/percentiles';
import { printTable } from './load/table';
import { fillShop } from './people/fill-shop';
import { openBench } from './people/open-shop';
import { peakMb } from './people/peak-memory';

/**
 * `bench:enrichment [--json] [--quick] [--seed N]`: what it costs to keep what people are like: an event at a time, and everybody anew. The nightly count
 * must find nobody otherwise than the events had left them, and must not keep events waiting; the run fails where it does.
 */
const { values: args } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
  },
});

const SIZE = args.quick
  ? { people: 5_000, together: 1_000, single: 100 }
  : { people: 100_000, together: 20_000, single: 500 };
/** Longer than this an event must not wait while everybody is counted. */
const MOST_LAG_MS = 2_000;

const { DATABASE_URL: databaseUrl } = process.env;
if (!databaseUrl) throw new Error('DATABASE_URL is not set: start this by `npm run bench:enrichment`');
const machine = describeMachine();
const seed = Number(args.seed);
const key = randomBytes(32).toString('base64');
const domain = `people-${Date.now()}.myshopify.com`;
const shop = await fillShop({ databaseUrl, key, domain, people: SIZE.people, seed, hasHistory: true });
const deps = { ...openBench(databaseUrl, key), logger: pino({ level: 'silent' }) };
const random = seededRandom(seed, 'bench:enrichment');
let told = 0;
const inShop = <T>(work: () => Promise<T>): Promise<T> => withShop(shop.shopId, work);
const figures = await inShop(measure);
const peakRssMb = peakMb();
await deps.db.close();
report();
if (figures.drifted > 0 || figures.lagP99Ms > MOST_LAG_MS) {
  console.error(`Drifted: ${figures.drifted}; an event waited ${figures.lagP99Ms} ms during the nightly count.`);
  process.exit(1);
}
if (args.json) console.log(JSON.stringify(summary()));
process.exit(0);

async function measure() {
  const firstSeconds = await secondsOf(() => rebuildTraits(deps, shop.shopId));
  const ids = (await deps.db.prisma.profile.findMany({ select: { id: true } })).map(({ id }) => id);
  await tell(Array.from({ length: SIZE.together }, () => random.pick(ids)));
  const togetherSeconds = await secondsOf(() => enrichDue(deps, shop.shopId));
  const singleUs: number[] = [];
  for (let nth = 0; nth < SIZE.single; nth++) singleUs.push((await oneEvent(random.pick(ids))) * 1_000);
  const { seconds: rebuildSeconds, found, lagMs } = await rebuildBesideEvents(ids);
  return {
    ...{ firstSeconds, rebuildSeconds, drifted: found.drifted, regrouped: found.regrouped, counted: found.people },
    incrementalUsPerEvent: (togetherSeconds / SIZE.together) * 1e6,
    ...{ incrementalUsP50: percentile(singleUs, 0.5), incrementalUsP99: percentile(singleUs, 0.99) },
    ...{ lagP99Ms: rounded(percentile(lagMs, 0.99), 1), lags: lagMs.length },
  };
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const beganAt = performance.now();
  await work();
  return (performance.now() - beganAt) / 1_000;
}

async function tell(profileIds: string[]): Promise<void> {
  const occurredAt = deps.clock.now();
  const events = profileIds.map((profileId) => ({
    profileId,
    event: {
      ...({ type: 'page_viewed', properties: { device: 'mobile' }, occurredAt, source: 'storefront' } as const),
      dedupeKey: `bench ${++told}`,
    },
  }));
  for (let at = 0; at < events.length; at += 1_000)
    await deps.db.transaction((tx) => appendEvents(deps, tx, shop.shopId, events.slice(at, at + 1_000)));
}

/** From an event's being stored until its person is worked out anew, in ms. */
async function oneEvent(profileId: string): Promise<number> {
  await tell([profileId]);
  return (await secondsOf(() => enrichDue(deps, shop.shopId))) * 1_000;
}

/** The nightly count, a part a time as the worker takes it, while events keep coming one after the other. */
async function rebuildBesideEvents(ids: string[]) {
  const lagMs: number[] = [];
  let isOver = false;
  const events = (async () => {
    while (!isOver) lagMs.push(await oneEvent(random.pick(ids)));
  })();
  await deps.db.prisma.traitScale.updateMany({ where: { shopId: shop.shopId }, data: { dueAt: deps.clock.now() } });
  const beganAt = performance.now();
  let found = null;
  while (!found) found = await advanceRebuild(deps, shop.shopId, 10);
  const seconds = (performance.now() - beganAt) / 1_000;
  isOver = true;
  await events;
  return { seconds, found, lagMs };
}

function summary() {
  return {
    ...{ profiles: shop.people, orders: shop.orders, events: shop.events },
    incrementalUsPerEvent: Math.round(figures.incrementalUsPerEvent),
    incrementalUsP50: Math.round(figures.incrementalUsP50),
    incrementalUsP99: Math.round(figures.incrementalUsP99),
    firstSeconds: rounded(figures.firstSeconds, 1),
    rebuildSeconds: rounded(figures.rebuildSeconds, 1),
    ...{ lagP99Ms: figures.lagP99Ms, drifted: figures.drifted, regrouped: figures.regrouped, peakRssMb },
    ...{ machine, seed, isQuick: args.quick },
  };
}

function report(): void {
  const line = summary();
  printTable(
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, Node ${machine.node}; load before ${machine.loadBefore}; seed ${seed}`,
    [
      [`${line.profiles.toLocaleString('en')} people`, '', `${line.orders} orders, ${line.events} events`],
      ['an event, many together', `${line.incrementalUsPerEvent} µs`, `${SIZE.together} events`],
      ['an event by itself', `${line.incrementalUsP50} µs`, `99 of 100 within ${line.incrementalUsP99} µs`],
      ['everybody for the first time', `${line.firstSeconds} s`],
      ['everybody anew, events coming', `${line.rebuildSeconds} s`, `${line.drifted} drifted`],
      ['  an event meanwhile', `${line.lagP99Ms} ms`, `99 of 100 of ${figures.lags}`],
      ['peak memory', `${peakRssMb} MB`, 'resident, as the kernel counts it'],
    ],
  );
}
