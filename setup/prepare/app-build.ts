import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { inProject, root, stateFolder } from '../places.mjs';
import { hashOf, isStamped, removeStamp, writeStamp } from '../stamps.mjs';
import { runTool } from './node-tool';

const STAMP = join(stateFolder, 'built');

/** What is built: with which configuration files, by which program, and what is there when it is done. */
const BUNDLES = [
  {
    name: 'web',
    configs: ['vite.config.ts', 'remix.config.js'],
    tool: ['@remix-run/dev', 'remix', ['vite:build']],
    outputs: ['build/server/index.js', 'build/client'],
  },
  {
    name: 'worker',
    configs: ['vite.worker.config.ts'],
    tool: ['vite', 'vite', ['build', '--config', 'vite.worker.config.ts']],
    outputs: ['build/worker/worker.js'],
  },
] as const;

const SOURCES = ['app', 'extensions', 'public', 'prisma/schema', 'tsconfig.json', 'package-lock.json'];

type Bundle = (typeof BUNDLES)[number];

/** Builds the app when something it is made of changed. */
export async function ensureAppBuild(say: (note: string) => void): Promise<void> {
  const missing = BUNDLES.flatMap(({ configs }) => configs.filter((name) => !existsSync(inProject(name))));
  if (missing.length > 0) return say(`skipped: ${missing.join(' and ')} not there yet`);
  const sources = [...SOURCES, ...BUNDLES.flatMap(({ configs }) => configs)];
  const value = hashOf(
    root,
    sources.map((name) => inProject(name)),
  );
  if (isStamped(STAMP, value) && BUNDLES.every(isBuilt)) return say('ready');
  removeStamp(STAMP);
  for (const bundle of BUNDLES) await build(bundle, say);
  writeStamp(STAMP, value);
  say('built');
}

const isBuilt = ({ outputs }: Bundle) => outputs.every((name) => existsSync(inProject(name)));

async function build(bundle: Bundle, say: (note: string) => void): Promise<void> {
  say(`building the ${bundle.name}`);
  const [packageName, program, args] = bundle.tool;
  const { code, tail } = await runTool(packageName, program, [...args], {
    env: { NODE_ENV: 'production' },
    onLine: () => undefined,
  });
  if (code === 0 && isBuilt(bundle)) return;
  throw new Error(
    `Building the ${bundle.name} failed (${program} ${args.join(' ')}, exit code ${code}):\n  ${tail.slice(-25).join('\n  ')}`,
  );
}
