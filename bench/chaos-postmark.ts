import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { FaultKind } from '../devstore/postmark/faults/faults';
import { describeMachine } from './load/machine';
import { printTable } from './load/table';
import { emailOf, fillPeople } from './send/fill-people';
import { openShop, type SendingShop } from './send/open-shop';
import { nextPlannedAt, states, untilUnderWay } from './send/watch-ledger';

/**
 * `chaos:postmark [--json] [--quick] [--seed N]`: many mails while three in ten requests to Postmark's stand-in go wrong: refused for now, broken off,
 * taken and never answered, half of a batch; its webhooks get lost, late and double, its search lags, and for a while nobody listens. Whether a mail
 * was sent twice or got lost is judged by the stand-in's own log. Fails where one was, or where what was unknown was never found out.
 */
const { values: args } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
  },
});
const SIZE = args.quick
  ? { sends: 600, together: 12, outageMs: 1_500, longestMs: 600_000 }
  : { sends: 20_000, together: 40, outageMs: 10_000, longestMs: 3_600_000 };
const WORKERS = 2;
const SEARCH_LAG_MS = 4_000;
const RATE = 0.3;
/** After these nobody can know whether the mails were taken. */
const LEAVE_UNKNOWN: ReadonlySet<string | null> = new Set<FaultKind>([
  'server-error',
  'reset-connection',
  'accepted-then-timeout',
  'rejected-then-timeout',
]);
const KINDS: FaultKind[] = [
  'rate-limit',
  'server-error',
  'unavailable',
  'reset-connection',
  'accepted-then-timeout',
  'rejected-then-timeout',
  'half-batch-fails',
  'slow',
];
/** Maintenance: what is refused with it may be taken later. */
const PASSES = 100;
const TRY_AGAIN_MS = 61_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const machine = describeMachine();
const seed = Number(args.seed);
const began = performance.now();
const shop = await openShop({ seed, searchLagMs: SEARCH_LAG_MS });
await fill(shop);
await shop.world.ask({ ask: 'faults', mix: { rate: RATE, kinds: KINDS, delayMs: 2_000, errorCode: PASSES } });
await shop.world.ask({ ask: 'weather', weather: { dropRate: 0.2, duplicateRate: 0.3, maxDelayMs: 20_000 } });
for (let worker = 0; worker < WORKERS; worker++) await shop.app.startWorker();
await sendMinuteByMinute(shop);
await untilDecided(shop);
const line = {
  ...(await judge(shop)),
  ...{ seed, machine, isQuick: args.quick, seconds: Math.round((performance.now() - began) / 1_000) },
};
await shop.close();

printTable(
  `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}; load before ${machine.loadBefore}; seed ${seed}; ${line.seconds} s`,
  [
    ['Mails', String(line.sends), `in ${line.requests} requests`],
    [
      'Requests that went wrong',
      String(line.faults),
      Object.entries(line.faultsByKind)
        .map(([kind, count]) => `${count} ${kind}`)
        .join(', '),
    ],
    ['Sent twice', String(line.duplicates)],
    ['Lost', String(line.lost)],
    ['Unknown, found out', String(line.unknownResolved)],
    ['Unknown still', String(line.unknownParked)],
  ],
);
if (args.json) console.log(JSON.stringify(line));
process.exit(line.duplicates + line.lost + line.unknownParked > 0 ? 1 : 0);

/** Some fall due each minute of business time, so that there are many requests to go wrong. */
async function fill({ owner, shopId, vault, products, now }: SendingShop): Promise<void> {
  const firstAt = now().getTime() + HOUR_MS;
  const dueAtOf = (number: number) => new Date(firstAt + Math.floor(number / SIZE.together) * MINUTE_MS);
  await fillPeople(owner, { shopId, vault, products, from: 0, count: SIZE.sends, dueAtOf, waiting: 'message' });
}

/** Minute by minute, each as soon as what was due before is on its way. In the middle nobody listens at Postmark's for a while. */
async function sendMinuteByMinute(shop: SendingShop): Promise<void> {
  const { world, owner } = shop;
  const groups = Math.ceil(SIZE.sends / SIZE.together);
  await shop.advance(HOUR_MS - MINUTE_MS);
  for (let group = 0; group <= groups; group++) {
    await shop.advance(MINUTE_MS);
    await untilUnderWay(owner, shop.now());
    if (group !== Math.floor(groups / 2)) continue;
    await world.ask({ ask: 'outage', isDown: true });
    await sleep(SIZE.outageMs);
    await world.ask({ ask: 'outage', isDown: false });
  }
}

/** Until nothing is under way. Where all that is left waits for its next try, business time goes there. */
async function untilDecided(shop: SendingShop): Promise<void> {
  const giveUpAt = performance.now() + SIZE.longestMs;
  for (;;) {
    const { waiting, others, dueAt } = await nextPlannedAt(shop.owner);
    if (waiting + others === 0) return;
    if (performance.now() > giveUpAt) throw new Error(`${waiting + others} mails are still under way`);
    if (others === 0 && dueAt && dueAt > shop.now()) await shop.advance(TRY_AGAIN_MS);
    await sleep(500);
  }
}

async function judge({ world, owner }: SendingShop) {
  const [accepted, requests, ledger] = [await world.accepted(), await world.requests(), await states(owner)];
  const taken = new Map<string, number>();
  for (const { to } of accepted) taken.set(to, (taken.get(to) ?? 0) + 1);
  const wrong = requests.filter(({ fault }) => fault !== null);
  const unknown = new Set(wrong.filter(({ fault }) => LEAVE_UNKNOWN.has(fault)).flatMap(({ to }) => to));
  const parked = ledger.unknown ?? 0;
  const missing = Array.from({ length: SIZE.sends }, (_, number) => emailOf(number)).filter(
    (email) => !taken.has(email),
  );
  if (missing.length) console.error(`  no mail to ${missing.slice(0, 5).join(', ')} …; ${JSON.stringify(ledger)}`);
  return {
    ...{ sends: SIZE.sends, requests: requests.length, faults: wrong.length },
    faultsByKind: Object.fromEntries(KINDS.map((kind) => [kind, wrong.filter(({ fault }) => fault === kind).length])),
    duplicates: [...taken.values()].filter((count) => count > 1).length,
    lost: Math.max(missing.length - parked, SIZE.sends - (ledger.accepted ?? 0) - parked),
    unknownResolved: unknown.size - parked,
    unknownParked: parked,
  };
}
