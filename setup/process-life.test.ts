import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it } from 'vitest';
import { inProject } from './places.mjs';
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

describe.runIf(process.platform === 'linux')('callers', () => {
  const started: ChildProcess[] = [];
  afterEach(() => {
    for (const child of started.splice(0)) child.kill('SIGKILL');
  });

  /** A Node below a shell below a Node, as npm runs scripts; the last says its callers whenever they change. */
  it('are the shell and who runs it; another when that one is killed', async () => {
    const module = inProject('setup', 'process-life.mjs');
    const inner = `import('${module}').then(({ callers }) => { let last; setInterval(() => {
      const now = callers().join(); if (now !== last) console.log('callers', last = now); }, 10); })`;
    const outer = `const { spawn } = require('node:child_process');
      const shell = spawn('/bin/sh', ['-c', process.execPath + ' -e "$PROGRAM"; true'], { stdio: 'inherit', env: { ...process.env, PROGRAM: process.argv[1] } });
      console.log('pids', process.pid, shell.pid);`;
    const top = spawn(process.execPath, ['-e', outer, inner], { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
    started.push(top);
    const lines = createInterface({ input: top.stdout })[Symbol.asyncIterator]();
    const next = async () => String((await lines.next()).value).split(' ');
    const [, topPid, shellPid] = await next();
    expect(await next()).toEqual(['callers', `${shellPid},${topPid}`]);
    top.kill('SIGKILL');
    const [, after] = await next();
    expect(after?.split(',')[0]).toBe(shellPid);
    expect(after?.split(',')[1]).not.toBe(topPid);
    process.kill(-(top.pid ?? 0), 'SIGKILL');
  });
});
