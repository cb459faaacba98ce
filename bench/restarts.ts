import { parseArgs } from 'node:util';
import { chooseProducts } from '../devstore/crowd/choose-products';
import { startVisitors } from '../devstore/crowd/visitors';
import { seededRandom } from '../devstore/store-data/seeded-random';
import { describeMachine } from './load/machine';
import { percentile, rounded } from './load/percentiles';
import { printTable } from './load/table';
import { startDemo, type DemoRun } from './restarts/demo-run';
import { judge } from './restarts/judge';
import { awaitEarlyMoment, awaitMoment, isEarly, PLAN } from './restarts/moments';
import { baseStore, lookAtWorld, type WorldView } from './restarts/world-view';

/**
 * `bench:restarts [--json] [--quick] [--seed N]`: the demo is killed by SIGKILL ten times in a row, at arbitrary moments of its life, and
 * started again each time: whether each start finds its data and needs no hand, how soon it is ready, and whether a mail was lost or sent
 * twice. It uses a world of its own (`--world bench-restarts`), never the demo's. Fails where anything was lost or sent twice.
 */
const { values: args } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
  },
});

const PEOPLE_A_ROUND = 3;
const LAST_JUMP_MINUTES = 300;
const seed = Number(args.seed);
const random = seededRandom(seed, 'restarts');
const machine = describeMachine();
const plan = args.quick ? [...PLAN.slice(0, 1), ...PLAN.slice(4, 6)] : PLAN;
/** Of each start that came to be ready and had no first sync to make. */
const readySeconds: number[] = [];
let isSynced = false;
/** People who left a checkout with their consent, and were told that it was there: each is owed a mail. */
const owed: string[] = [];
let people = 0;
const visitors = startVisitors();

let demo = startDemo(['--reset', '--seed', String(seed)]);
for (const [moment, kind] of plan) {
  console.log(`  killing ${kind.padEnd(7)} at: ${moment}`);
  if (isEarly(moment)) await awaitEarlyMoment(moment, demo, random);
  else {
    const view = await useDemo(demo);
    await awaitMoment(moment, { demo, random, view, beginVisit: () => void leaveCheckout(view) });
  }
  demo.kill(kind);
  demo = startDemo([]);
}
const view = await useDemo(demo);
await view.advance(LAST_JUMP_MINUTES);
const verdict = judge(owed, await view.mailsAtPostmark());
demo.interrupt();
await demo.ended;
visitors.stop();

for (const each of verdict.lost) console.error(`  lost: ${each}`);
for (const each of verdict.duplicates) console.error(`  sent twice: ${each}`);
const line = {
  starts: plan.length + 1,
  readyP50Seconds: rounded(percentile(readySeconds, 0.5), 1),
  readyMaxSeconds: rounded(Math.max(...readySeconds), 1),
  lost: verdict.lost.length,
  duplicates: verdict.duplicates.length,
  ...{ mails: verdict.mails, owed: owed.length, seed, machine },
};
printTable(
  `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}; load before ${machine.loadBefore}; seed ${seed}`,
  [
    [
      'Starts',
      String(line.starts),
      `${plan.length} of them after a SIGKILL: ${plan.map(([moment]) => moment).join(', ')}`,
    ],
    ['Ready, p50', `${line.readyP50Seconds} s`, `${readySeconds.length} starts that had no first sync to make`],
    ['Ready, longest', `${line.readyMaxSeconds} s`],
    ['Mails', String(line.mails), `${line.owed} people were owed one`],
    ['Lost', String(line.lost)],
    ['Sent twice', String(line.duplicates)],
  ],
);
if (args.json) console.log(JSON.stringify(line));
process.exit(line.lost + line.duplicates > 0 ? 1 : 0);

/** Waits until the demo is ready, and lets a few people leave their checkouts in it. */
async function useDemo(run: DemoRun): Promise<WorldView> {
  const { seconds } = await run.ready;
  console.log(`  ready after ${rounded(seconds, 1)} s`);
  if (isSynced) readySeconds.push(seconds);
  isSynced = true;
  const world = lookAtWorld();
  for (let person = 0; person < PEOPLE_A_ROUND; person++) {
    const why = await leaveCheckout(world);
    if (why) throw new Error(`a shopper could not leave a checkout: ${why}`);
  }
  return world;
}

/** Somebody comes, agrees to mail and leaves. Gives why not, where that fails. */
async function leaveCheckout({ storefrontUrl }: WorldView): Promise<string | null> {
  const number = (people += 1);
  const email = `person-${number}@example.com`;
  const outcome = await visitors.visit({
    ...{ storefrontUrl, seed: 1_000 + number, device: 'desktop', acceptsTracking: true, ending: 'leaves-checkout' },
    person: { email, firstName: 'Person', lastName: String(number), ticksBox: true },
    interests: chooseProducts(baseStore(), number),
  });
  if (outcome.kind !== 'made') return outcome.why;
  owed.push(email);
  return null;
}
