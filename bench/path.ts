import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { createAdminClient } from '../devstore/admin-client';
import { setUpShop } from '../devstore/demo/merchant';
import { createApp, everythingSettled, type App } from '../devstore/app-processes';
import { generateStore } from '../devstore/store-data';
import { seededRandom } from '../devstore/store-data/seeded-random';
import { startWorld, type AppIdentity, type World } from '../devstore/world';
import { freePort } from '../setup/postgres/free-port';
import { describeMachine, residentMb } from './load/machine';
import { percentile, rounded } from './load/percentiles';
import { printTable } from './load/table';
import { measureAcknowledgements, webhooksNeeded, type Acknowledgements, type LoadPlan } from './path/acknowledge';
import { checkStored, measureFirstSync, type FirstSync } from './path/first-sync';
import { recordWebhooks } from './path/webhooks';
import { startBareServer } from './peers/start-bare-server';

/**
 * `bench:path [--json] [--quick] [--seed N]`: how quickly a webhook is acknowledged, beside a server that does the least possible; how long
 * the first sync of 10,000 orders takes; how much memory the processes hold at the end.
 */
const { values: args } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
  },
});

const ORDERS = 10_000;
const FULL: LoadPlan = { ratePerSecond: 50, phaseSeconds: 5, phases: 6, warmUpSeconds: 4 };
const QUICK: LoadPlan = { ratePerSecond: 50, phaseSeconds: 4, phases: 2, warmUpSeconds: 2 };

interface Setting {
  seed: number;
  plan: LoadPlan;
  app: AppIdentity;
  databaseUrl: string;
  ownerUrl: string;
}

interface Figures {
  sync: FirstSync;
  acknowledgements: Acknowledgements;
  webRssMb: number;
  workerRssMb: number;
  bodyBytes: number[];
}

const machine = describeMachine();
const setting = await readSetting();
const figures = await measure(setting);
const line = summarise(setting, figures);
report(setting, figures, line);
if (line.nonTwoHundred > 0) {
  console.error(`${line.nonTwoHundred} webhooks were not answered with 200: the latencies say nothing.`);
  process.exit(1);
}
if (args.json) console.log(JSON.stringify(line));
process.exit(0);

async function readSetting(): Promise<Setting> {
  const { DATABASE_URL: databaseUrl, DATABASE_OWNER_URL: ownerUrl } = process.env;
  if (!databaseUrl || !ownerUrl)
    throw new Error('DATABASE_URL or DATABASE_OWNER_URL is not set: start this by `npm run bench:path`');
  const seed = Number(args.seed);
  const app = {
    apiKey: 'kindred-demo-client-id',
    apiSecret: randomBytes(24).toString('hex'),
    appUrl: `http://localhost:${await freePort()}`,
  };
  return { seed, plan: args.quick ? QUICK : FULL, app, databaseUrl, ownerUrl };
}

async function measure(setting: Setting): Promise<Figures> {
  const { seed, app, databaseUrl } = setting;
  const generated = generateStore({ seed });
  if (generated.orders.length < ORDERS) throw new Error(`seed ${seed} gives only ${generated.orders.length} orders`);
  const data = { ...generated, orders: generated.orders.slice(0, ORDERS) };
  const world = await startWorld({ data, app, seed, ports: { shopify: 0, storefront: 0, postmark: 0 } });
  let webPid = 0;
  const kindred = createApp({
    ...{ world, app, databaseUrl, encryptionKey: randomBytes(32).toString('base64') },
    onLine(name, text) {
      if (name === 'web') webPid ||= pidOf(text);
      if (/"level":(50|60)/.test(text) || !text.startsWith('{')) console.error(`  [${name}] ${text}`);
    },
  });
  try {
    await kindred.startWeb();
    const worker = await kindred.startWorker();
    return {
      ...(await measureRunning(setting, world, kindred)),
      webRssMb: residentMb(webPid),
      workerRssMb: residentMb(worker.pid),
    };
  } finally {
    await kindred.stop();
    await world.stop();
  }
}

/** The app's processes name themselves in each line of their log. */
function pidOf(logLine: string): number {
  return Number(/"pid":(\d+)/.exec(logLine)?.[1] ?? 0);
}

