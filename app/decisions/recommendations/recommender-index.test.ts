import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyIndex } from '../../../tests/factories/recommender-data';
import { decodeIndex, encodeIndex, rowOf, toRows, type RecommenderIndex } from './recommender-index';

const uints = fc.array(fc.nat({ max: 0xffffffff }), { maxLength: 20 }).map((numbers) => Uint32Array.from(numbers));
const floats = fc.array(fc.float({ noNaN: true }), { maxLength: 20 }).map((numbers) => Float32Array.from(numbers));
const rows = fc.record({ offsets: uints, items: uints });
/** Not only indexes that make sense: whatever the arrays hold comes back. */
const anyContents: fc.Arbitrary<RecommenderIndex> = fc.record({
  products: fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 10 }),
  neighbours: fc.record({ offsets: uints, items: uints, similarities: floats, together: uints }),
  sessions: rows,
  sessionsOf: rows,
  idf: floats,
  bestSellers: uints,
});

describe('an index', () => {
  test('comes back from its bytes as it was, whatever it holds', () => {
    fc.assert(
      fc.property(fc.oneof(anyContents, anyIndex), (index) => {
        expect(decodeIndex(encodeIndex(index))).toEqual(index);
      }),
    );
  });

  test('comes back from bytes that lie anywhere in a larger buffer, as a database gives them', () => {
    fc.assert(
      fc.property(anyIndex, fc.nat({ max: 7 }), (index, shift) => {
        const bytes = encodeIndex(index);
        const buffer = new Uint8Array(bytes.length + shift);
        buffer.set(bytes, shift);
        expect(decodeIndex(buffer.subarray(shift))).toEqual(index);
      }),
    );
  });

  test('written twice gives the same bytes', () => {
    fc.assert(
      fc.property(anyIndex, (index) => {
        expect(encodeIndex(index).equals(encodeIndex(decodeIndex(encodeIndex(index))))).toBe(true);
      }),
    );
  });

  test('is not read from bytes of another kind', () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from('KNDR2 and more'), Buffer.from('{"products":[]}')])
      expect(() => decodeIndex(bytes)).toThrow('these bytes are no recommender index');
  });

  test('that was cut short is not read', () => {
    const bytes = encodeIndex(toyIndex);
    for (const length of [6, 20, bytes.length - 4, bytes.length - 1])
      expect(() => decodeIndex(bytes.subarray(0, length)), `${length} of ${bytes.length} bytes`).toThrow();
  });
});

const toyIndex: RecommenderIndex = {
  products: ['a', 'b'],
  neighbours: {
    ...toRows([[1], [0]]),
    similarities: Float32Array.of(0.5, 0.5),
    together: Uint32Array.of(3, 3),
  },
  sessions: toRows([[0, 1]]),
  sessionsOf: toRows([[0], [0]]),
  idf: Float32Array.of(0, 0),
  bestSellers: Uint32Array.of(1, 0),
};

describe('rows', () => {
  test('give back the lists they were made of, empty ones too', () => {
    const anyLists = fc.array(fc.array(fc.nat({ max: 1_000 }), { maxLength: 5 }), { maxLength: 10 });
    fc.assert(
      fc.property(anyLists, (lists) => {
        const table = toRows(lists);
        expect(lists.map((_, row) => [...rowOf(table, row)])).toEqual(lists);
      }),
    );
  });

  test('beyond the last are empty', () => {
    expect([...rowOf(toRows([[1, 2]]), 1)]).toEqual([]);
    expect([...rowOf(toRows([]), 0)]).toEqual([]);
  });
});
