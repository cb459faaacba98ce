import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTarFile } from './tar';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tar-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const LONG = `package/${'deep/'.repeat(60)}file.txt`;
const UNUSUAL = 'package/süß und ß.txt';
const FILES: Record<string, string> = {
  'package/package.json': '{"name":"x"}',
  'package/empty.txt': '',
  'package/exactly-512.txt': 'x'.repeat(512),
  [LONG]: 'at the end of a long path',
  [UNUSUAL]: 'not ASCII',
};

/** The old format has no place for a path of more than 256 bytes. */
const filesOf = (format: string) => Object.entries(FILES).filter(([name]) => format !== 'ustar' || name !== LONG);

/** An archive of FILES by the system's own tar. */
function archive(format: string): Buffer {
  for (const [name, text] of filesOf(format)) {
    mkdirSync(join(folder, dirname(name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const out = join(folder, 'out.tar');
  const made = spawnSync('tar', [`--format=${format}`, '-cf', out, 'package'], { cwd: folder, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`tar: ${made.stderr}`);
  return readFileSync(out);
}

describe.each(['gnu', 'pax', 'ustar'])('readTarFile, %s', (format) => {
  it('finds each file with all its bytes', () => {
    const bytes = archive(format);
    for (const [name, text] of filesOf(format)) expect(readTarFile(bytes, name)?.toString(), name).toBe(text);
  });

  it('takes neither a folder nor the end of a path for a file', () => {
    const bytes = archive(format);
    for (const name of ['package', 'package/', 'package.json', 'package/package.jso', '']) {
      expect(readTarFile(bytes, name), name).toBeUndefined();
    }
  });
});

describe('readTarFile, damaged archives', () => {
  it('refuses one that is cut short inside a file', () => {
    const bytes = archive('pax');
    const at = bytes.indexOf('x'.repeat(512));
    expect(() => readTarFile(bytes.subarray(0, at + 100), 'package/none')).toThrow(/cut short: .* has \d+ bytes/);
  });

  it('refuses one whose end is missing', () => {
    const bytes = archive('gnu');
    const end = bytes.length - bytes.toReversed().findIndex((byte) => byte !== 0);
    const blocks = Math.ceil(end / 512) * 512;
    expect(() => readTarFile(bytes.subarray(0, blocks), 'package/none')).toThrow(/its end mark is missing/);
  });

  it('refuses a header that was changed', () => {
    const bytes = archive('gnu');
    bytes[0] = 'q'.charCodeAt(0);
    expect(() => readTarFile(bytes, 'package/package.json')).toThrow(/checksum is wrong/);
  });

  it('refuses what is no archive', () => {
    expect(() => readTarFile(Buffer.from('<html>'.repeat(200)), 'package/package.json')).toThrow(/damaged/);
    expect(() => readTarFile(Buffer.alloc(0), 'package/package.json')).toThrow(/cut short/);
  });
});
