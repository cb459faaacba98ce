import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { encodeModel } from '~/decisions/recommendations/model';
import { HYBRID, type Measured } from '~/learning/recommendations/evaluate-model';
import { trainModel } from '~/learning/recommendations/train-model';
import { inProject } from '../setup/places.mjs';
import { describeMachine } from './load/machine';
import { rounded } from './load/percentiles';
import { printTable, type TableRow } from './load/table';
import { comparePeers, type Comparison } from './recommend/compare-peers';
import { measureDense, type DenseTimes } from './recommend/dense';
import { evaluateSplit, type TaskResult } from './recommend/evaluate-split';
import { isSplit, readSplit, type Split } from './recommend/read-split';
import { named } from './recommend/metric-names';
import { measureScale } from './recommend/scale';
import { measureSharing, type SharingFigures } from './recommend/sharing';

/**
 * `bench:recommend [--json] [--quick] [--splits DIR] [--seed N]`: the strategies and their mix on each split of a folder, beside best-sellers and what
 * others measured there; how long an answer takes, beside a k-d tree and plain comparison of dense vectors; how building grows with a shop; and what a
 * second process of a machine takes for a model that another one has.
 * Splits are looked for in ../shared/data/splits where no folder is named; without any only growth is measured.
 */
const { values: args } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    splits: { type: 'string', default: inProject('..', 'shared', 'data', 'splits') },
    seed: { type: 'string', default: '1' },
  },
});

const SIZES = [
  { interactions: 10_000, products: 1_000 },
  { interactions: 100_000, products: 10_000 },
  { interactions: 500_000, products: 50_000 },
  { interactions: 1_000_000, products: 100_000 },
];

const machine = describeMachine();
const seed = Number(args.seed);
const folders = existsSync(args.splits)
  ? readdirSync(args.splits)
      .map((name) => join(args.splits, name))
      .filter(isSplit)
  : [];
const asked = args.quick ? folders.toSorted((a, b) => bytesOf(a) - bytesOf(b)).slice(0, 1) : folders;
const splits: Record<string, ReturnType<typeof taskLine>> = {};
const speeds: Record<string, ReturnType<typeof speedOf>> = {};
for (const folder of asked) measureSplit(folder);
const place = mkdtempSync(join(tmpdir(), 'kindred-bench-'));
const modelFile = join(place, 'model');
const scale = measureScale(args.quick ? SIZES.slice(0, 2) : SIZES, seed, modelFile);
printTable(
  `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}; load before ${machine.loadBefore}: all strategies built on generated histories, seed ${seed}`,
  scale.map(
    ({ interactions, products, buildSeconds, rssMb, rssWrittenMb, queryP50Us, queryP99Us, modelMb }): TableRow => [
      `${interactions.toLocaleString('en')} interactions`,
      `${buildSeconds.toFixed(1)} s`,
      `${products.toLocaleString('en')} products; process ${rssMb} MB, ${rssWrittenMb} MB once written, model ${modelMb} MB; an answer takes p50 ${queryP50Us} µs, p99 ${queryP99Us} µs`,
    ],
  ),
);
const sharing = await measureSharing(modelFile);
rmSync(place, { recursive: true });
printSharing();
const half = scale.find(({ interactions }) => interactions === 500_000) ?? scale.at(-1);
if (args.json)
  console.log(
    JSON.stringify({
      ...{ splits, speeds, scale, sharing, machine, seed },
      ...{ queryP50Us: half?.queryP50Us, queryP99Us: half?.queryP99Us, buildSeconds: half?.buildSeconds },
      bytesPerInteraction: half?.bytesPerInteraction,
    }),
  );

function printSharing(): void {
  const row = (what: string, { ownMb, loadMs, queryP50Us, queryP99Us }: SharingFigures): TableRow => [
    what,
    `${ownMb} MB`,
    `loaded in ${loadMs} ms; an answer takes p50 ${queryP50Us} µs, p99 ${queryP99Us} µs`,
  ];
  printTable(
    `What a second process takes for that model in memory of its own, ${scale.at(-1)?.modelMb} MB as bytes`,
    sharing
      ? [row('shared', sharing.shared), row('each its copy', sharing.copied)]
      : [['not measured', '', 'only Linux says which memory is whose']],
  );
}

