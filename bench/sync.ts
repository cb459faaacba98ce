import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { freePort } from '../setup/postgres/free-port';
import { describeMachine } from './load/machine';
import { rounded } from './load/percentiles';
import { printTable } from './load/table';
import { measureSync, type Setting, type SyncFigures } from './sync/measure-sync';

/**
 * `bench:sync [--json] [--quick] [--seed N]`: how quickly the first sync stores orders, and what the worker holds in memory at the most, for a
 * small store and one twenty times its size. Memory must not grow with the store; the run fails where it does.
 */
const { values: args } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
  },
});

const SIZES = args.quick ? { small: 1_000, large: 4_000 } : { small: 10_000, large: 200_000 };
/** Of the smaller store's peak, what the larger one may take: when the collector looks is chance, what is held is not. */
const MOST_GROWTH = 1.2;

const machine = describeMachine();
const small = await measureSync(SIZES.small, 'small-shop.myshopify.com', await setting());
const large = await measureSync(SIZES.large, 'large-shop.myshopify.com', await setting());
report();
if (large.peakRssMb > small.peakRssMb * MOST_GROWTH) {
  console.error(`The worker's memory grows with the store: ${small.peakRssMb} MB, then ${large.peakRssMb} MB.`);
  process.exit(1);
}
if (args.json) console.log(JSON.stringify(summary()));
process.exit(0);

async function setting(): Promise<Setting> {
  const { DATABASE_URL: databaseUrl, DATABASE_OWNER_URL: ownerUrl } = process.env;
  if (!databaseUrl || !ownerUrl)
    throw new Error('DATABASE_URL or DATABASE_OWNER_URL is not set: start this by `npm run bench:sync`');
  const appUrl = `http://localhost:${await freePort()}`;
  const app = { apiKey: 'kindred-demo-client-id', apiSecret: randomBytes(24).toString('hex'), appUrl };
  return { seed: Number(args.seed), app, encryptionKey: randomBytes(32).toString('base64'), databaseUrl, ownerUrl };
}

function summary() {
  return {
    ordersPerSecond10k: Math.round(small.ordersPerSecond),
    ordersPerSecond200k: Math.round(large.ordersPerSecond),
    peakRssMb10k: small.peakRssMb,
    peakRssMb200k: large.peakRssMb,
    totalSeconds10k: rounded(small.totalSeconds, 1),
    totalSeconds200k: rounded(large.totalSeconds, 1),
    sizes: [small.orders, large.orders],
    ...{ machine, seed: Number(args.seed), isQuick: args.quick },
  };
}

function report(): void {
  const rows = [small, large].flatMap((figures) => rowsOf(figures));
  printTable(
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, Node ${machine.node}; load before ${machine.loadBefore}; seed ${args.seed}`,
    rows,
  );
}

function rowsOf({ orders, lines, ordersPerSecond, loadSeconds, totalSeconds, shopifySeconds, peakRssMb }: SyncFigures) {
  const [many, ofLines] = [orders.toLocaleString('en'), lines.toLocaleString('en')];
  return [
    [`${many} orders`, `${Math.round(ordersPerSecond)}/s`, `${ofLines} lines; loaded in ${loadSeconds.toFixed(1)} s`],
    ['  everything', `${totalSeconds.toFixed(1)} s`, `of these Shopify’s stand-in ${shopifySeconds.toFixed(1)} s`],
    ['  the worker’s peak', `${peakRssMb} MB`, 'resident, as the kernel counts it'],
  ] as [string, string, string][];
}
