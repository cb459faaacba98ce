import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../../setup/postgres/free-port';

export interface OwnRedis {
  url: string;
  stop(): void;
}

/** Whether this machine has a Redis to start. */
export const hasRedis = (): boolean => spawnSync('redis-server', ['--version']).status === 0;

/** A Redis of this bench's own, with nothing in it. Resolves when it takes connections. */
export async function startOwnRedis(): Promise<OwnRedis> {
  const port = await freePort();
  const dir = mkdtempSync(join(tmpdir(), 'kindred-redis-'));
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', dir, '--appendonly', 'yes', '--save', ''];
  const child = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const stop = () => {
    child.kill('SIGKILL');
    rmSync(dir, { recursive: true, force: true });
  };
  for await (const line of createInterface(child.stdout))
    if (/Ready to accept connections/i.test(line)) return { url: `redis://127.0.0.1:${port}`, stop };
  stop();
  throw new Error('the Redis ended before it was ready');
}
