import { describe, expect, test } from 'vitest';
import type { PersonFacts } from '~/decisions/recommendations/person-facts';
import type { Query } from '~/decisions/recommendations/query';
import { ScoreBoard } from '~/decisions/recommendations/score-board';
import { lookAlike, type LookAlike } from '~/decisions/recommendations/strategies/look-alike';
import { fitLookAlike } from './look-alike';

const [COAT, SANDALS, MUG, HAT] = [0, 1, 2, 3];
const person = (country: string | null, language: string | null, month = 0): PersonFacts => ({
  country,
  language,
  month,
});
let buyer = 0;
const began = (who: PersonFacts | null, items: number[], times = 1) =>
  Array.from({ length: times }, () => ({ daysAgo: 1, buyer: buyer++, items, isFirst: true, person: who }));

const [winter, summer] = [0, 6];
const part = fitLookAlike({
  baskets: [
    ...began(person('NO', 'no', winter), [COAT], 8),
    ...began(person('NO', 'no', summer), [SANDALS], 8),
    ...began(person('ES', 'es', winter), [MUG], 8),
    ...began(person('ES', 'es', summer), [SANDALS], 8),
    ...began(null, [HAT], 50),
  ],
});
function firstFor(who: PersonFacts | null, among: LookAlike = part): number | undefined {
  const board = new ScoreBoard(4);
  lookAlike.score(among, asking(who), board);
  return board.best(1)[0];
}
const asking = (who: PersonFacts | null): Query => ({ cart: [], session: [], orders: [], person: who });

describe('people alike', () => {
  test('begin with what those of the same country and time of the year began with', () => {
    expect(firstFor(person('NO', 'no', winter))).toBe(COAT);
    expect(firstFor(person('ES', 'es', winter))).toBe(MUG);
    expect(firstFor(person('NO', 'no', summer))).toBe(SANDALS);
  });

  test('are found by one thing alone, where no more is known', () => {
    expect(firstFor(person('NO', null, winter))).toBe(COAT);
    expect(firstFor(person(null, 'es', winter))).toBe(MUG);
  });

  test('are nobody where nothing is known, or nothing that any buyer shares', () => {
    expect(firstFor(null)).toBeUndefined();
    expect(firstFor(person(null, null))).toBeUndefined();
    expect(firstFor(person('JP', 'ja'))).toBeUndefined();
  });

  test('are counted as the reason', () => {
    const reason = lookAlike.explain(part, asking(person('NO', 'no', winter)), COAT);
    expect(reason).toEqual({ kind: 'people-alike', buyers: 8 });
  });

  test('are nobody in a shop that knows nobody before they buy', () => {
    const unknown = fitLookAlike({ baskets: began(null, [HAT], 3) });
    expect(firstFor(person('NO', 'no'), unknown)).toBeUndefined();
  });

  test('who are few are not believed against the many', () => {
    const few = fitLookAlike({
      baskets: [...began(person('NO', 'no'), [COAT], 5), ...began(person('NO', 'no', 1), [MUG, HAT], 60)],
    });
    expect(firstFor(person('NO', 'no', 0), few)).not.toBe(COAT);
  });

  test('who are fewer than five are nobody: they could be told from what they bought', () => {
    const four = fitLookAlike({ baskets: began(person('NO', 'no'), [COAT], 4) });
    expect(four.buyers).toHaveLength(0);
    expect(firstFor(person('NO', 'no'), four)).toBeUndefined();
  });

  test('learns first orders alone, and stands for no more than two thousand kinds of people', () => {
    const later = began(person('NO', 'no'), [COAT], 5).map((basket) => ({ ...basket, isFirst: false }));
    expect(fitLookAlike({ baskets: later }).buyers).toHaveLength(0);
    const all = Array.from({ length: 3_000 }, (_, n) => began(person(`C${n}`, `l${n % 700}`, n % 12), [MUG], 5)).flat();
    expect(fitLookAlike({ baskets: all }).buyers).toHaveLength(2_000);
  });
});
