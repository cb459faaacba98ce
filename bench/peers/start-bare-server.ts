import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The bare server in a process of its own; resolves when it listens. Takes DATABASE_OWNER_URL of this process. */
export async function startBareServer(apiSecret: string): Promise<{ url: string; stop(): void }> {
  const file = fileURLToPath(new URL('./bare-server.ts', import.meta.url));
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', file], {
    env: { ...process.env, NODE_ENV: 'production', SHOPIFY_API_SECRET: apiSecret },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (!child.stdout) throw new Error('the bare server has no output');
  for await (const text of createInterface(child.stdout)) {
    const port = /ready on (\d+)/.exec(text)?.[1];
    if (port) return { url: `http://localhost:${port}/`, stop: () => void child.kill('SIGTERM') };
  }
  throw new Error('the bare server ended before it was ready');
}
