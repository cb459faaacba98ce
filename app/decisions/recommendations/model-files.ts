import { addMs, minutes } from '~/platform/clock/clock';
import { UNFINISHED } from '~/platform/shared-memory/names';
import type { SharedFile } from '~/platform/shared-memory/shared-folder.server';

/** A version of a shop's model, and its bytes by their SHA-256 (hex). */
export interface VersionFile {
  shopId: string;
  version: number;
  length: number;
  digest: string;
}

const NAME = /^(?<shopId>[0-9a-f-]{36})\.\d+\.[0-9a-f]{64}\.model$/;

export const fileNameOf = ({ shopId, version, digest }: VersionFile): string => `${shopId}.${version}.${digest}.model`;

/** Null: no model's file. */
export const shopOf = (name: string): string | null => NAME.exec(name)?.groups?.shopId ?? null;

/** Each day has its version: what nobody asked for in two days is hardly the one that serves. */
const UNUSED_MINUTES = 2 * 1_440;
/** Writing takes seconds; what is older was cut short. */
const UNFINISHED_MINUTES = 60;

export interface StayTerms {
  now: Date;
  budgetBytes: number;
  /** Shops that may have files; null where that is not asked. */
  shops: ReadonlySet<string> | null;
}

export const isLongUnused = ({ usedAt }: SharedFile, now: Date): boolean =>
  usedAt < addMs(now, -minutes(UNUSED_MINUTES));

/**
 * Names of files that must go: of shops that are gone, long unused, cut short, and the least recently used of those that together are beyond the
 * budget. The last used one stays, whatever its size. What is no model's is left alone.
 */
export function filesToRemove(files: readonly SharedFile[], { now, budgetBytes, shops }: StayTerms): string[] {
  const unfinishedBefore = addMs(now, -minutes(UNFINISHED_MINUTES));
  const cutShort = files.filter(({ name, usedAt }) => name.endsWith(UNFINISHED) && usedAt < unfinishedBefore);
  const models = files.filter(({ name }) => shopOf(name) !== null);
  const isWanted = (file: SharedFile) =>
    !isLongUnused(file, now) && (shops === null || shops.has(shopOf(file.name) ?? ''));
  let total = 0;
  const stay = models
    .filter(isWanted)
    .sort((a, b) => b.usedAt.getTime() - a.usedAt.getTime() || (a.name < b.name ? -1 : 1))
    .filter((file, place) => (total += file.length) <= budgetBytes || place === 0);
  const staying = new Set(stay);
  return [...cutShort, ...models.filter((file) => !staying.has(file))].map(({ name }) => name);
}
