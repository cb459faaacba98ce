import { parseArgs } from 'node:util';
import { cpuMs, describeMachine, peakRssMb } from './load/machine';
import { percentile, rounded } from './load/percentiles';
import { printTable } from './load/table';
import { emailOf, fillPeople, fillWaiting, numberIn } from './send/fill-people';
import { measureBare, measureRendering } from './send/measure-rendering';
import { openShop, wakeFor, type SendingShop } from './send/open-shop';
import { states, untilSent } from './send/watch-ledger';

/**
 * `bench:send [--json] [--quick] [--seed N]`: how many mails a second a worker decides about, renders and hands to Postmark's stand-in, beside LiquidJS
 * and HTTP alone; and, with a million runs waiting, how late mails leave of which fifty thousand fall due within one minute. Judged by the
 * stand-in's own log. Fails where a mail left early, twice or not at all.
 */
const { values: args } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
  },
});
const SIZE = args.quick
  ? { burst: 2_000, bare: 2_000, waiting: 20_000, due: 1_000, withinSeconds: 5 }
  : { burst: 40_000, bare: 20_000, waiting: 1_000_000, due: 50_000, withinSeconds: 60 };
const LONGEST_MS = 1_800_000;
/** From the last row written to the first run that falls due. */
const LEAD_MS = 10_000;

const machine = describeMachine();
const seed = Number(args.seed);
const rendering = await measureRendering();
const shop = await openShop({ seed });
// What Postmark would report is another bench's.
await shop.world.ask({ ask: 'weather', weather: { dropRate: 1 } });
const barePerSecond = await measureBare(shop.world, SIZE.bare);
const burst = await measureBurst(shop);
const minute = await measureMinute(shop);
const verdict = await judge(shop);
await shop.close();

const line = {
  messagesPerSecond: rounded(burst.perSecond, 0),
  barePerSecond: rounded(barePerSecond, 0),
  workerCpuUs: rounded(burst.workerCpuUs, 0),
  sendRatio: rounded(burst.perSecond / barePerSecond, 2),
  renderUsP50: rounded(rendering.renderUsP50, 0),
  bareRenderUsP50: rounded(rendering.bareRenderUsP50, 0),
  renderRatio: rounded(rendering.renderUsP50 / rendering.bareRenderUsP50, 2),
  ...{ burst: SIZE.burst, htmlCharacters: rendering.htmlCharacters },
  waiting: SIZE.waiting,
  dueInOneMinute: SIZE.due,
  ...minute,
  ...verdict,
  rssMb: Math.max(burst.rssMb, minute.rssMb),
  ...{ machine, seed, isQuick: args.quick },
};
print();
if (args.json) console.log(JSON.stringify(line));
process.exit(line.early + line.duplicates + line.missing > 0 ? 1 : 0);

/** Mails that are all due at once, from the wake-up to the last one that Postmark took. */
async function measureBurst(shop: SendingShop): Promise<{ perSecond: number; workerCpuUs: number; rssMb: number }> {
  const dueAt = shop.now();
  await fillPeople(shop.owner, {
    ...{ shopId: shop.shopId, vault: shop.vault, products: shop.products },
    ...{ from: 0, count: SIZE.burst, dueAtOf: () => dueAt, waiting: 'message' },
  });
  const worker = await shop.app.startWorker();
  const cpuBefore = cpuMs(worker.pid);
  const beganAt = shop.now().getTime();
  await wakeFor(shop.owner, shop.shopId, 'send-messages', dueAt);
  await untilSent(shop.owner, SIZE.burst, LONGEST_MS);
  const rssMb = peakRssMb(worker.pid);
  const workerCpuUs = ((cpuMs(worker.pid) - cpuBefore) * 1_000) / SIZE.burst;
  worker.kill('SIGTERM');
  await worker.ended;
  const last = Math.max(...(await ownMails(shop)).map(({ atMs }) => atMs));
  return { perSecond: SIZE.burst / ((last - beganAt) / 1_000), workerCpuUs, rssMb };
}

