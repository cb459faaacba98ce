import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { inProject } from '../../../setup/places.mjs';
import { loadMapFile } from './map-file.server';

const folder = mkdtempSync(join(tmpdir(), 'kindred-map-'));
afterAll(() => rmSync(folder, { recursive: true }));
const PAGE = 4_096;
const content = Buffer.alloc(5 * PAGE + 100, 'abcdefgh');

async function mapped(name: string): Promise<{ path: string; memory: ArrayBuffer }> {
  const path = join(folder, name);
  writeFileSync(path, content);
  const [mapFile, file] = await Promise.all([loadMapFile(), open(path, 'r')]);
  const memory = mapFile(file.fd, content.length);
  await file.close();
  return { path, memory };
}

describe('a file that is mapped', () => {
  test('is in memory as it is on disk, at an address where arrays of eight bytes may begin', async () => {
    const { memory } = await mapped('same');
    expect(Buffer.from(memory).equals(content)).toBe(true);
    expect(new Float64Array(memory, 8, 2)[1]).toBe(content.readDoubleLE(16));
  });

  test('stays as it was on disk whatever is written into memory', async () => {
    const { path, memory } = await mapped('written');
    new Uint8Array(memory).fill(1);
    expect(readFileSync(path).equals(content)).toBe(true);
    expect(Buffer.from((await mappedAgain(path)).slice(0, 8)).toString()).toBe('abcdefgh');
  });

  test('can be read after it was removed', async () => {
    const { path, memory } = await mapped('removed');
    rmSync(path);
    expect(Buffer.from(memory).equals(content)).toBe(true);
  });

  test('by a number that is no file is refused, with the reason', async () => {
    const mapFile = await loadMapFile();
    expect(() => mapFile(9_999, PAGE)).toThrow(/4096 bytes of a file could not be mapped: error \d+/);
  });

  test('needs a platform that has it', async () => {
    await expect(loadMapFile('win32-x64')).rejects.toThrow('files are not mapped on win32-x64');
    await expect(loadMapFile('linux-arm')).rejects.toThrow('files are not mapped on linux-arm');
  });

  test.runIf(process.platform === 'linux')(
    'keeps its memory while one array over it is reachable, and gives it back then (read from /proc, which Linux has)',
    () => {
      const path = join(folder, 'collected');
      writeFileSync(path, content);
      expect(runCollecting(path)).toEqual({ whole: 1, arrayAlone: 1, read: content.readDoubleLE(16), nothing: 0 });
    },
  );
});

async function mappedAgain(path: string): Promise<ArrayBuffer> {
  const file = await open(path, 'r');
  try {
    return (await loadMapFile())(file.fd, content.length);
  } finally {
    await file.close();
  }
}

/** Another process, whose garbage is collected when it says so: how often the file is mapped as less and less of it is reachable. */
function runCollecting(path: string): unknown {
  const module = JSON.stringify(inProject('app', 'platform', 'shared-memory', 'map-file.server.ts'));
  const program = `
    import { closeSync, openSync, readFileSync } from 'node:fs';
    import { loadMapFile } from ${module};
    const mapFile = await loadMapFile();
    const path = ${JSON.stringify(path)};
    const times = () => readFileSync('/proc/self/maps', 'utf8').split('\\n').filter((line) => line.endsWith(path)).length;
    const collect = async () => {
      for (let rounds = 0; rounds < 10; rounds++) {
        gc();
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    const map = () => {
      const file = openSync(path, 'r');
      const memory = mapFile(file, ${content.length});
      closeSync(file);
      return new Float64Array(memory, 8, 100);
    };
    let whole = map();
    const found = { whole: times() };
    let part = whole.subarray(1, 2);
    whole = null;
    await collect();
    Object.assign(found, { arrayAlone: times(), read: part[0] });
    part = null;
    await collect();
    console.log(JSON.stringify({ ...found, nothing: times() }));`;
  const args = ['--expose-gc', '--import', 'tsx', '--input-type=module', '--eval', program];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: inProject(), encoding: 'utf8' });
  if (!stdout) throw new Error(`the process ended without an answer: ${stderr}`);
  return JSON.parse(stdout);
}
