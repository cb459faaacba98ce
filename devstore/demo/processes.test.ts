import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { isAlive } from '../../setup/process-life.mjs';
import { forgetfulFile } from '../kept/kept-file';
import { endLeftovers, noteProcesses } from './processes';

/** Runs until it is killed, and hears no polite word. */
async function stubborn(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [
    '-e',
    "process.on('SIGTERM', () => undefined); setInterval(() => undefined, 1e6); console.log('up')",
  ]);
  await once(child.stdout, 'data');
  return child;
}

describe('what an earlier start left running', () => {
  test('is gone when that resolves', async () => {
    const child = await stubborn();
    const file = forgetfulFile<{ pid: number; birth: string }[]>();
    noteProcesses(file)(Number(child.pid));
    await endLeftovers(file);
    expect(isAlive(Number(child.pid))).toBe(false);
    expect(file.read()).toEqual([]);
  });

  test('is not a later process that has the same number', async () => {
    const child = await stubborn();
    const file = forgetfulFile<{ pid: number; birth: string }[]>();
    file.write([{ pid: Number(child.pid), birth: 'another time' }]);
    await endLeftovers(file);
    expect(isAlive(Number(child.pid))).toBe(true);
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
});