/** Runs that fall due evenly within the time, among many that do not. */
async function measureMinute(shop: SendingShop) {
  const { shopId, owner, vault, products } = shop;
  await fillWaiting(owner, {
    ...{ shopId, from: SIZE.burst + SIZE.due, count: SIZE.waiting },
    dueAt: new Date(shop.now().getTime() + 2 * 3_600_000),
  });
  const worker = await shop.app.startWorker();
  // Written while the worker idles, so that the first is due when the last is there.
  const firstAt = shop.now().getTime() + LEAD_MS + SIZE.due * 1.5;
  const dueAtOf = (number: number) =>
    new Date(Math.round(firstAt + ((number - SIZE.burst) / SIZE.due) * SIZE.withinSeconds * 1_000));
  await fillPeople(owner, { shopId, vault, products, from: SIZE.burst, count: SIZE.due, dueAtOf, waiting: 'run' });
  if (shop.now().getTime() > firstAt) throw new Error('the rows were not written before the first run fell due');
  await wakeFor(owner, shopId, 'advance-runs', new Date(firstAt));
  await untilSent(owner, SIZE.burst + SIZE.due, LONGEST_MS);
  const lateMs = (await ownMails(shop))
    .filter(({ number }) => number >= SIZE.burst)
    .map(({ number, atMs }) => atMs - dueAtOf(number).getTime());
  return {
    latenessP50Ms: rounded(percentile(lateMs, 0.5), 0),
    latenessP99Ms: rounded(percentile(lateMs, 0.99), 0),
    early: lateMs.filter((ms) => ms < 0).length,
    rssMb: peakRssMb(worker.pid),
  };
}

async function ownMails({ world }: SendingShop): Promise<{ number: number; atMs: number }[]> {
  return (await world.accepted()).flatMap(({ to, atMs }) => {
    const number = numberIn(to);
    return number === null ? [] : [{ number, atMs }];
  });
}

/** Everybody got one mail: by what Postmark took. */
async function judge(shop: SendingShop): Promise<{ duplicates: number; missing: number }> {
  const counts = new Map<number, number>();
  for (const { number } of await ownMails(shop)) counts.set(number, (counts.get(number) ?? 0) + 1);
  const everybody = Array.from({ length: SIZE.burst + SIZE.due }, (_, number) => number);
  const missing = everybody.filter((number) => !counts.has(number));
  if (missing.length)
    console.error(
      `  no mail to ${missing.slice(0, 5).map(emailOf).join(', ')} …; ${JSON.stringify(await states(shop.owner))}`,
    );
  return { duplicates: [...counts.values()].filter((count) => count > 1).length, missing: missing.length };
}

function print(): void {
  printTable(
    `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}; load before ${machine.loadBefore}; seed ${seed}`,
    [
      [
        'Mails a second',
        String(line.messagesPerSecond),
        `${SIZE.burst.toLocaleString('en')} due at once, of ${line.htmlCharacters} characters each`,
      ],
      ['  LiquidJS and HTTP alone', String(line.barePerSecond), `ratio ${line.sendRatio}`],
      ['  The worker’s processor', `${line.workerCpuUs} µs a mail`],
      [
        'Rendering one',
        `${line.renderUsP50} µs`,
        `LiquidJS alone ${line.bareRenderUsP50} µs, ratio ${line.renderRatio}`,
      ],
      [
        'Late, p50',
        `${line.latenessP50Ms} ms`,
        `${SIZE.due.toLocaleString('en')} due within ${SIZE.withinSeconds} s, ${SIZE.waiting.toLocaleString('en')} more waiting`,
      ],
      ['Late, p99', `${line.latenessP99Ms} ms`],
      ['Early', String(line.early)],
      ['Twice, missing', `${line.duplicates}, ${line.missing}`],
      ['The worker’s peak', `${line.rssMb} MB`],
    ],
  );
}
