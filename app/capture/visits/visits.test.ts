import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { after } from '../../../tests/factories/times';
import { SILENCE_MINUTES, visitChanges, type Seen } from './visits';

const seen = (...minutes: number[]): Seen[] =>
  minutes.map((minute) => ({ at: after(minute * 60_000), key: String(minute) }));
const changes = (fresh: number[], known: number[]) => {
  const { begun, moved, gone } = visitChanges(seen(...fresh), seen(...known));
  return [begun, moved, gone].map((each) => each.map(({ key }) => Number(key)));
};

describe('a visit', () => {
  it('begins with what comes after half an hour of silence', () => {
    expect(changes([0], [])).toEqual([[0], [], []]);
    expect(changes([29], [0])).toEqual([[], [], []]);
    expect(changes([30], [0])).toEqual([[30], [], []]);
    expect(changes([0, 20, 49, 80], [])).toEqual([[0, 80], [], []]);
  });

  it('is not begun once more by what is told late: it began earlier, or two of them were one', () => {
    expect(changes([0], [10])).toEqual([[], [0], [10]]);
    expect(changes([20], [0, 40])).toEqual([[], [], [40]]);
    expect(changes([0], [30])).toEqual([[0], [], []]);
  });

  /** What is known of visits after each of some minutes was told by itself, from what lies near it alone. */
  function toldOneByOne(minutes: readonly number[]): { visits: number[]; begun: number } {
    const visits = new Set<number>();
    let begun = 0;
    for (const [nth, minute] of minutes.entries()) {
      const near = minutes.slice(0, nth).filter((other) => Math.abs(other - minute) < SILENCE_MINUTES);
      const [fresh = [], moved = [], gone = []] = changes([minute], near);
      for (const each of gone) visits.delete(each);
      for (const each of [...fresh, ...moved]) visits.add(each);
      begun += fresh.length;
    }
    return { visits: [...visits].sort((a, b) => a - b), begun };
  }

  it('is found the same in whatever order, from what lies near alone', () =>
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 20 }), (minutes) => {
        const [atOnce = []] = changes(minutes, []);
        const inOrder = toldOneByOne([...minutes].sort((a, b) => a - b));
        expect(toldOneByOne(minutes).visits).toEqual(atOnce);
        expect(inOrder).toEqual({ visits: atOnce, begun: atOnce.length });
      }),
    ));
});
