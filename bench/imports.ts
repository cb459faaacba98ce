import { parseArgs } from 'node:util';
import { measureImport, type ImportFigures } from './imports/measure-import';
import { measureOneByOne } from './imports/one-by-one';
import { describeMachine } from './load/machine';
import { rounded } from './load/percentiles';
import { printTable } from './load/table';

/**
 * `bench:imports [--json] [--quick]`: how quickly a list of people is imported, and what the process that does it holds in memory at the most: for a small
 * list, one ten times as long, and one of as many rows that is as large as a file may be; and how quick one INSERT a row would be, which stores next to
 * nothing of it. Memory must not grow with the file; the run fails where it does.
 */
const { values: args } = parseArgs({
  options: { json: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
});

const [FEW, MANY] = args.quick ? [1_000, 5_000] : [10_000, 100_000];
/** 200 MB of 2^20 bytes, less the headings. */
const WIDE_BYTES = args.quick ? 4_000 : 2_090;
/** More than the small list's peak that the others may take: what a collector that is not pressed leaves lying. */
const MOST_GROWTH = 1.5;

const { DATABASE_URL: databaseUrl } = process.env;
if (!databaseUrl) throw new Error('DATABASE_URL is not set: start this by `npm run bench:imports`');
const machine = describeMachine();
const few = await measureImport(databaseUrl, { rows: FEW, rowBytes: 0 });
const oneByOne = await measureOneByOne(databaseUrl, FEW);
const many = await measureImport(databaseUrl, { rows: MANY, rowBytes: 0 });
const wide = await measureImport(databaseUrl, { rows: MANY, rowBytes: WIDE_BYTES });
report();
const largest = Math.max(many.peakRssMb, wide.peakRssMb);
if (largest > few.peakRssMb * MOST_GROWTH) {
  console.error(`Memory grows with the file: ${few.peakRssMb} MB, then ${largest} MB.`);
  process.exit(1);
}
if (args.json) console.log(JSON.stringify(summary()));
process.exit(0);

function summary() {
  return {
    ...{ rows: [few.rows, many.rows, wide.rows], fileMb: [few.fileMb, many.fileMb, wide.fileMb] },
    rowsPerSecond: [few, many, wide].map(rate),
    ...{ oneByOnePerSecond: oneByOne, timesOneByOne: rounded(rate(many) / oneByOne, 2) },
    storeSeconds: [few, many, wide].map(({ storeSeconds }) => rounded(storeSeconds, 1)),
    readSeconds: [few, many, wide].map(({ readSeconds }) => rounded(readSeconds, 1)),
    peakRssMb: [few.peakRssMb, many.peakRssMb, wide.peakRssMb],
    ...{ machine, isQuick: args.quick },
  };
}

function report(): void {
  const title = `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, Node ${machine.node}; load before ${machine.loadBefore}`;
  printTable(title, [
    ...[few, many, wide].flatMap((figures): [string, string, string][] => [
      [
        `${figures.rows.toLocaleString('en')} rows, ${figures.fileMb} MB`,
        `${rate(figures)}/s`,
        `looked at in ${figures.readSeconds.toFixed(1)} s, stored in ${figures.storeSeconds.toFixed(1)} s`,
      ],
      ['  peak', `${figures.peakRssMb} MB`, 'resident, as the kernel counts it'],
    ]),
    ['one INSERT a row', `${oneByOne}/s`, `a list is imported ${(rate(many) / oneByOne).toFixed(1)} times as quickly`],
  ]);
}

function rate({ rows, storeSeconds }: ImportFigures): number {
  return Math.round(rows / storeSeconds);
}
