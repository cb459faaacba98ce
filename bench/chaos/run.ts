import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { createAdminClient } from '../../devstore/admin-client';
import { everythingSettled } from '../../devstore/app-processes';
import { setUpShop } from '../../devstore/demo/merchant';
import { generateStore } from '../../devstore/store-data';
import { seededRandom, type SeededRandom } from '../../devstore/store-data/seeded-random';
import { startWorld, type World } from '../../devstore/world';
import { freePort } from '../../setup/postgres/free-port';
import { percentile, rounded } from '../load/percentiles';
import type { CrashPoint } from '~/platform/crash-points.server';
import { crashPoints, startFleet, type Fleet } from './fleet';
import { judgeMails, type Move, type Moves } from './judge';
import { startOwnDatabase, type OwnDatabase } from './own-database';
import { startOwnRedis } from './own-redis';
import { readByApp } from './read-by-app';
import { createShoppers, SLOT_MINUTES, withFullShelves, type Shoppers } from './shoppers';

export type Backend = 'postgresql' | 'redis';

export interface RunPlan {
  kills: number;
  orders: number;
  /** Slots of business time in which people come, and slots in all. */
  shoppingSlots: number;
  allSlots: number;
  /** Real seconds that a slot takes at least: one in which people come, and one after that. It goes on until the app has read what it was told. */
  shoppingSeconds: number;
  quietSeconds: number;
  seed: number;
  backend: Backend;
}

export interface RunFigures {
  backend: Backend;
  kills: number;
  killed: Record<string, number>;
  crashPointsHit: number;
  crashPointsTotal: number;
  orders: number;
  acknowledged: number;
  lost: number;
  mails: number;
  duplicates: number;
  unowed: number;
  owedMissing: number;
  latenessP50Seconds: number;
  latenessP99Seconds: number;
  seconds: number;
}

const MINUTE_MS = 60_000;
const SETTLED_WITHIN_MS = 3_600_000;
const SLOT_AT_MOST_MS = 120_000;

/** One life of a shop under kills; everything in it is its own, the database, the queue, the world. */
export async function runChaos(plan: RunPlan): Promise<RunFigures> {
  const began = performance.now();
  const random = seededRandom(plan.seed, `chaos ${plan.backend}`);
  const database = await startOwnDatabase('kindred_chaos');
  const redis = plan.backend === 'redis' ? await startOwnRedis() : null;
  const appUrl = `http://localhost:${await freePort()}`;
  const app = { apiKey: 'kindred-chaos-client-id', apiSecret: randomBytes(24).toString('hex'), appUrl };
  const data = withFullShelves(generateStore({ seed: plan.seed, customers: 100, products: 80 }));
  const world = await startWorld({ data, app, seed: plan.seed, ports: { shopify: 0, storefront: 0, postmark: 0 } });
  const said: string[] = [];
  const fleet = startFleet({
    onLine: (name, line) => void (isComplaint(line) && said.push(`[${name}] ${line}`)),
    ...{ world, app, databaseUrl: database.appUrl, encryptionKey: randomBytes(32).toString('base64') },
    ...{ env: redis ? { REDIS_URL: redis.url } : {}, pick: (list) => random.pick(list) },
  });
  try {
    await fleet.whole();
    await createAdminClient(world, appUrl).open('/app');
    await settle(world, fleet);
    await setUpShop(world, appUrl, 'postmark');
    await settle(world, fleet);
    const figures = await liveUnderKills(plan, { world, fleet, database, random, appUrl });
    return { ...figures, seconds: Math.round((performance.now() - began) / 1_000) };
  } catch (error) {
    console.error(`  The app's last complaints:\n    ${said.slice(-COMPLAINTS).join('\n    ')}`);
    throw error;
  } finally {
    await fleet.stop();
    await world.stop();
    redis?.stop();
    await database.stop();
  }
}

