import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ScoreBoard } from './score-board';

const SIZE = 15;
const anyAdds = fc.array(fc.tuple(fc.nat({ max: SIZE - 1 }), fc.integer({ min: -3, max: 5 })), { maxLength: 60 });

/** The best few by sorting everything. */
function slowly(adds: [number, number][], limit: number, mayShow: (item: number) => boolean): number[] {
  const sums = new Map<number, number>();
  for (const [item, score] of adds) sums.set(item, (sums.get(item) ?? 0) + score);
  return [...sums]
    .filter(([item, score]) => score > 0 && mayShow(item))
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, limit)
    .map(([item]) => item);
}

describe('a score board', () => {
  test('gives the best by score, then by number, of those that may be shown', () => {
    fc.assert(
      fc.property(anyAdds, fc.nat({ max: 20 }), fc.nat({ max: 3 }), (adds, limit, odd) => {
        const board = new ScoreBoard(SIZE);
        for (const [item, score] of adds) board.add(item, score);
        const mayShow = (item: number) => item % 4 !== odd;
        expect(board.best(limit, mayShow)).toEqual(slowly(adds, limit, mayShow));
        expect(board.best(limit)).toEqual(slowly(adds, limit, () => true));
      }),
    );
  });

  test('is as new once it was cleared', () => {
    fc.assert(
      fc.property(anyAdds, anyAdds, (first, second) => {
        const [used, fresh] = [new ScoreBoard(SIZE), new ScoreBoard(SIZE)];
        for (const [item, score] of first) used.add(item, score);
        used.clear();
        for (const board of [used, fresh]) for (const [item, score] of second) board.add(item, score);
        expect(used.best(SIZE)).toEqual(fresh.best(SIZE));
        expect([...used.touched()]).toEqual([...fresh.touched()]);
        for (let item = 0; item < SIZE; item++) expect(used.of(item)).toBe(fresh.of(item));
        expect(used.highest()).toBe(fresh.highest());
      }),
    );
  });
});
