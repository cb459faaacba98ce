import { describe, expect, test } from 'vitest';
import { contrast, readableOn } from './colours';

describe('contrast', () => {
  test.each([
    ['#000000', '#ffffff', 21],
    ['#ffffff', '#ffffff', 1],
    ['#777777', '#ffffff', 4.48],
    ['#0000ff', '#ffffff', 8.59],
  ])('of %s and %s is %d, whichever stands first', (one, other, ratio) => {
    expect(contrast(one, other)).toBeCloseTo(ratio, 2);
    expect(contrast(other, one)).toBe(contrast(one, other));
  });

  test('decides what is read on a button', () => {
    expect([readableOn('#1d4f3f'), readableOn('#ffe08a')]).toEqual(['#ffffff', '#1f2328']);
  });
});
