import { parseArgs } from 'node:util';
import { seededRandom } from '../devstore/store-data/seeded-random';
import { describeMachine } from './load/machine';
import { realStopwatch, sendOpenLoop, type Sent } from './load/open-loop';
import { percentile, rounded } from './load/percentiles';
import { printTable } from './load/table';
import { emailOf, fillPeople } from './send/fill-people';
import { openShop, type SendingShop } from './send/open-shop';
import { customerOf, WAYS } from './send/revoke';
import { states, untilSent } from './send/watch-ledger';

/**
 * `chaos:consent [--json] [--quick] [--seed N]`: people take their consent back (by one click, through Postmark, through Shopify) about the moment at which
 * two workers send to them. Fails where the first byte of a request with a mail reached Postmark's stand-in after the revocation was acknowledged.
 */
const { values: args } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
  },
});
const SIZE = args.quick ? { revocations: 450, perSecond: 30 } : { revocations: 50_000, perSecond: 100 };
/** A revocation comes at some time between so much before its mail is due and so much after. */
const AROUND_MS = { before: 1_000, after: 4_000 };
const WORKERS = 2;
const LEAD_MS = 15_000;
const LONGEST_MS = 3_600_000;
const GIVE_UP_MS = 20_000;
const MOST_TIMES = 5;
const AT_ONCE = 8;

const machine = describeMachine();
const seed = Number(args.seed);
const random = seededRandom(seed, 'revocations');
const shop = await openShop({ seed, unsubscribeMode: 'postmark' });
const firstAt = shop.now().getTime() + LEAD_MS + SIZE.revocations * 1.5;
const dueAtOf = (number: number) => new Date(Math.round(firstAt + (number / SIZE.perSecond) * 1_000));
await fill(shop);
// Answers that take their time leave more of it for revocations to fall into.
await shop.world.ask({ ask: 'faults', mix: { rate: 0.2, kinds: ['slow'], delayMs: 300 } });
await shop.world.ask({ ask: 'weather', weather: { dropRate: 1 } });
for (let worker = 0; worker < WORKERS; worker++) await shop.app.startWorker();
const sent = await revokeAll(shop);
await tellAgain(shop, sent);
await untilSent(shop.owner, SIZE.revocations, LONGEST_MS);
const line = await judge(shop, sent);
await shop.close();

printTable(
  `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}; load before ${machine.loadBefore}; seed ${seed}`,
  [
    [
      'Revocations',
      String(line.revocations),
      `${line.acknowledged} acknowledged, 99 of 100 within ${line.ackP99Ms} ms`,
    ],
    ['Mails that had left by then', String(line.sentBefore)],
    ['Mails that were stopped', String(line.stopped)],
    ['Begun after the acknowledgement', String(line.sentAfterAcknowledgement)],
  ],
);
if (args.json) console.log(JSON.stringify(line));
const isTried = line.sentBefore > 0 && line.stopped > 0;
if (!isTried) console.error('All mails left before, or none: nothing was raced.');
process.exit(line.sentAfterAcknowledgement > 0 || line.acknowledged < line.revocations || !isTried ? 1 : 0);

async function fill({ owner, shopId, vault, products }: SendingShop): Promise<void> {
  const crowd = { shopId, vault, products, from: 0, count: SIZE.revocations, dueAtOf, waiting: 'message' } as const;
  await fillPeople(owner, {
    ...crowd,
    customerOf: (number) => (wayOf(number) === WAYS.shopifyTells ? customerOf(number) : null),
  });
}

interface Acknowledgement {
  number: number;
  /** System time in milliseconds since 1970, with fractions; null: it was not acknowledged. */
  atMs: number | null;
}

function revokeAll(shop: SendingShop): Promise<Sent<Acknowledgement>[]> {
  const planned = Array.from({ length: SIZE.revocations }, (_, number) => ({
    number,
    atMs:
      dueAtOf(number).getTime() -
      AROUND_MS.before +
      random.next() * (AROUND_MS.before + AROUND_MS.after) -
      shop.now().getTime(),
  })).sort((a, b) => a.atMs - b.atMs);
  return sendOpenLoop(
    planned.map(({ atMs }) => atMs),
    async (index) => {
      const number = planned[index]?.number ?? 0;
      return { number, atMs: await post(wayOf(number)(shop, number)) };
    },
    realStopwatch,
  );
}

/** Who heard no acknowledgement tells it again, as Shopify, Postmark and people do, some at a time. */
async function tellAgain(shop: SendingShop, sent: Sent<Acknowledgement>[]): Promise<void> {
  for (let time = 0; time < MOST_TIMES; time++) {
    const unheard = sent.filter(({ outcome }) => outcome.atMs === null);
    const tellNext = async (): Promise<void> => {
      for (let each = unheard.pop(); each; each = unheard.pop())
        each.outcome.atMs = await post(wayOf(each.outcome.number)(shop, each.outcome.number));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, tellNext));
  }
}

function wayOf(number: number): (typeof WAYS)['oneClick'] {
  return [WAYS.oneClick, WAYS.postmarkTells, WAYS.shopifyTells][number % 3] ?? WAYS.oneClick;
}

async function post({ url, headers, body }: ReturnType<(typeof WAYS)['oneClick']>): Promise<number | null> {
  try {
    const response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(GIVE_UP_MS) });
    const atMs = performance.timeOrigin + performance.now();
    await response.arrayBuffer();
    return response.ok ? atMs : null;
  } catch {
    return null;
  }
}

async function judge({ world, owner }: SendingShop, sent: Sent<Acknowledgement>[]) {
  const begunAt = new Map<string, number[]>();
  for (const { to, firstByteMs } of await world.requests())
    for (const email of to) begunAt.set(email, [...(begunAt.get(email) ?? []), firstByteMs]);
  const acknowledged = sent.filter(({ outcome }) => outcome.atMs !== null);
  const after = acknowledged.filter(({ outcome: { number, atMs } }) =>
    (begunAt.get(emailOf(number)) ?? []).some((firstByteMs) => firstByteMs > (atMs ?? Infinity)),
  );
  for (const { outcome } of after.slice(0, 5))
    console.error(
      `  ${emailOf(outcome.number)}: ${Object.keys(WAYS)[outcome.number % 3]}, acknowledged at ${outcome.atMs}, begun ${begunAt.get(emailOf(outcome.number))?.join(', ')}`,
    );
  const latencies = acknowledged.map(({ latencyMs }) => latencyMs);
  return {
    revocations: SIZE.revocations,
    sentAfterAcknowledgement: after.length,
    acknowledged: acknowledged.length,
    ackP99Ms: rounded(percentile(latencies, 0.99), 0),
    sentBefore: begunAt.size,
    stopped: (await states(owner)).skipped ?? 0,
    ...{ seed, machine, isQuick: args.quick },
  };
}
