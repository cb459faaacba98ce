import { spawnSync } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { spawnOptions, type Account } from './account';
import { majorVersion, type PostgresBinaries } from './binaries';

export const ADMIN_ROLE = 'kindred_admin';

export type DataFolderState = 'missing' | 'incomplete' | 'ready';

/** Looks at a data folder without changing it. A folder of another major version is refused with the remedy. */
export function examineDataFolder(dataFolder: string, binaries: PostgresBinaries): DataFolderState {
  if (!existsSync(dataFolder) || readDirectory(dataFolder).length === 0) return 'missing';
  const isWhole = ['PG_VERSION', 'global/pg_control', 'base', 'pg_wal'].every((name) =>
    existsSync(join(dataFolder, name)),
  );
  if (!isWhole) return 'incomplete';
  const made = readFileSync(join(dataFolder, 'PG_VERSION'), 'utf8').trim();
  const installed = majorVersion(binaries);
  if (made === installed) return 'ready';
  throw new Error(
    `${dataFolder} was made by PostgreSQL ${made}; this checkout brings PostgreSQL ${installed}, which cannot read it. ` +
      `Move the folder away (mv ${dataFolder} ${dataFolder}.${made}) and a new one is made; its data can be carried over with ` +
      `pg_dumpall and psql of PostgreSQL ${made}.`,
  );
}

function readDirectory(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw new Error(
      `${folder} belongs to another user, so its database cannot be started. Run as that user, ` +
        `or remove the folder (with that user's rights) and a new one is made.`,
      { cause: error },
    );
  }
}

/** Renames a folder that cannot be used to NAME.broken-1 (or the next free number); returns its new path. */
export function moveAside(folder: string): string {
  let number = 1;
  while (existsSync(`${folder}.broken-${number}`)) number += 1;
  const aside = `${folder}.broken-${number}`;
  renameSync(folder, aside);
  return aside;
}

export interface NewDataFolder {
  dataFolder: string;
  binaries: PostgresBinaries;
  account: Account;
  adminPassword: string;
  /** It need not survive a power cut. */
  disposable: boolean;
}

/**
 * Makes a data folder. It is built beside its place and renamed when whole, so that one cut short is never taken for a whole one.
 * Texts are UTF-8, ordered by code point: the same order on each system.
 */
export function makeDataFolder({ dataFolder, binaries, account, adminPassword, disposable }: NewDataFolder): void {
  const unfinished = `${dataFolder}.unfinished`;
  const passwordFile = `${dataFolder}.password`;
  rmSync(unfinished, { recursive: true, force: true });
  rmSync(passwordFile, { force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, adminPassword, { mode: 0o600 });
  if (account) for (const path of [unfinished, passwordFile]) chownSync(path, account.uid, account.gid);
  try {
    const flags = [
      `--pgdata=${unfinished}`,
      `--username=${ADMIN_ROLE}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
    ];
    const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    const made = spawnSync(
      binaries.initdb,
      [...flags, ...locale, '--no-instructions', ...(disposable ? ['--no-sync'] : [])],
      {
        ...spawnOptions(account),
        encoding: 'utf8',
      },
    );
    if (made.status !== 0) throw initialisationError(dataFolder, made.error?.message ?? made.stderr);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  rmSync(dataFolder, { recursive: true, force: true });
  renameSync(unfinished, dataFolder);
}

function initialisationError(dataFolder: string, reason: string): Error {
  const lines = reason.trim().split('\n').slice(-6).join('\n  ');
  return new Error(
    `PostgreSQL could not make its data folder ${dataFolder}:\n  ${lines}\n` +
      'Free some space or mend what it names, then run again; or set DATABASE_URL and DATABASE_OWNER_URL to use a server of your own.',
  );
}
