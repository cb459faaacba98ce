import { join } from 'node:path';
import { seededRandom, type SeededRandom } from '../store-data/seeded-random';
import { forgetfulJournal, openJournal, type Journal } from './journal';
import { forgetfulFile, keptFile, type KeptFile } from './kept-file';

/** Where the parts of a world put what must outlive its process. */
export interface Keep {
  /** Folder for larger files; null: nothing is kept. */
  readonly dir: string | null;
  /** The journal of that name; open each once. */
  journal<Fact>(name: string): Journal<Fact>;
  file<T>(name: string): KeptFile<T>;
  /**
   * Random choices that another start does not repeat: for ids and tokens, which the app would take for old ones. The first start's are those
   * of the seed alone.
   */
  random(seed: number, stream: string): SeededRandom;
}

/** Nothing is kept: a world for a test, a story or a measurement. */
export const forgetful: Keep = {
  dir: null,
  journal: forgetfulJournal,
  file: forgetfulFile,
  random: seededRandom,
};

/** Keeps everything in a folder. `startsBefore`: how often this world was started before. */
export function openKeep(dir: string, { startsBefore }: { startsBefore: number }): Keep {
  return {
    dir,
    journal: (name) => openJournal(join(dir, `${name}.jsonl`)),
    file: (name) => keptFile(join(dir, `${name}.json`)),
    random: (seed, stream) => seededRandom(seed, startsBefore === 0 ? stream : `${stream}, start ${startsBefore + 1}`),
  };
}
