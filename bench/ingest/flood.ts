import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface Flood {
  /** Resolves when its first request is about to leave. */
  begun: Promise<void>;
  /** How often each status came back; `null`: no answer in time. */
  statuses: Promise<Record<string, number>>;
}

export function startFlood(url: string, shops: readonly string[], rate: number, seconds: number): Flood {
  const file = fileURLToPath(new URL('./flood-process.ts', import.meta.url));
  const env = {
    FLOOD_URL: url,
    FLOOD_RATE: String(rate),
    FLOOD_SECONDS: String(seconds),
    FLOOD_SHOPS: shops.join(','),
  };
  const child = spawn(process.execPath, ['--import', 'tsx', file], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  let begin = (): void => undefined;
  const begun = new Promise<void>((resolve) => (begin = resolve));
  createInterface(child.stdout).on('line', (line) => {
    if (line === 'flood begins') begin();
    else lines.push(line);
  });
  const statuses = new Promise<Record<string, number>>((resolve, reject) =>
    child.once('close', (code) => {
      if (code === 0) resolve(JSON.parse(lines.at(-1) ?? '{}') as Record<string, number>);
      else reject(new Error(`the flood ended with ${code}`));
    }),
  );
  return { begun, statuses };
}
