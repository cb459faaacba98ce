import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjustMix, type PlaceFeedback } from './feedback-weights';

const mix = { liked: 1, usual: 0.5, 'not-shown': 0.1 };
const at = (strategy: string, place: number, shown: number, clicked: number): PlaceFeedback => ({
  ...{ strategy, place, shown, clicked },
});

describe('a mix by what was clicked', () => {
  it('stays as it is where nothing was shown, or all were clicked alike', () => {
    expect(adjustMix(mix, [])).toEqual(mix);
    expect(adjustMix(mix, [at('liked', 1, 1_000, 30), at('usual', 1, 2_000, 60)])).toEqual(mix);
  });

  it('weighs more what was clicked more than its places usually are, and less what was clicked less', () => {
    const after = adjustMix(mix, [at('liked', 1, 10_000, 600), at('usual', 1, 10_000, 200)]);
    expect(after.liked).toBeCloseTo((600 + 25) / (400 + 25));
    expect(after.usual).toBeCloseTo(0.5 * ((200 + 25) / (400 + 25)));
    expect(after['not-shown']).toBe(0.1);
  });

  it('does not take a good place for a good choice', () => {
    const firstIsClickedMost = [
      ...[at('liked', 1, 9_000, 900), at('usual', 1, 1_000, 100)],
      ...[at('liked', 4, 1_000, 10), at('usual', 4, 9_000, 90)],
    ];
    const after = adjustMix(mix, firstIsClickedMost);
    expect(after.liked).toBeCloseTo(1);
    expect(after.usual).toBeCloseTo(0.5);
  });

  it('hardly moves by a few clicks', () => {
    const after = adjustMix(mix, [at('liked', 1, 10, 2), at('usual', 1, 10, 0)]);
    expect(after.liked).toBeGreaterThan(1);
    expect(after.liked).toBeLessThan(1.05);
  });

  it('never doubles a weight, nor takes more than half of it, whatever is told', () => {
    const count = fc.integer({ min: 0, max: 1_000_000 });
    const feedback = fc.record({
      strategy: fc.constantFrom('liked', 'usual', 'gone'),
      place: fc.integer({ min: 1, max: 12 }),
      shown: count,
      clicked: count,
    });
    fc.assert(
      fc.property(fc.array(feedback, { maxLength: 20 }), (told) => {
        const after = adjustMix(mix, told);
        for (const [strategy, weight] of Object.entries(mix)) {
          expect(after[strategy]).toBeLessThanOrEqual(weight * 2);
          expect(after[strategy]).toBeGreaterThanOrEqual(weight / 2);
        }
      }),
    );
  });
});
