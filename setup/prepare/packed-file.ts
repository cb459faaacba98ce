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
import { readTarFile } from './tar';

/** One file out of a package that is too large to depend on. */
export interface PackedFile {
  /** What it is, at the beginning of a sentence. */
  name: string;
  /** Where it is kept. */
  file: string;
  package: string;
  fileInPackage: string;
  sha256: string;
  /** Puts the package's archive into a folder; default: `npm pack`. */
  fetchPackage?: (folder: string) => Promise<unknown>;
}

/** Makes sure of the file: it is kept when its checksum is right, and fetched otherwise. */
export async function ensurePackedFile(say: (note: string) => void, wanted: PackedFile): Promise<void> {
  const { file, sha256, fetchPackage = (folder: string) => packPackage(folder, wanted.package) } = wanted;
  if (existsSync(file) && sumOf(readFileSync(file)) === sha256) return say('ready');
  say(`fetching ${wanted.package}`);
  const folder = mkdtempSync(join(tmpdir(), 'kindred-packed-'));
  try {
    await fetchPackage(folder);
    keep(readFromArchive(folder, wanted), wanted);
    say('fetched');
  } catch (error) {
    throw new Error(
      `${(error as Error).message}\nOr put the file ${wanted.fileInPackage} of ${wanted.package} at ${file} by hand.`,
      { cause: error },
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function packPackage(folder: string, name: string): Promise<unknown> {
  return runNpm(folder, ['pack', name, '--pack-destination', folder, '--loglevel=error']);
}

function readFromArchive(folder: string, wanted: PackedFile): Buffer {
  const archive = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (!archive) throw new Error(`npm pack ${wanted.package} left no archive.`);
  const content = readTarFile(gunzipSync(readFileSync(join(folder, archive))), wanted.fileInPackage);
  if (!content) throw new Error(`${wanted.package} has no file ${wanted.fileInPackage}.`);
  return content;
}

function keep(content: Buffer, { name, file, sha256 }: PackedFile): void {
  const found = sumOf(content);
  if (found !== sha256)
    throw new Error(`${name} has the checksum ${found}, not ${sha256}: it is not the one this project was built on.`);
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, content);
  renameSync(draft, file);
}

const sumOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
