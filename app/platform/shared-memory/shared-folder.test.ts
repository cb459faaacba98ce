import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { TEST_START } from '../../../tests/factories/times';
import { loadMapFile } from './map-file.server';
import { sharedFolder, type Mapped } from './shared-folder.server';

const place = mkdtempSync(join(tmpdir(), 'kindred-folder-'));
afterAll(() => rmSync(place, { recursive: true }));
const mapFile = await loadMapFile();
let opened = 0;
function newFolder(isMade = true) {
  const path = join(place, `folder-${opened++}`);
  if (isMade) mkdirSync(path, { mode: 0o700 });
  return { path, folder: sharedFolder(path, mapFile) };
}

const content = Buffer.from('what the processes share');
const expected = { length: content.length, digest: createHash('sha256').update(content).digest('hex') };
const textOf = (mapped: Mapped | null) => mapped && Buffer.from(mapped.memory).toString();

describe('a folder that processes share', () => {
  test('is made with its first file, for this user alone, and so are its files', async () => {
    const { path, folder } = newFolder(false);
    expect(await folder.list()).toEqual([]);
    expect(await folder.map('a', expected)).toBeNull();
    expect(existsSync(path)).toBe(false);
    await folder.write('a', content);
    expect(statSync(path).mode & 0o777).toBe(0o700);
    expect(statSync(join(path, 'a')).mode & 0o777).toBe(0o600);
    expect(textOf(await folder.map('a', expected))).toBe(content.toString());
  });

  test('is refused where others may write or read, and where it is a link to another', async () => {
    const [open, link] = [join(place, 'open'), join(place, 'link')];
    mkdirSync(open);
    chmodSync(open, 0o755);
    const reason = 'is no folder of this user alone: it must belong to them and have mode 0700';
    symlinkSync(newFolder().path, link);
    for (const path of [open, link]) {
      const folder = sharedFolder(path, mapFile);
      const asked = [() => folder.list(), () => folder.map('a', expected), () => folder.write('a', content)];
      for (const ask of asked) await expect(ask()).rejects.toThrow(`${path} ${reason}`);
      expect(readdirSync(path)).toEqual([]);
    }
  });

  test('has nothing by a name that was never written', async () => {
    const { folder } = newFolder();
    expect(await folder.map('a', expected)).toBeNull();
    expect(await folder.touch('a', TEST_START)).toBe(false);
  });

  test.each([
    ['changed', Buffer.from('what the processes shark')],
    ['cut short', content.subarray(0, 5)],
    ['too long', Buffer.concat([content, content])],
    ['empty', Buffer.alloc(0)],
  ])('does not give a file that was %s, and removes it', async (_, other) => {
    const { path, folder } = newFolder();
    writeFileSync(join(path, 'a'), other);
    expect(await folder.map('a', expected)).toBeNull();
    expect(readdirSync(path)).toEqual([]);
  });

  test('does not follow a link, though it leads to the right bytes', async () => {
    const { path, folder } = newFolder();
    const elsewhere = join(place, 'elsewhere');
    writeFileSync(elsewhere, content);
    symlinkSync(elsewhere, join(path, 'a'));
    expect(await folder.map('a', expected)).toBeNull();
    expect(readdirSync(path)).toEqual([]);
    expect(statSync(elsewhere).size).toBe(content.length);
  });

  test('is made again where it was cleaned away', async () => {
    const { path, folder } = newFolder();
    rmSync(path, { recursive: true });
    expect(await folder.list()).toEqual([]);
    await folder.write('a', content);
    expect(textOf(await folder.map('a', expected))).toBe(content.toString());
  });

  test('has one whole file after two wrote it at once, the same for both, and nothing besides', async () => {
    const { path, folder } = newFolder();
    await folder.write('a', content);
    const { ino } = statSync(join(path, 'a'));
    await Promise.all([folder.write('a', content), folder.write('a', content), folder.map('a', expected)]);
    expect(readdirSync(path)).toEqual(['a']);
    expect(statSync(join(path, 'a')).ino).toBe(ino);
    expect(textOf(await folder.map('a', expected))).toBe(content.toString());
  });

  test('lists its files with when they were last used', async () => {
    const { folder } = newFolder();
    await folder.write('a', content);
    expect(await folder.touch('a', TEST_START)).toBe(true);
    const inode = (await folder.map('a', expected))?.inode;
    expect(await folder.list()).toEqual([{ name: 'a', inode, length: content.length, usedAt: TEST_START }]);
    await folder.remove('a');
    await folder.remove('a');
    expect(await folder.list()).toEqual([]);
  });
});
