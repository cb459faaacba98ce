import { existsSync, readdirSync } from 'node:fs';
import { inProject } from '../places.mjs';
import { runScript } from '../prepare/node-tool';
import { prepare } from '../prepare/prepare';
import { withDatabase } from './with-database';

/** `bench:NAME [args…]`: one program of bench/, beside the app as built, on an empty, migrated database of its own, which stays until the next run. */
export async function bench(name: string, args: string[]): Promise<number> {
  const names = benchNames();
  if (!names.includes(name))
    throw new Error(`There is no bench/${name}.ts. There are: ${names.join(', ') || 'none yet'}.`);
  await prepare({ build: true });
  const fresh = `kindred_bench_${name.replaceAll(/[^a-z0-9]+/g, '_')}`;
  return withDatabase(
    { fresh },
    async (env) => (await runScript(inProject('bench', `${name}.ts`), args, { env })).code,
  );
}

function benchNames(): string[] {
  const folder = inProject('bench');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^[a-z0-9-]+\.ts$/.test(name))
    .map((name) => name.slice(0, -'.ts'.length))
    .sort();
}

/**
 * `ledger:verify [SHOP]`: walks the consent ledgers in the database that DATABASE_URL names, or else in the project's own.
 */
export async function ledgerVerify(args: string[]): Promise<number> {
  await prepare({ build: false });
  const file = inProject('setup', 'programs', 'ledger-verify.ts');
  const run = async (env: Record<string, string>) => (await runScript(file, args, { env })).code;
  const { DATABASE_URL } = process.env;
  return DATABASE_URL ? run({ DATABASE_URL }) : withDatabase({}, run);
}

/** `evaluate:recommendations --split DIR | --orders FILE`: needs no database and no app. */
export async function evaluateRecommendations(args: string[]): Promise<number> {
  await prepare({ build: false });
  return (await runScript(inProject('bench', 'recommend', 'evaluate.ts'), args)).code;
}

/** `screenshots`: plays a few people through a generated store and takes the pictures of docs/images/ anew. */
export async function screenshots(args: string[]): Promise<number> {
  await prepare({ build: true });
  const file = inProject('tests', 'screenshots', 'take-screenshots.ts');
  return withDatabase({ fresh: 'kindred_screenshots' }, async (env) => (await runScript(file, args, { env })).code);
}
