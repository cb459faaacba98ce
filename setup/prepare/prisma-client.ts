import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { inProject, root, stateFolder } from '../places.mjs';
import { hashOf, isStamped, removeStamp, writeStamp } from '../stamps.mjs';
import { runTool } from './node-tool';

const SCHEMA_FOLDER = inProject('prisma', 'schema');
/** Beside the generated code: a new installation takes both away. */
const STAMP = inProject('node_modules', '.prisma', 'kindred-stamp');

/** Generates Prisma's client when its schema changed. Needs no network. */
export async function ensurePrismaClient(say: (note: string) => void): Promise<void> {
  const files = schemaFiles();
  if (files.length === 0) return say('skipped: prisma/schema has no file yet');
  const value = hashOf(root, [
    SCHEMA_FOLDER,
    inProject('prisma.config.ts'),
    inProject('node_modules', 'prisma', 'package.json'),
  ]);
  if (isStamped(STAMP, value) && outputFolders(files).every((folder) => existsSync(folder))) return say('ready');
  removeStamp(STAMP);
  say('generating');
  await generate();
  writeStamp(STAMP, value);
  say('generated');
}

function schemaFiles(): string[] {
  if (!existsSync(SCHEMA_FOLDER)) return [];
  return readdirSync(SCHEMA_FOLDER)
    .filter((name) => name.endsWith('.prisma'))
    .map((name) => join(SCHEMA_FOLDER, name));
}

/** Where the client goes: what the schema says, relative to the file that says it, else Prisma's own place. */
function outputFolders(files: string[]): string[] {
  const named = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/^\s*output\s*=\s*"([^"]+)"/gm)].map((match) =>
      resolve(SCHEMA_FOLDER, match[1] ?? ''),
    ),
  );
  return named.length > 0 ? named : [inProject('node_modules', '.prisma', 'client')];
}

async function generate(): Promise<void> {
  // An engine that is named is not fetched; with engineType "client" none is needed, so that an empty file will do.
  const noEngine = join(stateFolder, 'no-engine');
  mkdirSync(stateFolder, { recursive: true });
  writeFileSync(noEngine, '');
  const env = { PRISMA_QUERY_ENGINE_LIBRARY: noEngine, PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' };
  const { code, tail } = await runTool('prisma', 'prisma', ['generate', '--schema', SCHEMA_FOLDER], {
    env,
    onLine: () => undefined,
  });
  if (code !== 0)
    throw new Error(
      `prisma generate failed (exit code ${code}):\n  ${tail.slice(-15).join('\n  ')}\nMend prisma/schema, then run again.`,
    );
}
