import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashOf, isStamped, removeStamp, writeStamp } from './stamps.mjs';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stamps-'));
  write('app/a.ts', 'one');
  write('app/deep/b.ts', 'two');
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): void {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), text);
}

const hash = (...more: string[]) => hashOf(folder, [join(folder, 'app'), join(folder, 'config.ts')], more);

describe('hashOf', () => {
  it('is the same for the same files, wherever they are', () => {
    const other = mkdtempSync(join(tmpdir(), 'stamps-'));
    mkdirSync(join(other, 'app', 'deep'), { recursive: true });
    writeFileSync(join(other, 'app', 'deep', 'b.ts'), 'two');
    writeFileSync(join(other, 'app', 'a.ts'), 'one');
    expect(hashOf(other, [join(other, 'app'), join(other, 'config.ts')])).toBe(hash());
    rmSync(other, { recursive: true });
  });

  it.each<[string, () => void]>([
    ['a file is edited', () => write('app/deep/b.ts', 'TWO')],
    ['a file is added', () => write('app/deep/c.ts', '')],
    ['a file is removed', () => rmSync(join(folder, 'app/a.ts'))],
    ['a file is renamed', () => (rmSync(join(folder, 'app/a.ts')), write('app/z.ts', 'one'))],
    ['text moves from one file to the next', () => (write('app/a.ts', 'onet'), write('app/deep/b.ts', 'wo'))],
    ['a file that was absent appears, even empty', () => write('config.ts', '')],
  ])('differs when %s', (_, change) => {
    const before = hash();
    change();
    expect(hash()).not.toBe(before);
  });

  it('differs by the texts that count as well', () => {
    expect(hash('version 1')).not.toBe(hash('version 2'));
  });

  it('leaves out node_modules, tests and what begins with a dot', () => {
    const before = hash();
    write('app/node_modules/x/index.js', 'x');
    write('app/.cache/x', 'x');
    write('app/deep/b.test.ts', 'x');
    expect(hash()).toBe(before);
  });
});

describe('a stamp', () => {
  it('holds for the value it was written with, until it is removed', () => {
    const file = join(folder, 'state', 'built');
    expect(isStamped(file, 'abc')).toBe(false);
    writeStamp(file, 'abc');
    expect(isStamped(file, 'abc')).toBe(true);
    expect(isStamped(file, 'abd')).toBe(false);
    removeStamp(file);
    removeStamp(file);
    expect(isStamped(file, 'abc')).toBe(false);
  });
});