/** Under kills there are many; what was said last tells why it did not come to rest. */
const COMPLAINTS = 12;
const isComplaint = (line: string): boolean => /"level":(50|60)/.test(line) || !line.startsWith('{');

interface Scene {
  world: World;
  fleet: Fleet;
  database: OwnDatabase;
  random: SeededRandom;
  appUrl: string;
}

async function liveUnderKills(plan: RunPlan, scene: Scene): Promise<Omit<RunFigures, 'seconds'>> {
  const { world, fleet, random, database } = scene;
  const firstLogged = world.logs.shopify.all().length;
  const shoppers = createShoppers(world, random);
  const clock: Moves = [{ systemMs: Date.now(), offsetMs: world.clock.offsetMs }];
  const killing = killAll(plan, scene);
  const living = async () => {
    for (let slot = 0; slot < plan.allSlots || !killing.isOver(); slot++) {
      const beganAt = performance.now();
      shoppers.slot(slot, slot < plan.shoppingSlots ? plan.orders / plan.shoppingSlots : 0);
      await Promise.race([world.shopify.settled(), sleep(SLOT_AT_MOST_MS)]);
      // Two hours in which as many people came would be far longer than it takes to read what they did: they do not pass before that.
      await readByApp(database.ownerUrl, SETTLED_WITHIN_MS);
      const seconds = slot < plan.shoppingSlots ? plan.shoppingSeconds : plan.quietSeconds;
      await sleep(Math.max(0, seconds * 1_000 - (performance.now() - beganAt)));
      clock.push(await advance(scene, SLOT_MINUTES * MINUTE_MS));
    }
  };
  // Without a database that comes back nobody would ever be told the time: then it ends here.
  const [killed] = await Promise.all([killing.done, living()]);
  const untilMs = world.clock.now().getTime();
  await settleForGood(scene, clock);
  const verdict = judgeMails({ left: shoppers.checkouts(), untilMs, clock, log: world.logs.postmark.all() });
  for (const each of verdict.examples) console.error(`  ${each}`);
  return {
    ...{ backend: plan.backend, kills: Object.values(killed).reduce((sum, each) => sum + each, 0), killed },
    ...{ crashPointsHit: fleet.pointsHit.size, crashPointsTotal: crashPoints.length },
    ...{ orders: shoppers.orders().length, ...(await countLost(scene, firstLogged, shoppers)) },
    ...{ mails: verdict.mails, duplicates: verdict.duplicates, unowed: verdict.unowed, owedMissing: verdict.missing },
    latenessP50Seconds: rounded(percentile(verdict.lateSeconds, 0.5), 1),
    latenessP99Seconds: rounded(percentile(verdict.lateSeconds, 0.99), 1),
  };
}

interface Killing {
  isOver(): boolean;
  done: Promise<Killed>;
}

type Killed = Record<'web' | 'worker' | 'database' | 'crash point', number>;

/** Of ten kills; a worker that dies at a crash point does so by its own hand. */
const VICTIMS = [
  { victim: 'web', weight: 3 },
  { victim: 'worker', weight: 4 },
  { victim: 'crash point', weight: 1.5 },
  { victim: 'database', weight: 1.5 },
] as const;

/** Spread over the time that the plan takes; whom each meets is chance. */
function killAll(plan: RunPlan, { fleet, database, random }: Scene): Killing {
  const killed: Killed = { web: 0, worker: 0, database: 0, 'crash point': 0 };
  const total = () => killed.web + killed.worker + killed.database + killed['crash point'];
  const { kills, shoppingSlots, allSlots, shoppingSeconds, quietSeconds } = plan;
  const seconds = shoppingSlots * shoppingSeconds + (allSlots - shoppingSlots) * quietSeconds;
  const meanMs = (seconds * 1_000) / kills;
  let isOver = false;
  const strike = async () => {
    const { victim } = random.weightedPick(VICTIMS, ({ weight }) => weight);
    if (victim === 'database') await database.killAndRestart();
    if (victim === 'database' || ((victim === 'web' || victim === 'worker') && fleet.kill(victim))) killed[victim] += 1;
    if (victim === 'crash point') fleet.doomOne(random.pick(pointsToGo(fleet)));
    killed['crash point'] = fleet.deathsAtPoints();
  };
  const done = (async () => {
    while (total() < kills) {
      await sleep(meanMs * (0.5 + random.next()));
      await strike();
    }
    await everyPointHit(fleet);
    isOver = true;
    return { ...killed, 'crash point': fleet.deathsAtPoints() };
  })();
  return { isOver: () => isOver, done };
}

