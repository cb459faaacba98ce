import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { duplicateReasons, duplicateScore, LEAST_SCORE, sortedReasons } from './duplicate-score';

const someReasons = fc.array(fc.constantFrom(...duplicateReasons), { maxLength: 8 });

describe('the score of a pair', () => {
  it('of a household’s number alone is too little, together with name and place it is enough', () => {
    expect(duplicateScore(['household-phone'])).toBeLessThan(LEAST_SCORE);
    expect(duplicateScore(['household-phone', 'same-name-and-place'])).toBeGreaterThan(LEAST_SCORE);
  });

  it('stays between nothing and certainty, and no reason takes away', () => {
    fc.assert(
      fc.property(someReasons, fc.constantFrom(...duplicateReasons), (reasons, more) => {
        const score = duplicateScore(reasons);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThan(1);
        expect(duplicateScore([...reasons, more])).toBeGreaterThanOrEqual(score);
      }),
    );
  });

  it('does not depend on order or repetition', () => {
    fc.assert(
      fc.property(someReasons, (reasons) => {
        const twice = duplicateScore([...reasons.toReversed(), ...reasons]);
        expect(twice).toBeCloseTo(duplicateScore(reasons), 12);
        expect(sortedReasons(reasons.toReversed())).toEqual(sortedReasons(reasons));
      }),
    );
  });
});
