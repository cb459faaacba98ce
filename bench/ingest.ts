import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createAdminClient } from '../devstore/admin-client';
import { createApp, everythingSettled } from '../devstore/app-processes';
import { generateStore } from '../devstore/store-data';
import { seededRandom } from '../devstore/store-data/seeded-random';
import { startWorld, type World } from '../devstore/world';
import { freePort } from '../setup/postgres/free-port';
import { createBrowsers } from './ingest/browsers';
import { emptyInbox, makeShops } from './ingest/database';
import { measureIngest, type IngestFigures, type IngestPlan, type Setting } from './ingest/measure';
import { printFigures, summarise } from './ingest/report';
import { describeMachine } from './load/machine';
import { recordWebhooks } from './path/webhooks';
import { startBareServer } from './peers/start-bare-server';

/**
 * `bench:ingest [--json] [--quick] [--seed N]`: how many webhooks a second one web process acknowledges within 250 ms (99 of 100, open loop),
 * beside a server that does the least possible; how many events of browsers it takes and one worker records; and what is left of the webhooks'
 * speed while browsers flood it.
 */
const { values: args } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
  },
});

const FULL: IngestPlan = {
  firstRate: 60,
  stepSeconds: 5,
  p99Ms: 250,
  floodSeconds: 15,
  floodFactor: 5,
  toProcess: 600,
};
const QUICK: IngestPlan = {
  firstRate: 60,
  stepSeconds: 2,
  p99Ms: 250,
  floodSeconds: 5,
  floodFactor: 5,
  toProcess: 150,
};
const SHOPS = 20;
const BODIES = 400;

const machine = describeMachine();
const plan = args.quick ? QUICK : FULL;
const seed = Number(args.seed);
const figures = await measure();
const line = summarise(figures, plan, machine, seed);
printFigures(line, machine, seed);
if (!line.floodKeptWebhooks) {
  console.error('Under the flood webhooks were lost or late.');
  process.exit(1);
}
if (args.json) console.log(JSON.stringify(line));
process.exit(0);

async function measure(): Promise<IngestFigures> {
  const { DATABASE_URL: databaseUrl, DATABASE_OWNER_URL: ownerUrl } = process.env;
  if (!databaseUrl || !ownerUrl)
    throw new Error('DATABASE_URL or DATABASE_OWNER_URL is not set: start this by `npm run bench:ingest`');
  const apiSecret = randomBytes(24).toString('hex');
  const appUrl = `http://localhost:${await freePort()}`;
  const app = { apiKey: 'kindred-demo-client-id', apiSecret, appUrl };
  const generated = generateStore({ seed });
  const data = { ...generated, orders: generated.orders.slice(0, 500) };
  const world = await startWorld({ data, app, seed, ports: { shopify: 0, storefront: 0, postmark: 0 } });
  let webPid = 0;
  const kindred = createApp({
    ...{ world, app, databaseUrl, encryptionKey: randomBytes(32).toString('base64') },
    env: { TRUSTED_PROXIES: '1' },
    onLine(name, text) {
      if (name === 'web') webPid ||= Number(/"pid":(\d+)/.exec(text)?.[1] ?? 0);
      if (/"level":(50|60)/.test(text) || !text.startsWith('{')) console.error(`  [${name}] ${text}`);
    },
  });
  const bare = await startBareServer(apiSecret);
  try {
    await kindred.startWeb();
    await install(world, appUrl, () => everythingSettled(world, kindred, 120_000), kindred.startWorker);
    const shops = await makeShops(ownerUrl, SHOPS);
    const random = seededRandom(seed, 'bench:ingest');
    const setting: Setting = {
      ...{ plan, appUrl, bareUrl: bare.url, ownerUrl, random, shops },
      webhooks: recordWebhooks(world, apiSecret, BODIES, seed),
      browsers: createBrowsers(shops, random),
      webPid,
      startWorker: () => kindred.startWorker(),
    };
    return await measureIngest(setting);
  } finally {
    bare.stop();
    await kindred.stop();
    await world.stop();
  }
}

/** The shop's first sync, by a worker that then goes: what is measured later is taken in by the web process alone. */
async function install(
  world: World,
  appUrl: string,
  settled: () => Promise<void>,
  startWorker: () => Promise<{ kill(signal: NodeJS.Signals): void; ended: Promise<unknown> }>,
): Promise<void> {
  const worker = await startWorker();
  await createAdminClient(world, appUrl).open('/app');
  await settled();
  worker.kill('SIGTERM');
  await worker.ended;
  await emptyInbox(process.env.DATABASE_OWNER_URL ?? '');
  await sleep(500);
}
