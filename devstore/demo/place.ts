import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where a kept world lies. */
export interface WorldPlace {
  dir: string;
  /** The world exists as soon as this file does; it is the last one that its first start writes. */
  identityFile: string;
  /** Its database's name. */
  database: string;
  /** Held by who prepares and runs it. */
  lock: string;
  /** Held by the process that writes to the folder: it may live a moment longer than who started it. */
  running: string;
}

const stateFolder = fileURLToPath(new URL('../../.kindred', import.meta.url));

export function placeOf(world: string | null): WorldPlace {
  const name = world === null ? 'demo' : `demo-${world}`;
  const dir = join(stateFolder, name);
  return {
    dir,
    identityFile: join(dir, 'world.json'),
    database: `kindred_${name.replaceAll('-', '_')}`,
    lock: join(stateFolder, `${name}.lock`),
    running: join(stateFolder, `${name}.running`),
  };
}

export const isKept = ({ identityFile }: WorldPlace): boolean => existsSync(identityFile);

/** Forgets a world: in one step it is no more, whatever becomes of its files then. */
export function forget({ dir }: WorldPlace): void {
  const aside = `${dir}.forgotten`;
  rmSync(aside, { recursive: true, force: true });
  if (!existsSync(dir)) return;
  renameSync(dir, aside);
  rmSync(aside, { recursive: true });
}
