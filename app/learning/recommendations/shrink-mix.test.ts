import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Mix } from '~/decisions/recommendations/model';
import { shrinkMix } from './shrink-mix';

const NAMES = ['trending-7', 'best-sellers', 'cart-together', 'look-alike'];
const anyMix: fc.Arbitrary<Mix> = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...NAMES), fc.double({ min: 0.05, max: 3, noNaN: true })), {
    minLength: 1,
    selector: ([name]) => name,
  })
  .map(Object.fromEntries);
const total = (mix: Mix) => Object.values(mix).reduce((sum, weight) => sum + weight, 0);
const share = (mix: Mix, name: string) => (mix[name] ?? 0) / total(mix);

describe('a mix that was chosen by few cases', () => {
  test('is half the prior at sixty, and none of it where cases are many', () => {
    const [chosen, prior] = [{ 'trending-7': 2 }, { 'best-sellers': 1 }];
    expect(shrinkMix(chosen, prior, 60)).toEqual({ 'trending-7': 1, 'best-sellers': 1 });
    expect(shrinkMix(chosen, prior, 500)).toEqual(chosen);
  });

  test('lies between both, and nearer to what was chosen with more cases', () => {
    fc.assert(
      fc.property(
        anyMix,
        anyMix,
        fc.nat(2_000),
        fc.nat(2_000),
        fc.constantFrom(...NAMES),
        (mix, prior, n, more, name) => {
          const [chosen, given] = [share(mix, name), share(prior, name)];
          const [few, many] = [n, n + more].map((cases) => share(shrinkMix(mix, prior, cases), name));
          // What the prior alone brings is left out where it is next to nothing, up to four times.
          const slack = 0.08;
          expect(few).toBeLessThanOrEqual(Math.max(chosen, given) + slack);
          expect(few).toBeGreaterThanOrEqual(Math.min(chosen, given) - slack);
          expect(Math.abs((many ?? 0) - chosen)).toBeLessThanOrEqual(Math.abs((few ?? 0) - chosen) + slack);
        },
      ),
    );
  });

  test('keeps whatever was chosen, and nothing that only fills gaps', () => {
    const shrunk = shrinkMix(
      { 'trending-7': 3, 'look-alike': 0.05 },
      { 'best-sellers': 1, 'new-arrivals': 0.0005 },
      30,
    );
    expect(Object.keys(shrunk).sort()).toEqual(['best-sellers', 'look-alike', 'trending-7']);
    expect(shrunk['look-alike'], 'it is still asked').toBeGreaterThan(0.01);
  });

  test('is the prior where nothing was asked', () => {
    expect(shrinkMix({ 'trending-7': 1 }, { 'best-sellers': 2 }, 0)).toEqual({ 'trending-7': 0, 'best-sellers': 1 });
  });
});
