import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { installedDifference, unpackedPart } from './installed.mjs';

const LOCKED = {
  '': { version: '0.1.0' },
  'node_modules/pg': { version: '8.1.0', integrity: 'sha512-pg' },
  'node_modules/pg/node_modules/inner': { version: '1.0.0', integrity: 'sha512-inner' },
  'node_modules/@esbuild/linux-x64': { version: '1.0.0', integrity: 'sha512-el', optional: true },
  'node_modules/@esbuild/darwin-arm64': { version: '1.0.0', integrity: 'sha512-ed', optional: true },
  'node_modules/@rollup/rollup-linux-x64-gnu': { version: '1.0.0', integrity: 'sha512-rg', optional: true },
  'node_modules/@rollup/rollup-linux-x64-musl': { version: '1.0.0', integrity: 'sha512-rm', optional: true },
  'node_modules/only-on-newer-node': { version: '1.0.0', integrity: 'sha512-o', optional: true },
};
type Packages = Record<string, { version: string; integrity?: string; optional?: boolean }>;

const linux = { platform: 'linux', arch: 'x64' };
/** What npm puts into node_modules on Linux. */
const installed = (): Packages => without(LOCKED, '', 'darwin', 'musl', 'newer-node');

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'installed-'));
  write('package-lock.json', LOCKED);
});
afterEach(() => rmSync(root, { recursive: true }));

function without(packages: Packages, ...parts: string[]): Packages {
  return Object.fromEntries(
    Object.entries(packages).filter(([path]) => !parts.some((part) => (part ? path.includes(part) : path === ''))),
  );
}

function write(name: string, packages: Packages): void {
  mkdirSync(join(root, dirname(name)), { recursive: true });
  writeFileSync(join(root, name), JSON.stringify({ packages }));
}

function install(packages: Packages): void {
  write('node_modules/.package-lock.json', packages);
  for (const path of Object.keys(packages)) mkdirSync(join(root, path), { recursive: true });
}

describe('installedDifference', () => {
  it('is none when all that this platform needs is there, in the versions of the lock', () => {
    install(installed());
    expect(installedDifference(root, linux)).toBeUndefined();
  });

  it('takes packages that the lock does not name for harmless', () => {
    install({ ...installed(), 'node_modules/extra': { version: '1.0.0' } });
    expect(installedDifference(root, linux)).toBeUndefined();
  });

  it.each<[string, () => void, string]>([
    ['nothing is installed', () => undefined, 'nothing is installed, or an installation was cut short'],
    [
      'npm did not finish',
      () => mkdirSync(join(root, 'node_modules/pg'), { recursive: true }),
      'nothing is installed, or an installation was cut short',
    ],
    [
      'a package is missing',
      () => install(without(installed(), 'inner')),
      'node_modules/pg/node_modules/inner is missing',
    ],
    [
      'a version is another',
      () => install({ ...installed(), 'node_modules/pg': { version: '8.0.0', integrity: 'sha512-pg' } }),
      'node_modules/pg is 8.0.0, not 8.1.0',
    ],
    [
      'the same version has other content',
      () => install({ ...installed(), 'node_modules/pg': { version: '8.1.0', integrity: 'sha512-other' } }),
      'node_modules/pg is 8.1.0, not 8.1.0',
    ],
    [
      'a folder was removed',
      () => (install(installed()), rmSync(join(root, 'node_modules/pg'), { recursive: true })),
      'node_modules/pg was removed',
    ],
    [
      'it was installed on another platform',
      () => install(without(LOCKED, '', 'linux', 'newer-node')),
      '@esbuild/linux-x64 is missing',
    ],
  ])('names the difference: %s', (_, change, difference) => {
    change();
    expect(installedDifference(root, linux)).toBe(difference);
  });

  it('asks for the lock when it is missing', () => {
    rmSync(join(root, 'package-lock.json'));
    expect(() => installedDifference(root, linux)).toThrow(/package-lock\.json is missing or damaged\. Restore it/);
  });
});

describe('unpackedPart', () => {
  it('counts the folders that are filled, out of those that every platform needs', () => {
    install(installed());
    expect(unpackedPart(root)).toBe('0 of 2 packages');
    writeFileSync(join(root, 'node_modules/pg/package.json'), '{}');
    expect(unpackedPart(root)).toBe('1 of 2 packages');
  });
});
