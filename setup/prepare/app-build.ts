import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { inProject, root, stateFolder } from '../places.mjs';
import { hashOf, isStamped, removeStamp, writeStamp } from '../stamps.mjs';
import { runTool } from './node-tool';

const STAMP = join(stateFolder, 'built');
const CONFIGS = ['vite.config.ts', 'remix.config.js'];
const SOURCES = ['app', 'extensions', 'public', 'prisma/schema', 'tsconfig.json', 'package-lock.json', ...CONFIGS];
const OUTPUT = ['build/server/index.js', 'build/client'];

/** Builds the app when something it is made of changed. */
export async function ensureAppBuild(say: (note: string) => void): Promise<void> {
  const missing = CONFIGS.filter((name) => !existsSync(inProject(name)));
  if (missing.length > 0) return say(`skipped: ${missing.join(' and ')} not there yet`);
  const value = hashOf(
    root,
    SOURCES.map((name) => inProject(name)),
  );
  if (isStamped(STAMP, value) && OUTPUT.every((name) => existsSync(inProject(name)))) return say('ready');
  removeStamp(STAMP);
  say('building');
  const { code, tail } = await runTool('@remix-run/dev', 'remix', ['vite:build'], {
    env: { NODE_ENV: 'production' },
    onLine: () => undefined,
  });
  if (code !== 0) throw new Error(`remix vite:build failed (exit code ${code}):\n  ${tail.slice(-25).join('\n  ')}`);
  writeStamp(STAMP, value);
  say('built');
}
