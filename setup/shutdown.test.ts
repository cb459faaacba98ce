import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it } from 'vitest';
import { inProject } from './places.mjs';
import { isAlive } from './process-life.mjs';

/** Says its number once it hears, then each SIGINT; ends a moment after the first. */
const PATIENT = `process.on('SIGINT', () => { console.log('program was told'); setTimeout(() => process.exit(0), 200); });
  setInterval(() => {}, 1000); console.log('pid ' + process.pid);`;
const DEAF = `process.on('SIGINT', () => {}); setInterval(() => {}, 1000); console.log('pid ' + process.pid);`;
/** Starts one of its own that hears nothing, and ends without it. */
const CARELESS = `const { spawn } = require('child_process');
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' }); child.unref();
  console.log('pid ' + child.pid);`;

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

interface Supervised {
  supervisor: ChildProcess;
  /** The supervised program (or what it started). */
  pid: number;
  lines: string[];
  ended: Promise<number | null>;
}

/** Resolves when the program has said its number. */
function supervise(program: string): Promise<Supervised> {
  const supervisor = spawn(process.execPath, [inProject('tests', 'setup', 'supervised.mjs'), program], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(supervisor);
  const lines: string[] = [];
  const ended = new Promise<number | null>((resolve) => supervisor.once('close', resolve));
  return new Promise((resolve) => {
    for (const stream of [supervisor.stdout, supervisor.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        const pid = /^pid (\d+)$/.exec(line)?.[1];
        if (pid) resolve({ supervisor, pid: Number(pid), lines, ended });
        else if (line) lines.push(line);
      });
    }
  });
}

describe('a Ctrl-C', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '(%s) stops all in order, the last started first',
    async (signal) => {
      const { supervisor, lines, ended } = await supervise(PATIENT);
      supervisor.kill(signal);
      expect(await ended).toBe(130);
      expect(lines.filter((line) => line.includes('stop') || line.includes('told'))).toEqual(
        expect.arrayContaining([
          'program was told',
          'last stopped',
          'failing did not stop: it would not',
          'first stopped',
        ]),
      );
      expect(lines.filter((line) => / stopped|told/.test(line))).toEqual([
        'program was told',
        'last stopped',
        'first stopped',
      ]);
    },
  );

  it('that arrives twice, from the terminal and from npm, is one', async () => {
    const { supervisor, lines, ended } = await supervise(PATIENT);
    supervisor.kill('SIGINT');
    supervisor.kill('SIGTERM');
    supervisor.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(lines.filter((line) => line === 'program was told')).toHaveLength(1);
    expect(lines).toContain('first stopped');
  });

  it('kills what does not hear it, within five seconds', async () => {
    const { supervisor, pid, lines, ended } = await supervise(DEAF);
    const began = performance.now();
    supervisor.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(isAlive(pid)).toBe(false);
    expect(lines).toContain('first stopped');
  });
});

describe('the end of the program', () => {
  it('is the end of the supervisor, with its exit code, after the rest was stopped', async () => {
    const { lines, ended } = await supervise(`console.log('pid 1'); process.exit(3)`);
    expect(await ended).toBe(3);
    expect(lines.filter((line) => !line.startsWith('failing'))).toEqual([
      'program ended with 3',
      'last stopped',
      'first stopped',
    ]);
  });

  it('is 128 and the signal’s number when a signal ended it', async () => {
    const { pid, lines, ended } = await supervise(PATIENT);
    process.kill(pid, 'SIGKILL');
    expect(await ended).toBe(137);
    expect(lines).toContain('program ended with 137');
  });

  it('is the end of what it left behind', async () => {
    const { pid, ended } = await supervise(CARELESS);
    expect(await ended).toBe(0);
    await expect.poll(() => isAlive(pid), { interval: 10 }).toBe(false);
  });
});

/** Has one of its own, and ends at the first SIGINT without a thought for it. */
const PARENT = `const { spawn } = require('child_process');
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  child.once('spawn', () => console.log('pid ' + child.pid));`;

describe('a supervisor that is killed', () => {
  it('takes its program along, which may still clean up', async () => {
    const { supervisor, pid, lines, ended } = await supervise(PATIENT);
    supervisor.kill('SIGKILL');
    await ended;
    expect(lines).toEqual(['program was told']);
    await expect.poll(() => isAlive(pid), { interval: 10 }).toBe(false);
  });

  it('takes along what its program started', async () => {
    const { supervisor, pid } = await supervise(PARENT);
    supervisor.kill('SIGKILL');
    await expect.poll(() => isAlive(pid), { interval: 10 }).toBe(false);
  });

  it('takes along what does not hear it', async () => {
    const { supervisor, pid } = await supervise(DEAF);
    supervisor.kill('SIGKILL');
    await expect.poll(() => isAlive(pid), { interval: 50, timeout: 5_000 }).toBe(false);
  });
});
