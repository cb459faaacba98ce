import { parseArgs } from 'node:util';
import { hasRedis } from './chaos/own-redis';
import { runChaos, type Backend, type RunFigures, type RunPlan } from './chaos/run';
import { describeMachine } from './load/machine';
import { printTable } from './load/table';

/**
 * `chaos [--kills N] [--backend postgresql|redis] [--json] [--quick] [--seed N]`: a shop's people buy and leave while its processes are killed by SIGKILL
 * again and again: web, workers (also by their own hand at each labelled crash point) and PostgreSQL, with each of the two queues. What the store and
 * Postmark's stand-in logged says whether a webhook was lost that was acknowledged, a mail went twice, or one did not come that was owed. Fails
 * where any did, or where the last of a hundred mails was later than two minutes.
 */
const { values: args } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    kills: { type: 'string' },
    backend: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
});
const LATEST_SECONDS = 120;
const seed = Number(args.seed);
/**
 * In full a queue takes half an hour, or longer where its workers cannot record as fast between kills: ten thousand orders are a hundred thousand webhooks of one shop,
 * in thirty hours of its time. Time goes on only when they are read, as it would: what waits for hours says nothing of what is lost.
 */
const SIZE: Omit<RunPlan, 'seed' | 'backend' | 'kills'> = args.quick
  ? { orders: 120, shoppingSlots: 2, allSlots: 4, shoppingSeconds: 20, quietSeconds: 20 }
  : { orders: 10_000, shoppingSlots: 15, allSlots: 28, shoppingSeconds: 84, quietSeconds: 18 };
const kills = Number(args.kills ?? (args.quick ? 20 : 200));
if (!(kills > 0)) throw new Error(`--kills takes a number above 0: there came ${args.kills}`);

const machine = describeMachine();
const runs: RunFigures[] = [];
for (const backend of backends()) {
  runs.push(await runChaos({ ...SIZE, kills, seed, backend }));
  print(runs.at(-1) as RunFigures);
}
const sum = (of: (run: RunFigures) => number) => runs.reduce((total, run) => total + of(run), 0);
const line = {
  kills: sum((run) => run.kills),
  backend: runs.map(({ backend }) => backend).join(' and '),
  crashPointsHit: Math.min(...runs.map(({ crashPointsHit }) => crashPointsHit)),
  crashPointsTotal: runs[0]?.crashPointsTotal ?? 0,
  acknowledged: sum((run) => run.acknowledged),
  lost: sum((run) => run.lost),
  duplicates: sum((run) => run.duplicates),
  unowed: sum((run) => run.unowed),
  owedMissing: sum((run) => run.owedMissing),
  latenessP99Seconds: Math.max(...runs.map(({ latenessP99Seconds }) => latenessP99Seconds)),
  ...{ runs, seed, machine, isQuick: args.quick },
};
if (args.json) console.log(JSON.stringify(line));
const isBad =
  line.lost + line.duplicates + line.unowed + line.owedMissing > 0 || line.latenessP99Seconds > LATEST_SECONDS;
process.exit(isBad ? 1 : 0);

function backends(): Backend[] {
  if (args.backend === 'postgresql' || args.backend === 'redis') return [args.backend];
  if (args.backend !== undefined)
    throw new Error(`--backend is postgresql or redis, not ${JSON.stringify(args.backend)}`);
  if (hasRedis()) return ['postgresql', 'redis'];
  console.log('  No redis-server is on this machine: the queue on Redis is not tried.');
  return ['postgresql'];
}

function print(run: RunFigures): void {
  printTable(
    `queue on ${run.backend}; ${machine.cpu}, ${machine.cores} cores, Node ${machine.node}; load before ${machine.loadBefore}; seed ${seed}; ${run.seconds} s`,
    [
      [
        'Kills',
        String(run.kills),
        Object.entries(run.killed)
          .map(([who, count]) => `${count} ${who}`)
          .join(', '),
      ],
      ['Crash points', `${run.crashPointsHit} of ${run.crashPointsTotal}`],
      ['Orders', String(run.orders)],
      ['Webhooks acknowledged', String(run.acknowledged)],
      ['  and lost', String(run.lost)],
      ['Mails', String(run.mails)],
      ['  sent twice', String(run.duplicates)],
      ['  not owed', String(run.unowed)],
      ['  owed and missing', String(run.owedMissing)],
      ['Late, p50', `${run.latenessP50Seconds} s`],
      ['Late, p99', `${run.latenessP99Seconds} s`],
    ],
  );
}
