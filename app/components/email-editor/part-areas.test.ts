import { describe, expect, it } from 'vitest';
import { areaAt, type PartArea } from './part-areas';

const area = (key: string, left: number, top: number, width: number, height: number): PartArea => ({
  ...{ key, left, top, width, height },
});
const AREAS = [area('columns', 0, 0, 600, 200), area('right', 300, 0, 300, 100), area('footer', 0, 200, 600, 50)];

describe('the block at a point of a mail', () => {
  it.each([
    ['the one that is there', 10, 10, 'columns'],
    ['of one in a column that one', 310, 10, 'right'],
    ['below what stands in a column the columns', 310, 150, 'columns'],
    ['where one ends the next', 10, 200, 'footer'],
    ['beyond all none', 10, 250, undefined],
  ])('is %s', (_what, x, y, key) => {
    expect(areaAt(AREAS, { x, y })?.key).toBe(key);
  });
});
