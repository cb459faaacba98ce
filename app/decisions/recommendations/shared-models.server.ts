import { join } from 'node:path';
import type { SystemClock } from '~/platform/clock/clock';
import type { Logger } from '~/platform/logger.server';
import { loadMapFile, type MapFile } from '~/platform/shared-memory/map-file.server';
import {
  pathsIn,
  sharedFolder,
  type Mapped,
  type SharedFile,
  type SharedFolder,
} from '~/platform/shared-memory/shared-folder.server';
import { filesToRemove, fileNameOf, isLongUnused, shopOf, type VersionFile } from './model-files';

/** Models that all processes of one machine read from the same memory. */
export interface SharedModels {
  /** The version's bytes, where the machine has them. */
  find(file: VersionFile): Promise<Mapped | null>;
  /** Keeps them for all processes; other versions of the shop are removed, and what is beyond the budget. Null where they cannot be shared, which is logged once. */
  keep(file: VersionFile, bytes: Uint8Array): Promise<Mapped | null>;
  /** Shops that have a file on this machine. */
  shops(): Promise<string[]>;
  /** Notes which files were used, and removes those that must not stay: see `filesToRemove`. Returns those that do: inodes by name. */
  tend(used: Iterable<string>, shops: ReadonlySet<string>): Promise<Map<string, number>>;
}

export interface SharingTerms {
  /** Where the folder is made; the processes that share it run as the same user. */
  place: string;
  /** Tells databases apart: two Kindreds on one machine have nothing in common. */
  database: string;
  /** Of all models of the machine together. */
  budgetBytes: number;
  systemClock: SystemClock;
  logger: Logger;
}

/** Of this user. */
const FOLDERS = `kindred-models-${process.getuid?.() ?? 'all'}-`;
export const folderOf = ({ place, database }: Pick<SharingTerms, 'place' | 'database'>) =>
  join(place, `${FOLDERS}${database}`);

export function createSharedModels(terms: SharingTerms): SharedModels {
  let isTold = false;
  const cannot = (error: unknown) => {
    if (!isTold) terms.logger.warn({ err: error }, 'models are not shared on this machine: each process keeps a copy');
    isTold = true;
    return null;
  };
  let clearing: Promise<unknown> | undefined;
  let mapper: Promise<MapFile | null> | undefined;
  /** Null where files cannot be mapped, or the folder not be used. */
  const within = async <T>(work: (folder: SharedFolder, mapFile: MapFile) => Promise<T>): Promise<T | null> => {
    const mapFile = await (mapper ??= loadMapFile().catch(cannot));
    return mapFile && work(sharedFolder(folderOf(terms), mapFile), mapFile).catch(cannot);
  };
  return {
    find: (file) => within((folder) => find(folder, terms, file)),
    keep: (file, bytes) => within((folder) => keep(folder, terms, file, bytes)),
    async shops() {
      const files = (await within((folder) => folder.list())) ?? [];
      return files.map(({ name }) => shopOf(name)).filter((shop) => shop !== null);
    },
    async tend(used, shops) {
      await (clearing ??= within(async (_, mapFile) => removeLeft(terms, mapFile)));
      return (await within((folder) => tend(folder, terms, used, shops))) ?? new Map();
    },
  };
}

async function find(folder: SharedFolder, { systemClock }: SharingTerms, file: VersionFile) {
  const name = fileNameOf(file);
  const mapped = await folder.map(name, file);
  if (mapped) await folder.touch(name, systemClock.now());
  return mapped;
}

async function keep(folder: SharedFolder, terms: SharingTerms, file: VersionFile, bytes: Uint8Array) {
  await folder.write(fileNameOf(file), bytes);
  const mapped = await find(folder, terms, file);
  const files = await folder.list();
  const isBefore = ({ name }: SharedFile) => shopOf(name) === file.shopId && name !== fileNameOf(file);
  const outdated = filesToRemove(files, { now: terms.systemClock.now(), budgetBytes: terms.budgetBytes, shops: null });
  for (const name of new Set([...files.filter(isBefore).map((each) => each.name), ...outdated]))
    await folder.remove(name);
  return mapped;
}

async function tend(
  folder: SharedFolder,
  { systemClock, budgetBytes }: SharingTerms,
  used: Iterable<string>,
  shops: ReadonlySet<string>,
): Promise<Map<string, number>> {
  const now = systemClock.now();
  for (const name of used) await folder.touch(name, now);
  const files = await folder.list();
  const outdated = new Set(filesToRemove(files, { now, budgetBytes, shops }));
  for (const name of outdated) await folder.remove(name);
  return new Map(files.filter(({ name }) => !outdated.has(name)).map(({ name, inode }) => [name, inode]));
}

/** Removes what was left of databases that nobody on this machine asks any more, such as one that moved. What is not this user's alone is left. */
async function removeLeft(terms: SharingTerms, mapFile: MapFile): Promise<void> {
  const left = (await pathsIn(terms.place, FOLDERS)).filter((path) => path !== folderOf(terms));
  for (const path of left) {
    const folder = sharedFolder(path, mapFile);
    const files = await folder.list().catch(() => null);
    if (files?.every((file) => isLongUnused(file, terms.systemClock.now()))) await folder.removeAll();
  }
}
