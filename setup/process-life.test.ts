import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { birthOf, isAlive } from './process-life.mjs';

describe('isAlive', () => {
  it('knows this process, also by when it began', () => {
    expect(isAlive(process.pid)).toBe(true);
    expect(isAlive(process.pid, birthOf(process.pid))).toBe(true);
  });

  it('knows a process of another user', () => {
    expect(isAlive(1)).toBe(true);
  });

  it.each([0, -1, Number.NaN, 1.5])('says no to %d, which names no process', (pid) => {
    expect(isAlive(pid)).toBe(false);
  });

  it('says no to one that has ended', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await new Promise((resolve) => child.once('exit', resolve));
    expect(isAlive(child.pid ?? 0)).toBe(false);
  });

  it.runIf(process.platform === 'linux')('tells a process from a later one with its number', () => {
    expect(isAlive(process.pid, '12345')).toBe(false);
  });

  it.runIf(process.platform === 'linux')('says no to one that ended and was never waited for', async () => {
    // The shell starts a child, becomes another program that never waits, and the child ends.
    const shell = spawn('/bin/sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 30'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const pid = await new Promise<number>((resolve) =>
      shell.stdout.once('data', (data) => resolve(Number(String(data)))),
    );
    await expect.poll(() => isAlive(pid), { interval: 10 }).toBe(false);
    expect(() => process.kill(pid, 0), 'it is still in the system’s table').not.toThrow();
    shell.kill('SIGKILL');
  });
});
