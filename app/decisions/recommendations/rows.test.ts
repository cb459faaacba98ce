import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rowOf, toRows, toWeightedRows, transpose, transposeWeighted } from './rows';

const SIZE = 12;
const anyLists = fc.array(fc.uniqueArray(fc.nat({ max: SIZE - 1 }), { maxLength: 5 }), { maxLength: 10 });

describe('rows', () => {
  test('give back the lists they were made of, empty ones too', () => {
    fc.assert(
      fc.property(anyLists, (lists) => {
        const rows = toRows(lists);
        expect(lists.map((_, row) => [...rowOf(rows, row)])).toEqual(lists);
      }),
    );
  });

  test('beyond the last are empty', () => {
    expect([...rowOf(toRows([[1, 2]]), 1)]).toEqual([]);
    expect([...rowOf(toRows([]), 0)]).toEqual([]);
  });

  test('turned have each item’s rows, ascending, with the same weights', () => {
    fc.assert(
      fc.property(anyLists, (lists) => {
        const weighted = lists.map((list, row) => list.map((item) => ({ item, weight: row * 100 + item })));
        const turned = transposeWeighted(toWeightedRows(weighted), SIZE);
        for (let item = 0; item < SIZE; item++) {
          const having = [...lists.keys()].filter((row) => lists[row]?.includes(item));
          expect([...rowOf(turned, item)]).toEqual(having);
          expect([...rowOf(transpose(toRows(lists), SIZE), item)]).toEqual(having);
          const from = turned.offsets[item] ?? 0;
          expect(having.map((_, place) => turned.weights[from + place])).toEqual(having.map((row) => row * 100 + item));
        }
      }),
    );
  });
});
