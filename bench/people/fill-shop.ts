import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export interface FilledShop {
  shopId: string;
  people: number;
  orders: number;
  events: number;
}

interface Wanted {
  databaseUrl: string;
  key: string;
  domain: string;
  people: number;
  seed: number;
  hasHistory: boolean;
}

/** Makes a shop with so many people of the project's own generator. */
export async function fillShop(wanted: Wanted): Promise<FilledShop> {
  const file = fileURLToPath(new URL('./load-process.ts', import.meta.url));
  const args = ['--max-old-space-size=6144', '--import', 'tsx', file, JSON.stringify(wanted)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as FilledShop;
}
