import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR_MS, silenceOf } from './silence';

const NOW = Date.parse('2026-11-29T12:00:00Z');
const hoursAgo = (...hours: number[]): number[] => hours.map((hour) => NOW - hour * HOUR_MS);

describe('the silence of a source', () => {
  it('is nothing where nothing ever came', () => {
    expect(silenceOf([], NOW)).toEqual({ kind: 'nothing' });
  });

  it('is not judged where too little came, however much came at once', () => {
    const burst = Array.from({ length: 1_000 }, (_, second) => NOW - 90 * 24 * HOUR_MS - second * 1_000);
    expect(silenceOf(burst, NOW)).toMatchObject({ kind: 'few' });
  });

  it('is late after twice the longest pause', () => {
    const weekly = [0, 1, 2, 3, 4, 5, 6].map((week) => week * 168);
    const seen = (hours: number) => silenceOf(hoursAgo(...weekly.map((hour) => hour + hours)), NOW);
    expect(seen(2 * 168)).toMatchObject({ kind: 'usual', longestPauseMs: 168 * HOUR_MS });
    expect(seen(2 * 168 + 1)).toMatchObject({ kind: 'stale' });
  });

  it('of a source that never rests is late after three hours, not sooner', () => {
    const seen = (hours: number) => silenceOf(hoursAgo(...Array.from({ length: 50 }, (_, hour) => hour + hours)), NOW);
    expect(seen(3).kind).toBe('usual');
    expect(seen(3.1).kind).toBe('stale');
  });

  it('is judged by the last busy week, not by a pause long ago', () => {
    const busy = Array.from({ length: 200 }, (_, hour) => hour + 10);
    expect(silenceOf(hoursAgo(...busy, 5_000), NOW)).toMatchObject({ kind: 'stale', longestPauseMs: HOUR_MS });
  });

  it('does not depend on the order in which arrivals are given, nor on more of them within an hour', () => {
    const instants = fc.array(fc.integer({ min: NOW - 300 * HOUR_MS, max: NOW }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(instants, (arrivals) => {
        const silence = silenceOf(arrivals, NOW);
        expect(silenceOf(arrivals.toReversed(), NOW)).toEqual(silence);
        expect(silenceOf([...arrivals, ...arrivals], NOW)).toEqual(silence);
        expect('lastAt' in silence && silence.lastAt).toBe(Math.max(...arrivals));
      }),
    );
  });

  it('once late stays late until something comes', () => {
    const seen = hoursAgo(...Array.from({ length: 30 }, (_, hour) => 20 + hour * 3));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), (hours) => {
        expect(silenceOf(seen, NOW + hours * HOUR_MS).kind).toBe('stale');
        expect(silenceOf([...seen, NOW + hours * HOUR_MS], NOW + hours * HOUR_MS).kind).toBe('usual');
      }),
    );
  });
});
