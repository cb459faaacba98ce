import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withLock } from './lock.mjs';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
  file = join(folder, 'deep', 'lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The number of a process that has ended. */
function deadPid(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

describe('withLock', () => {
  it('gives what the work gives, and leaves nothing behind', async () => {
    expect(await withLock(file, () => 42)).toBe(42);
    expect(readdirSync(join(folder, 'deep'))).toEqual([]);
  });

  it('is given back when the work fails', async () => {
    await expect(withLock(file, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await withLock(file, () => 'again')).toBe('again');
  });

  // Root may write everywhere: for root there is nothing to refuse.
  if (process.getuid?.() !== 0)
    it('says whose folder it is when it cannot be written', async () => {
      mkdirSync(join(folder, 'deep'), { mode: 0o500 });
      await expect(withLock(file, () => 1)).rejects.toThrow(/deep cannot be written by this user .*Run as its owner/);
      await expect(withLock(join(folder, 'deep', 'er', 'lock'), () => 1)).rejects.toThrow(
        /er cannot be written by this user/,
      );
    });

  it('lets one in at a time', async () => {
    let inside = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, (inside += 1));
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 8 }, () => withLock(file, work)));
    expect(most).toBe(1);
  });

  it('tells once who has to be waited for', async () => {
    const told: number[] = [];
    const release = resolvable();
    const first = withLock(file, () => release.promise);
    const second = withLock(file, () => undefined, {
      onWait: (pid) => {
        told.push(pid);
        release.resolve(undefined);
      },
    });
    await Promise.all([first, second]);
    expect(told).toEqual([process.pid]);
  });

  it.each([
    ['whose holder has ended', () => JSON.stringify({ pid: deadPid(), birth: '1', id: 'x' })],
    ['whose holder’s number is another process now', () => JSON.stringify({ pid: process.pid, birth: '1', id: 'x' })],
    ['that is unreadable', () => 'half a li'],
    ['that is empty', () => ''],
  ])('takes over a lock %s', async (_, content) => {
    await withLock(file, () => undefined);
    writeFileSync(file, content());
    expect(await withLock(file, () => 'in')).toBe('in');
    expect(existsSync(file)).toBe(false);
  });
});

function resolvable() {
  let resolve: (value: unknown) => void = () => undefined;
  const promise = new Promise((give) => (resolve = give));
  return { promise, resolve };
}
