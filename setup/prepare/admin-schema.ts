import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { runNpm } from '../install/npm.mjs';
import { stateFolder } from '../places.mjs';
import { readTarFile } from './tar';

/** Where the Admin API's schema is kept: a gzipped introspection result. */
export const ADMIN_SCHEMA_FILE = join(stateFolder, 'schema', 'admin_2026-10.json.gz');

/** The package that ships it. As a dependency it would bring 350 MB; only this one file is taken. */
const PACKAGE = '@shopify/dev-mcp@1.16.0';
const FILE_IN_PACKAGE = 'package/dist/data/admin_2026-10.json.gz';
const SHA256 = 'f3b522f264556925eada700e795e4a002a9cba83444ebcc6c0d724254a0c6593';

export interface AdminSchemaOptions {
  file?: string;
  sha256?: string;
  /** Puts the package's archive into a folder; default: `npm pack`. */
  fetchPackage?: (folder: string) => Promise<unknown>;
}

/** Makes sure of the schema: it is kept when its checksum is right, and fetched otherwise. */
export async function ensureAdminSchema(say: (note: string) => void, options: AdminSchemaOptions = {}): Promise<void> {
  const { file = ADMIN_SCHEMA_FILE, sha256 = SHA256, fetchPackage = packPackage } = options;
  if (existsSync(file) && sumOf(readFileSync(file)) === sha256) return say('ready');
  say(`fetching ${PACKAGE}`);
  const folder = mkdtempSync(join(tmpdir(), 'kindred-schema-'));
  try {
    await fetchPackage(folder);
    keep(file, readFromArchive(folder), sha256);
    say('fetched');
  } catch (error) {
    throw new Error(
      `${(error as Error).message}\nOr put the file ${FILE_IN_PACKAGE} of ${PACKAGE} at ${file} by hand.`,
      { cause: error },
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function packPackage(folder: string): Promise<unknown> {
  return runNpm(folder, ['pack', PACKAGE, '--pack-destination', folder, '--loglevel=error']);
}

function readFromArchive(folder: string): Buffer {
  const archive = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (!archive) throw new Error(`npm pack ${PACKAGE} left no archive.`);
  const content = readTarFile(gunzipSync(readFileSync(join(folder, archive))), FILE_IN_PACKAGE);
  if (!content) throw new Error(`${PACKAGE} has no file ${FILE_IN_PACKAGE}.`);
  return content;
}

function keep(file: string, content: Buffer, sha256: string): void {
  const found = sumOf(content);
  if (found !== sha256)
    throw new Error(
      `The Admin API schema has the checksum ${found}, not ${sha256}: it is not the one this project was built on.`,
    );
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, content);
  renameSync(draft, file);
}

const sumOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
