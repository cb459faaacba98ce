import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

interface Wanted {
  databaseUrl: string;
  key: string;
  domain: string;
  people: number;
  seed: number;
}

/** Makes a shop of so many of the generator's people. Gives its id. */
export async function fillPeople(wanted: Wanted): Promise<string> {
  const file = fileURLToPath(new URL('./people-process.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', file, JSON.stringify(wanted)]);
  return (JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { shopId: string }).shopId;
}
