import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { phase } from './progress.mjs';

let lines: string[];
beforeEach(() => {
  lines = [];
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

const write = (line: string) => lines.push(line);

describe('phase', () => {
  it('prints one line with the seconds and the last note, and gives the result', async () => {
    const work = phase(
      'Database',
      async (say) => {
        say('starting');
        await vi.advanceTimersByTimeAsync(1_200);
        say('PostgreSQL on 127.0.0.1:1');
        return 7;
      },
      write,
    );
    expect(await work).toBe(7);
    expect(lines).toEqual(['  Database         PostgreSQL on 127.0.0.1:1, 1.2 s']);
  });

  it('says every five seconds what it is at', async () => {
    const work = async (say: (note: string) => void) => {
      await vi.advanceTimersByTimeAsync(5_000);
      say('npm ci, 412 packages so far');
      await vi.advanceTimersByTimeAsync(6_000);
      say('909 packages');
    };
    await phase('Dependencies', work, write);
    expect(lines).toEqual([
      '  Dependencies     5 s so far',
      '  Dependencies     npm ci, 412 packages so far, 10 s so far',
      '  Dependencies     909 packages, 11.0 s',
    ]);
  });

  it('says that it failed, hands the error on, and falls silent', async () => {
    const work = async () => {
      await vi.advanceTimersByTimeAsync(300);
      throw new Error('no network');
    };
    await expect(phase('Dependencies', work, write)).rejects.toThrow('no network');
    await vi.advanceTimersByTimeAsync(20_000);
    expect(lines).toEqual(['  Dependencies     failed after 0.3 s']);
  });
});