/** Labelled points at which nobody has died yet; all, once somebody has at each. */
function pointsToGo({ pointsHit }: Fleet): CrashPoint[] {
  const left = crashPoints.filter((point) => !pointsHit.has(point));
  return left.length > 0 ? left : crashPoints;
}

const POINTS_WITHIN_MS = 600_000;

/** Mails go on leaving: a worker dies at each point in its turn, within a time in which many leave. */
async function everyPointHit(fleet: Fleet): Promise<void> {
  const endsAt = performance.now() + POINTS_WITHIN_MS;
  while (fleet.pointsHit.size < crashPoints.length && performance.now() < endsAt) {
    for (const point of pointsToGo(fleet)) fleet.doomOne(point);
    await sleep(1_000);
  }
}

/** Moves business time, and tells the app until it has heard. */
async function advance({ world, appUrl }: Scene, ms: number): Promise<Move> {
  await world.clock.advance(ms);
  const move = { systemMs: Date.now(), offsetMs: world.clock.offsetMs };
  for (;;) {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ offsetMs: world.clock.offsetMs });
    const told = await fetch(`${appUrl}/world/clock`, { method: 'POST', headers, body }).catch(() => null);
    if (told?.ok) return move;
    await sleep(100);
  }
}

async function settle(world: World, fleet: Fleet): Promise<void> {
  await everythingSettled(world, fleet.app, SETTLED_WITHIN_MS);
}

/** Nobody is killed any more. What waits for its next try gets its time. */
async function settleForGood(scene: Scene, clock: Moves): Promise<void> {
  await scene.fleet.whole();
  for (let more = 0; more < 3; more++) {
    await settle(scene.world, scene.fleet);
    clock.push(await advance(scene, 2 * MINUTE_MS));
  }
  await settle(scene.world, scene.fleet);
}

/** What was done has one id for all topics that tell of it. */
const keyOf = ({ topic, eventId }: { topic: string; eventId: string }): string => `${topic} ${eventId}`;

/** Webhooks that the app said it had, and orders of the store, that are not in its rows. */
async function countLost({ world, database }: Scene, firstLogged: number, shoppers: Shoppers) {
  const acknowledged = new Set(
    world.logs.shopify
      .all()
      .slice(firstLogged)
      .flatMap(({ entry }) => (entry.kind === 'webhook' && entry.status === 200 ? [keyOf(entry)] : [])),
  );
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  try {
    await client.query(`SELECT set_config('app.shop_id', "id"::text, false) FROM shops`);
    const idsIn = async (text: string) => new Set((await client.query<{ id: string }>(text)).rows.map(({ id }) => id));
    const taken = await idsIn(`SELECT "topic" || ' ' || "externalId" AS id FROM inbox WHERE "source" = 'shopify'`);
    const orders = await idsIn(`SELECT "id" FROM orders`);
    const lost = [
      ...[...acknowledged].filter((id) => !taken.has(id)),
      ...shoppers.orders().filter((id) => !orders.has(id)),
    ];
    for (const id of lost.slice(0, 5)) console.error(`  lost: ${id}`);
    return { acknowledged: acknowledged.size, lost: lost.length };
  } finally {
    await client.end();
  }
}
