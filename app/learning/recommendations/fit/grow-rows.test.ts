import fc from 'fast-check';
import { expect, test } from 'vitest';
import { growRows, transposeTold } from './grow-rows';

const SIZE = 30;
const anyTable = fc.array(
  fc.uniqueArray(fc.tuple(fc.nat(SIZE - 1), fc.integer({ min: 1, max: 9 })), { selector: ([item]) => item }),
  { minLength: SIZE, maxLength: SIZE },
);

function written(table: readonly (readonly [number, number][])[]) {
  const rows = growRows(table.length);
  for (const row of table) {
    for (const [item, times] of row) rows.add(item, times / 2, times);
    rows.endRow();
  }
  return rows.rows();
}

const entriesOf = ({ offsets, items, weights, lists }: ReturnType<typeof written>) =>
  Array.from({ length: offsets.length - 1 }, (_, row) =>
    Array.from({ length: (offsets[row + 1] ?? 0) - (offsets[row] ?? 0) }, (__, place) => {
      const at = (offsets[row] ?? 0) + place;
      return [items[at], weights[at], lists[at]];
    }),
  );

test('rows are given back as they were written, and the table turned twice is itself with its rows in order', () => {
  fc.assert(
    fc.property(anyTable, (table) => {
      const told = written(table);
      expect(entriesOf(told)).toEqual(table.map((row) => row.map(([item, times]) => [item, times / 2, times])));
      const ordered = table.map((row) => row.toSorted(([a], [b]) => a - b));
      expect(transposeTold(transposeTold(told, SIZE), SIZE)).toEqual(written(ordered));
    }),
  );
});

test('rows grow beyond the room that they begin with', () => {
  const long = Array.from({ length: 5_000 }, (_, item): [number, number] => [item, (item % 7) + 1]);
  expect(entriesOf(written([long, []]))).toEqual([long.map(([item, times]) => [item, times / 2, times]), []]);
});
