import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { decodeModel, viewModel, type RecommenderModel } from '~/decisions/recommendations/model';
import { loadMapFile } from '~/platform/shared-memory/map-file.server';
import { sharedFolder } from '~/platform/shared-memory/shared-folder.server';
import { seededRandom } from '../../devstore/store-data/seeded-random';
import { memoryOf } from '../../tests/factories/memory-of';
import { askModel } from './ask-model';

/**
 * `FILE FOLDER | FILE`: a process that has a model, in memory shared through the folder or as a copy, is asked questions, and keeps it until its input
 * ends. Prints one line of JSON. Wants `--expose-gc`.
 */
const [file = '', folder] = process.argv.slice(2);
const { gc } = globalThis;
if (!gc) throw new Error('start this with --expose-gc: what is not collected yet is no memory that it takes');
const before = collected();
const began = performance.now();
const model = folder ? await shared(folder) : decodeModel(readFileSync(file));
const loadMs = Math.round(performance.now() - began);
const ownBytes = collected() - before;
const times = askModel(model, seededRandom(1, 'bench:recommend sharing'));
process.stdout.write(`${JSON.stringify({ loadMs, ...times, ownBytes })}\n`);
process.stdin.resume();
process.stdin.on('end', () => process.exit(model.ids.length > 0 ? 0 : 1));

async function shared(path: string): Promise<RecommenderModel> {
  const bytes = readFileSync(file);
  const expected = { length: bytes.length, digest: createHash('sha256').update(bytes).digest('hex') };
  const place = sharedFolder(path, await loadMapFile());
  await place.write('model', bytes);
  const mapped = await place.map('model', expected);
  if (!mapped) throw new Error('the model could not be shared');
  return viewModel(mapped.memory);
}

function collected(): number {
  gc?.();
  gc?.();
  return memoryOf(process.pid).own;
}
