import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** A small thing that is kept as a file of its own and always read or written as a whole. */
export interface KeptFile<T> {
  /** Undefined as long as nothing was written. */
  read(): T | undefined;
  write(value: T): void;
}

/** Keeps a value in memory only. */
export function forgetfulFile<T>(): KeptFile<T> {
  let kept: T | undefined;
  return { read: () => kept, write: (value) => void (kept = value) };
}

/** A JSON file that only this user may read. It is written beside its place and renamed: whoever is killed leaves the old one or the new one. */
export function keptFile<T>(file: string): KeptFile<T> {
  return {
    read: () => (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined),
    write(value) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(`${file}.new`, JSON.stringify(value), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
  };
}
