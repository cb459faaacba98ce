import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PLOT, plotOf, plotTable } from './plot';

describe('people on a plane', () => {
  it('stand by their groups, those in none first, with up at the top', () => {
    const groups = plotOf(
      [
        [0, 0],
        [10, 5],
        [5, 5],
      ],
      [1, -1, 1],
    );
    expect(groups.map(({ number }) => number)).toEqual([-1, 1]);
    expect(groups[0]?.points).toEqual([[PLOT.width - PLOT.padding, PLOT.padding]]);
    expect(groups[1]?.points).toEqual([
      [PLOT.padding, PLOT.height - PLOT.padding],
      [PLOT.width / 2, PLOT.padding],
    ]);
  });

  it('fit into the picture, whoever they are, and nobody is lost', () => {
    const point = fc.tuple(
      fc.double({ noNaN: true, min: -1e6, max: 1e6 }),
      fc.double({ noNaN: true, min: -9, max: 9 }),
    );
    const person = fc.tuple(point, fc.integer({ min: -1, max: 7 }));
    fc.assert(
      fc.property(fc.array(person, { minLength: 1, maxLength: 50 }), (people) => {
        const groups = plotOf(
          people.map(([place]) => place),
          people.map(([, number]) => number),
        );
        const points = groups.flatMap((group) => [...group.points, group.middle]);
        expect(groups.reduce((sum, group) => sum + group.points.length, 0)).toBe(people.length);
        for (const [x, y] of points) {
          expect(x >= PLOT.padding && x <= PLOT.width - PLOT.padding).toBe(true);
          expect(y >= PLOT.padding && y <= PLOT.height - PLOT.padding).toBe(true);
        }
      }),
    );
  });

  it('stand in the middle where all are alike', () => {
    expect(plotOf([[3, 3]], [0])[0]?.middle).toEqual([PLOT.width / 2, PLOT.height / 2]);
  });

  it('are told in a table, by where the middle half of each group lies', () => {
    const places = [0, 10, 20, 30, 100];
    const lines = plotTable(
      places.map((place): [number, number] => [place, place]),
      [0, 0, 0, 0, 1],
    );
    expect(lines).toEqual([
      { number: 0, points: 4, across: { middle: 10, from: 0, to: 20 }, up: { middle: 10, from: 0, to: 20 } },
      { number: 1, points: 1, across: { middle: 100, from: 100, to: 100 }, up: { middle: 100, from: 100, to: 100 } },
    ]);
  });
});
