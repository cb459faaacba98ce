import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { birthOf, isAlive } from '../process-life.mjs';

let count = 0;

/** Notes that this process uses the cluster in `dir`; the note's name is returned. One process may hold several. */
export function addUser(dir: string): string {
  count += 1;
  const name = `${process.pid}-${count}`;
  mkdirSync(folderIn(dir), { recursive: true });
  writeFileSync(join(folderIn(dir), name), birthOf(process.pid));
  return name;
}

export function removeUser(dir: string, name: string): void {
  rmSync(join(folderIn(dir), name), { force: true });
}

/** Names of those who use the cluster and are alive; notes of the dead are removed. */
export function livingUsers(dir: string): string[] {
  const folder = folderIn(dir);
  mkdirSync(folder, { recursive: true });
  return readdirSync(folder).filter((name) => {
    const isLiving = isAlive(Number(name.split('-')[0]), readNote(join(folder, name)));
    if (!isLiving) rmSync(join(folder, name), { force: true });
    return isLiving;
  });
}

function readNote(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

const folderIn = (dir: string) => join(dir, 'users');
