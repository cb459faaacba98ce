import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { percentile, rounded } from './percentiles';

describe('a percentile', () => {
  it('of one to a hundred is its own number', () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect([0.01, 0.5, 0.99, 1].map((share) => percentile(values, share))).toEqual([1, 50, 99, 100]);
  });

  it('of two values is the lower one up to the half, the upper one beyond', () => {
    expect([0, 0.5, 0.51].map((share) => percentile([7, 3], share))).toEqual([3, 3, 7]);
  });

  it('is a measured value that its share of the values does not exceed, and no smaller one is', () => {
    const values = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(values, fc.double({ min: 0.001, max: 1, noNaN: true }), (measured, share) => {
        const found = percentile(measured, share);
        const shareUpTo = (limit: number) => measured.filter((value) => value <= limit).length / measured.length;
        expect(measured).toContain(found);
        expect(shareUpTo(found)).toBeGreaterThanOrEqual(share);
        for (const smaller of measured.filter((value) => value < found)) expect(shareUpTo(smaller)).toBeLessThan(share);
      }),
    );
  });

  it('leaves the values in their order', () => {
    const values = [3, 1, 2];
    percentile(values, 0.5);
    expect(values).toEqual([3, 1, 2]);
  });

  it('of nothing is an error, not a number', () => {
    expect(() => percentile([], 0.5)).toThrow('no values were measured');
  });

  it.each([-0.1, 1.1, Number.NaN])('of the share %s is an error', (share) => {
    expect(() => percentile([1], share)).toThrow('no share from 0 to 1');
  });
});

describe('rounding', () => {
  it('keeps so many digits after the point', () => {
    expect([rounded(1.23456, 2), rounded(1_234.5, 0), rounded(0.1 + 0.2, 3)]).toEqual([1.23, 1235, 0.3]);
  });
});
