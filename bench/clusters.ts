import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { rebuildTraits } from '~/customers/enrichment/rebuild-traits.server';
import { findClusters, type ClusterOutcome } from '~/learning/clusters/find-clusters.server';
import { loadClusters, type ShownCluster } from '~/learning/clusters/load-clusters.server';
import { withShop } from '~/platform/db/db.server';
import { describeMachine } from './load/machine';
import { rounded } from './load/percentiles';
import { printTable } from './load/table';
import { fillShop } from './people/fill-shop';
import { openBench } from './people/open-shop';
import { peakMb } from './people/peak-memory';

/**
 * `bench:clusters [--json] [--quick] [--seed N]`: how long it takes to find which groups a generated shop's people fall into, what each way of parting
 * them is worth, how near rules come to it, and that a second run over the same rows finds the same; the run fails where it does not.
 */
const { values: args } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
  },
});

const PEOPLE = args.quick ? 2_000 : 100_000;
const { DATABASE_URL: databaseUrl } = process.env;
if (!databaseUrl) throw new Error('DATABASE_URL is not set: start this by `npm run bench:clusters`');
const machine = describeMachine();
const seed = Number(args.seed);
const key = randomBytes(32).toString('base64');
const domain = `clusters-${Date.now()}.myshopify.com`;
const shop = await fillShop({ databaseUrl, key, domain, people: PEOPLE, seed, hasHistory: true });
const opened = openBench(databaseUrl, key);
/** Time stands still: with the days people themselves become others. */
const now = opened.clock.now();
const deps = { ...opened, clock: { time: 'business', now: () => now } as const, logger: pino({ level: 'silent' }) };
const runs = await withShop(shop.shopId, async () => {
  await rebuildTraits(deps, shop.shopId);
  return [await run(), await run()] as const;
});
const [first, again] = runs;
const peakRssMb = peakMb();
await deps.db.close();
report();
const isSame = JSON.stringify(again.clusters) === JSON.stringify(first.clusters);
if (!isSame) {
  console.error('The second run over the same rows found other clusters than the first.');
  process.exit(1);
}
if (args.json) console.log(JSON.stringify(summary()));
process.exit(0);

interface Run {
  seconds: number;
  outcome: Extract<ClusterOutcome, { kind: 'found' }>;
  clusters: ShownCluster[];
}

async function run(): Promise<Run> {
  const beganAt = performance.now();
  const outcome = await findClusters(deps, shop.shopId);
  const seconds = (performance.now() - beganAt) / 1_000;
  const shown = await loadClusters(deps.db.prisma, shop.shopId);
  if (outcome.kind !== 'found' || shown.kind !== 'found') throw new Error(`nothing was found: ${outcome.kind}`);
  return { seconds, outcome, clusters: shown.clusters };
}

function fidelityOf(algorithm: string): { precision: number; recall: number; clusters: number } {
  const own = first.clusters.filter((each) => each.algorithm === algorithm && each.fidelity);
  const mean = (of: 'precision' | 'recall') =>
    own.reduce((sum, { fidelity, size }) => sum + (fidelity?.[of] ?? 0) * size, 0) /
    (own.reduce((sum, { size }) => sum + size, 0) || 1);
  return { precision: rounded(mean('precision'), 3), recall: rounded(mean('recall'), 3), clusters: own.length };
}

function summary() {
  return {
    ...{ profiles: shop.people, orders: shop.orders, events: shop.events, people: first.outcome.people },
    ...{ firstSeconds: rounded(first.seconds, 1), againSeconds: rounded(again.seconds, 1), peakRssMb },
    chosen: first.outcome.chosen,
    ways: first.outcome.figures.map(({ algorithm, clusters, silhouette, noiseShare }) => ({
      ...{ algorithm, clusters, silhouette: rounded(silhouette, 3), noiseShare: rounded(noiseShare, 3) },
      fidelity: fidelityOf(algorithm),
    })),
    ...{ machine, seed, isQuick: args.quick },
  };
}

function report(): void {
  printTable(
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, Node ${machine.node}; load before ${machine.loadBefore}; seed ${seed}`,
    [
      ['first run', `${first.seconds.toFixed(1)} s`, `${first.outcome.people.toLocaleString('en')} people`],
      ['second run', `${again.seconds.toFixed(1)} s`, 'the same rows'],
      ...first.outcome.figures.map(({ algorithm, clusters, silhouette, noiseShare }): [string, string, string] => {
        const { precision, recall } = fidelityOf(algorithm);
        const isChosen = algorithm === first.outcome.chosen ? ', proposed' : '';
        return [
          `${algorithm}${isChosen}`,
          `silhouette ${silhouette.toFixed(3)}`,
          `${clusters} clusters, ${(noiseShare * 100).toFixed(1)} % in none; rules ${precision} precision, ${recall} recall`,
        ];
      }),
      ...first.clusters.map(({ name, algorithm, share, sentences }): [string, string, string] => [
        `  ${name}`,
        `${(share * 100).toFixed(0)} %`,
        `${algorithm}: ${sentences.slice(0, 2).join(' ')}`,
      ]),
      ['peak memory', `${peakRssMb} MB`, 'resident, with the thread, as the kernel counts it'],
    ],
  );
}
