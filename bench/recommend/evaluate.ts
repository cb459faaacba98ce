import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { HYBRID, type Measured } from '~/learning/recommendations/evaluate-model';
import { until, type History } from '~/learning/recommendations/history';
import { named } from './metric-names';
import { evaluateSplit, type TaskResult } from './evaluate-split';
import { readOrdersExport } from './read-orders-export';
import { readSplit, type OrdersSplit, type Split } from './read-split';

/**
 * `evaluate:recommendations --split DIR | --orders FILE [--json]`: what each strategy and the mix of them are worth on data that was held out. One
 * configuration for all data. With `--json` each task ends in a line of its own.
 */
const { values: args } = parseArgs({
  options: { split: { type: 'string' }, orders: { type: 'string' }, json: { type: 'boolean', default: false } },
});

const share = (value: number) => value.toFixed(4);
const COLUMNS: [string, (measured: Measured) => string][] = [
  ['HR@10', ({ means }) => share(means.hr10)],
  ['HR@20', ({ means }) => share(means.hr20)],
  ['MRR@20', ({ means }) => share(means.mrr20)],
  ['NDCG@10', ({ means }) => share(means.ndcg10)],
  ['P@10', ({ means }) => share(means.p10)],
  ['R@10', ({ means }) => share(means.r10)],
  ['cov@20', ({ coverage20 }) => share(coverage20)],
  ['novelty', ({ novelty }) => novelty.toFixed(2)],
  ['p50 µs', ({ microseconds }) => microseconds.p50.toFixed(0)],
  ['p99 µs', ({ microseconds }) => microseconds.p99.toFixed(0)],
];

/** The mix first, then the best parts. */
const ranked = (table: TaskResult['table']): [string, Measured][] =>
  Object.entries(table).sort(
    ([a, one], [b, other]) => Number(b === HYBRID) - Number(a === HYBRID) || other.means.ndcg10 - one.means.ndcg10,
  );

const source = args.split ?? args.orders;
if (!source || (args.split && args.orders)) {
  console.error(
    'Say what to evaluate: --split DIR (train.csv, test.csv …) or --orders FILE (Shopify’s orders export).',
  );
  process.exit(2);
}
const results = evaluateSplit(args.split ? readSplit(args.split) : await ordersSplit(source));
for (const result of results) print(result);
if (args.json) for (const result of results) console.log(JSON.stringify(toLine(result)));

/** A tenth of the time at the end is the test, a tenth before it chooses the mixes. */
async function ordersSplit(file: string): Promise<Split> {
  const history = await readOrdersExport(file);
  const times = history.orders.map(({ at }) => at).sort((a, b) => a - b);
  const [first, last] = [times[0] ?? 0, times.at(-1) ?? 0];
  const testAt = last - (last - first) * 0.1;
  const validAt = testAt - (testAt - first) * 0.1;
  const train = withoutUnsold(until(history, testAt));
  return {
    ...{ shape: 'orders', train, trainedAt: testAt, completion: null, cold: null },
    valid: { splitAt: validAt, orders: train.orders.filter(({ at }) => at > validAt) },
    test: history.orders.filter(({ at }) => at > testAt),
  } satisfies OrdersSplit;
}

/** Products are known from the orders alone, so that those of later orders must not be known. */
function withoutUnsold(history: History): History {
  const sold = new Set(history.orders.flatMap(({ items }) => items));
  return { ...history, products: history.products.filter(({ id }) => sold.has(id)) };
}

function print({ task, cases, table, fitSeconds, trained, context }: TaskResult): void {
  console.log(
    `\n${task}: ${cases.length} cases, ${trained.numbered.ids.length} products, trained in ${fitSeconds.toFixed(1)} s`,
  );
  const mix = Object.entries(trained.model.mixes[context]).filter(([, weight]) => weight >= 0.02);
  console.log(`  mix: ${mix.map(([name, weight]) => `${weight} ${name}`).join(' + ')}`);
  console.log(`  ${'strategy'.padEnd(24)}${COLUMNS.map(([name]) => name.padStart(9)).join('')}`);
  for (const [name, measured] of ranked(table))
    console.log(`  ${name.padEnd(24)}${COLUMNS.map(([, read]) => read(measured).padStart(9)).join('')}`);
}

function toLine({ task, context, table, fitSeconds }: TaskResult) {
  const rows = ranked(table).map(([strategy, measured]) => ({ strategy, ...named(context, measured), fitSeconds }));
  return { split: basename(source ?? ''), task, rows };
}