async function measureRunning({ app, plan, seed, ownerUrl }: Setting, world: World, kindred: App) {
  const admin = createAdminClient(world, app.appUrl);
  const sync = await measureFirstSync(world, admin);
  await everythingSettled(world, kindred, 120_000);
  await checkStored(ownerUrl, world.shopify.store.data);
  await setUpShop(world, app.appUrl, 'postmark');
  const webhooks = recordWebhooks(world, app.apiSecret, webhooksNeeded(plan), seed);
  const bare = await startBareServer(app.apiSecret);
  try {
    const acknowledgements = await measureAcknowledgements(
      [
        { name: 'kindred', url: `${app.appUrl}/ingest/shopify` },
        { name: 'bare', url: bare.url },
      ],
      webhooks,
      plan,
      { random: seededRandom(seed, 'arrivals'), quiet: () => everythingSettled(world, kindred) },
    );
    await everythingSettled(world, kindred);
    return { sync, acknowledgements, bodyBytes: webhooks.map(({ body }) => body.length) };
  } finally {
    bare.stop();
  }
}

function summarise({ plan, seed }: Setting, { sync, acknowledgements, webRssMb, workerRssMb }: Figures) {
  const { kindred, bare } = acknowledgements;
  const latency = (sent: typeof kindred, share: number) =>
    percentile(
      sent.map(({ latencyMs }) => latencyMs),
      share,
    );
  const all = [...kindred, ...bare];
  return {
    ackP50Ms: rounded(latency(kindred, 0.5), 2),
    ackP99Ms: rounded(latency(kindred, 0.99), 2),
    bareP50Ms: rounded(latency(bare, 0.5), 2),
    bareP99Ms: rounded(latency(bare, 0.99), 2),
    ackRatio: rounded(latency(kindred, 0.5) / latency(bare, 0.5), 2),
    sync10kOrdersSeconds: rounded(sync.seconds, 1),
    syncShopifySeconds: rounded(sync.shopifySeconds, 1),
    webRssMb,
    workerRssMb,
    machine,
    seed,
    rate: plan.ratePerSecond,
    seconds: plan.phaseSeconds * plan.phases,
    sent: kindred.length,
    orders: ORDERS,
    nonTwoHundred: all.filter(({ outcome }) => outcome !== 200).length,
    senderLateP99Ms: rounded(
      percentile(
        all.map(({ lateMs }) => lateMs),
        0.99,
      ),
      2,
    ),
  };
}

function report({ plan, seed }: Setting, { sync, bodyBytes }: Figures, line: ReturnType<typeof summarise>): void {
  const ms = (value: number) => `${value.toFixed(2)} ms`;
  const s = (value: number) => `${value.toFixed(1)} s`;
  const kb = (share: number) => rounded(percentile(bodyBytes, share) / 1_024, 1);
  printTable(
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, Node ${machine.node}; load before ${machine.loadBefore}; seed ${seed}`,
    [
      [
        `Acknowledged, p50`,
        ms(line.ackP50Ms),
        `${line.sent} webhooks at ${plan.ratePerSecond}/s (${plan.phases} × ${plan.phaseSeconds} s, after ${plan.warmUpSeconds} s of warming up), bodies ${kb(0.01)}-${kb(0.5)}-${kb(0.99)} KB (p1, p50, p99)`,
      ],
      ['Acknowledged, p99', ms(line.ackP99Ms)],
      ['Bare server, p50', ms(line.bareP50Ms), 'the same webhooks: signature and one INSERT, in alternating phases'],
      ['Bare server, p99', ms(line.bareP99Ms)],
      ['Ratio at p50', line.ackRatio.toFixed(2), `the sender was at most ${ms(line.senderLateP99Ms)} late (p99)`],
      [
        'First sync',
        s(sync.seconds),
        `${ORDERS} orders with their customers and products; of these Shopify’s stand-in ${s(sync.shopifySeconds)}`,
      ],
      ...Object.entries(sync.doneAfterSeconds).map(
        ([kind, seconds]) => [`  ${kind} stored after`, s(seconds)] as const,
      ),
      ['Memory of the web process', `${line.webRssMb} MB`, 'resident, at the end'],
      ['Memory of the worker', `${line.workerRssMb} MB`],
    ],
  );
}
