import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { inProject } from '../places.mjs';
import { prepare } from '../prepare/prepare';
import { runVitest } from './tests';

/**
 * `check:deep [--seed N] [--minutes N]`: the long way of the programs in tests/deep, of which `npm test` goes a tenth: mangled bodies by the
 * million, lives of shops by the hundred thousand. A program that has not ended after so many minutes stops where it is. Ends with one line of
 * JSON for each.
 */
export async function checkDeep(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { seed: { type: 'string', default: '1' }, minutes: { type: 'string', default: '30' } },
  });
  const { seed, minutes } = values;
  if (![seed, minutes].every((each) => /^\d{1,9}$/.test(each)) || minutes === '0')
    throw new Error(`--seed and --minutes take whole numbers: there came ${JSON.stringify(values)}`);
  await prepare({ build: false });
  const results = inProject('.kindred', 'deep', 'results.jsonl');
  mkdirSync(dirname(results), { recursive: true });
  writeFileSync(results, '');
  const env = { DEEP_RESULTS: results, DEEP_SEED: seed, DEEP_MINUTES: minutes };
  // One program after the other: each watches how long its process stalls.
  const code = await runVitest(['tests/deep', '--no-file-parallelism'], env);
  process.stdout.write(readFileSync(results, 'utf8'));
  rmSync(results);
  return code;
}
