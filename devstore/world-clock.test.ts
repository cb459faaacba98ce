import { describe, expect, test } from 'vitest';
import { forgetfulFile } from './kept/kept-file';
import { createWorldClock, type KeptClock } from './world-clock';

const t0 = Date.parse('2026-11-22T09:00:00Z');
const minuteMs = 60_000;

function clockAt(start = t0) {
  const system = { nowMs: start };
  return { system, clock: createWorldClock({ systemNow: () => system.nowMs }) };
}

describe('the world clock', () => {
  test('starts at system time and runs with it', () => {
    const { clock, system } = clockAt();
    expect(clock.now().toISOString()).toBe('2026-11-22T09:00:00.000Z');
    expect(clock.offsetMs).toBe(0);
    system.nowMs += 1_500;
    expect(clock.now().toISOString()).toBe('2026-11-22T09:00:01.500Z');
  });

  test('advance adds to the offset and keeps running', async () => {
    const { clock, system } = clockAt();
    await clock.advance(90 * minuteMs);
    system.nowMs += 1_000;
    expect(clock.now().toISOString()).toBe('2026-11-22T10:30:01.000Z');
    expect(clock.offsetMs).toBe(90 * minuteMs);
  });

  test('the first moveTo may go back to where old data ends; later ones may not', async () => {
    const { clock } = clockAt();
    await clock.moveTo(new Date('2011-12-09T12:50:00Z'));
    expect(clock.now().toISOString()).toBe('2011-12-09T12:50:00.000Z');
    expect(clock.offsetMs).toBeLessThan(0);
    await expect(clock.moveTo(new Date('2011-12-09T12:49:59Z'))).rejects.toThrow(
      /lies before business time 2011-12-09T12:50:00.000Z/,
    );
    await clock.moveTo(new Date('2011-12-09T12:50:00Z'));
    await clock.moveTo(new Date('2011-12-10T00:00:00Z'));
    expect(clock.now().toISOString()).toBe('2011-12-10T00:00:00.000Z');
  });

  test('after an advance the world has begun: moveTo may not go back', async () => {
    const { clock } = clockAt();
    await clock.advance(minuteMs);
    await expect(clock.moveTo(new Date(t0))).rejects.toThrow(/choose a later instant/);
    expect(clock.offsetMs).toBe(minuteMs);
  });

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('advance(%s) is refused and nothing moves', async (ms) => {
    const { clock } = clockAt();
    const told: Date[] = [];
    clock.onMove((now) => void told.push(now));
    await expect(clock.advance(ms)).rejects.toThrow(RangeError);
    expect(clock.offsetMs).toBe(0);
    expect(told).toEqual([]);
  });

  test('moveTo refuses an invalid date', async () => {
    await expect(clockAt().clock.moveTo(new Date('soon'))).rejects.toThrow(/pass a valid Date/);
  });

  test('a move resolves only when every listener has finished', async () => {
    const { clock } = clockAt();
    const done: string[] = [];
    let open = () => {};
    const gate = new Promise<void>((resolve) => (open = resolve));
    clock.onMove(async () => {
      await gate;
      done.push('slow');
    });
    clock.onMove(() => void done.push('quick'));
    const move = clock.advance(1).then(() => done.push('resolved'));
    await Promise.resolve();
    open();
    await move;
    expect(done).toEqual(['quick', 'slow', 'resolved']);
  });

  test('moves are told one after another, each with its own time', async () => {
    const { clock } = clockAt();
    const told: string[] = [];
    clock.onMove(async (now) => {
      told.push(`begin ${now.toISOString().slice(11, 16)}`);
      await Promise.resolve();
      told.push(`end ${now.toISOString().slice(11, 16)}`);
    });
    await Promise.all([clock.advance(minuteMs), clock.advance(minuteMs)]);
    expect(told).toEqual(['begin 09:01', 'end 09:01', 'begin 09:02', 'end 09:02']);
  });

  test('a failing listener is reported, the others are told, and the clock goes on', async () => {
    const { clock } = clockAt();
    const told: Date[] = [];
    const stop = clock.onMove(() => {
      throw new Error('ledger closed');
    });
    clock.onMove((now) => void told.push(now));
    await expect(clock.advance(5)).rejects.toThrow(/1 listener\(s\) of the clock failed: Error: ledger closed/);
    expect(told).toHaveLength(1);
    stop();
    await clock.advance(5);
    expect(clock.offsetMs).toBe(10);
    expect(told).toHaveLength(2);
  });

  test('a stopped listener hears nothing; its twin still does', async () => {
    const { clock } = clockAt();
    let calls = 0;
    const listener = () => void (calls += 1);
    const stopFirst = clock.onMove(listener);
    clock.onMove(listener);
    stopFirst();
    await clock.advance(1);
    expect(calls).toBe(1);
  });
});

describe('a clock that is kept', () => {
  const kept = () => {
    const system = { nowMs: t0 };
    const file = forgetfulFile<KeptClock>();
    return { system, file, open: () => createWorldClock({ systemNow: () => system.nowMs, kept: file }) };
  };

  test('goes on from where it was, plus the real time that has passed', async () => {
    const { system, open } = kept();
    await open().moveTo(new Date('2011-12-09T12:50:00Z'));
    const first = open();
    await first.advance(90 * minuteMs);
    system.nowMs += 10 * minuteMs;
    const second = open();
    expect(second.now().toISOString()).toBe('2011-12-09T14:30:00.000Z');
    expect(second.offsetMs).toBe(first.offsetMs);
  });

  test('never goes back, even if the machine’s clock was put back in between', async () => {
    const { system, open } = kept();
    await open().advance(60 * minuteMs);
    system.nowMs -= 30 * minuteMs;
    expect(open().now().toISOString()).toBe('2026-11-22T10:00:00.000Z');
  });

  test('has been placed by the first move of all: a later start cannot move it back', async () => {
    const { open } = kept();
    await open().moveTo(new Date('2011-12-09T12:50:00Z'));
    await expect(open().moveTo(new Date('2011-12-09T12:49:59Z'))).rejects.toThrow(/lies before business time/);
  });

  test('is kept before anybody hears of the move', async () => {
    const { open, file } = kept();
    const clock = open();
    const seen: (number | undefined)[] = [];
    clock.onMove(() => void seen.push(file.read()?.offsetMs));
    await clock.advance(minuteMs);
    expect(seen).toEqual([minuteMs]);
  });
});