function measureSplit(folder: string): void {
  const [name, split] = [basename(folder), readSplit(folder)];
  const results = evaluateSplit(split);
  for (const result of results) {
    const comparison = comparePeers(name, result);
    printTask(name, result, comparison);
    splits[`${name} ${result.task}`] = taskLine(result, comparison);
  }
  speeds[name] = speedOf(split, results);
}

function bytesOf(folder: string): number {
  return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}

function printTask(split: string, { task, cases, table }: TaskResult, comparison: Comparison): void {
  const { metric, hybrid, bestSingle, rebuilt, isAbove } = comparison;
  const best = Object.entries(table)
    .filter(([name]) => name !== HYBRID)
    .sort(([, a], [, b]) => b.means[metric] - a.means[metric]);
  const row = (name: string, { means, microseconds }: Measured): TableRow => [
    name,
    means[metric].toFixed(4),
    `p50 ${microseconds.p50.toFixed(0)} µs, p99 ${microseconds.p99.toFixed(0)} µs`,
  ];
  const own = table[HYBRID];
  const popular = table['best-sellers'];
  printTable(`${split}, ${task}: ${metric} of ${cases.length} cases`, [
    ...(own
      ? [
          [
            HYBRID,
            own.means[metric].toFixed(4),
            `95 % ${hybrid.low.toFixed(4)} to ${hybrid.high.toFixed(4)}; ${row(HYBRID, own)[2]}`,
          ] as const,
        ]
      : []),
    ...best.slice(0, 4).map(([name, measured]) => row(name, measured)),
    ...(popular ? [row('best-sellers', popular)] : []),
    ...(bestSingle
      ? [[`best peer: ${bestSingle.method}`, bestSingle.value.toFixed(4), peerWords(rebuilt, isAbove)] as const]
      : []),
    ...(bestSingle?.combination ? [['best combination of peers', bestSingle.combination.toFixed(4)] as const] : []),
  ]);
}

function peerWords(rebuilt: Comparison['rebuilt'], isAbove: boolean | null): string {
  const verdict = isAbove ? 'the mix is above it' : 'the mix is NOT above it';
  if (!rebuilt) return `${verdict} (lower bound against its figure)`;
  const { value, paired } = rebuilt;
  return `built again ${value.toFixed(4)}; difference ${paired.mean.toFixed(4)}, 95 % ${paired.low.toFixed(4)} to ${paired.high.toFixed(4)}: ${verdict}`;
}

function taskLine({ context, table, cases }: TaskResult, comparison: Comparison) {
  const { metric, hybrid: interval, bestSingle, rebuilt, isAbove, isLevelWithCombination } = comparison;
  const all = Object.fromEntries(Object.entries(table).map(([name, measured]) => [name, named(context, measured)]));
  const { [HYBRID]: hybrid, ...strategies } = all;
  return {
    ...{ cases: cases.length, metric, interval, isAbove, isLevelWithCombination },
    ...{
      hybrid,
      popularity: strategies['best-sellers'],
      bestPeer: bestSingle && { ...bestSingle, rebuilt },
      strategies,
    },
  };
}

/** Building all strategies once, without choosing mixes, and what the model takes; dense vectors on the questions of the first task. */
function speedOf(
  { train, trainedAt }: Split,
  results: TaskResult[],
): { dense: DenseTimes; buildSeconds: number; bytesPerInteraction: number } {
  const before = performance.now();
  const { model, numbered } = trainModel(train, trainedAt, null);
  const buildSeconds = rounded((performance.now() - before) / 1_000, 2);
  const interactions = [...train.orders, ...train.visits].reduce((sum, { items }) => sum + items.length, 0);
  const bytesPerInteraction = rounded(encodeModel(model).length / interactions, 1);
  const dense = measureDense(numbered.learned, results[0]?.cases ?? []);
  printTable('Speed there', [
    [
      'all strategies built',
      `${buildSeconds} s`,
      `${interactions.toLocaleString('en')} interactions, ${bytesPerInteraction} bytes each`,
    ],
    [
      'ml-knn, 64 dimensions',
      `${dense.mlKnnP50Us} µs`,
      `p99 ${dense.mlKnnP99Us} µs; built in ${dense.mlKnnBuildSeconds.toFixed(1)} s`,
    ],
    ['every vector compared', `${dense.bruteForceP50Us} µs`, `p99 ${dense.bruteForceP99Us} µs`],
  ]);
  return { dense, buildSeconds, bytesPerInteraction };
}
