import { describe, expect, it } from 'vitest';
import { largestWindow, worstInteraction } from './web-vitals';

describe('CLS', () => {
  it('is nothing where nothing shifts', () => expect(largestWindow([])).toBe(0));

  it('sums what follows each other within a second', () => {
    const shifts = [0, 900, 1_800].map((at) => ({ at, value: 0.25 }));
    expect(largestWindow(shifts)).toBe(0.75);
  });

  it('begins anew after a second of rest, and keeps the largest', () => {
    const shifts = [
      { at: 0, value: 0.5 },
      { at: 1_000, value: 0.125 },
      { at: 1_100, value: 0.125 },
    ];
    expect(largestWindow(shifts)).toBe(0.5);
  });

  it('begins anew after five seconds without rest', () => {
    const shifts = Array.from({ length: 8 }, (_, index) => ({ at: index * 900, value: 0.125 }));
    expect(largestWindow(shifts)).toBe(6 * 0.125);
  });
});

describe('INP', () => {
  it('is the longest interaction, which may be several events', () => {
    const events = [
      { interaction: 1, durationMs: 40 },
      { interaction: 1, durationMs: 96 },
      { interaction: 2, durationMs: 64 },
    ];
    expect(worstInteraction(events, 2)).toBe(96);
  });

  it('is the shortest the browser tells of where all were shorter', () => expect(worstInteraction([], 5)).toBe(16));

  it('leaves one out of every fifty', () => {
    const events = [200, 100, 50].map((durationMs, interaction) => ({ interaction, durationMs }));
    expect(worstInteraction(events, 49)).toBe(200);
    expect(worstInteraction(events, 50)).toBe(100);
  });
});
