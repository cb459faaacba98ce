import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyPast, modelOf } from '../../../tests/factories/recommender-data';
import { bytesBeyond, decodeArchive, encodeArchive } from './archive';
import { decodeModel, encodeModel } from './model';

const typed = fc.oneof(
  fc.uint8Array({ maxLength: 9 }),
  fc.uint16Array({ maxLength: 9 }),
  fc.uint32Array({ maxLength: 9 }),
  fc.int32Array({ maxLength: 9 }),
  fc.float32Array({ maxLength: 9, noNaN: true }),
  fc.float64Array({ maxLength: 9, noNaN: true }),
);
const name = fc.string({ maxLength: 4 }).filter((text) => !text.startsWith('$') && text !== '__proto__');
const { value: anyValue } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    typed,
    fc.string({ unit: 'grapheme' }),
    fc.integer(),
    fc.constant(Infinity),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(name, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

describe('an archive', () => {
  test('gives back what was put into it', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(decodeArchive(encodeArchive(value))).toEqual(value);
      }),
    );
  });

  test('is read from anywhere in a larger buffer, as a database gives it', () => {
    fc.assert(
      fc.property(anyValue, fc.nat({ max: 9 }), (value, shift) => {
        const bytes = encodeArchive(value);
        const buffer = new Uint8Array(bytes.length + shift);
        buffer.set(bytes, shift);
        expect(decodeArchive(buffer.subarray(shift))).toEqual(value);
      }),
    );
  });

  test('writes an array once that is used twice', () => {
    const array = new Float64Array(1_000);
    expect(encodeArchive([array, array]).length).toBeLessThan(encodeArchive([array]).length + 100);
    const [one, other] = decodeArchive(encodeArchive([array, array])) as Float64Array[];
    expect(one).toBe(other);
  });

  test('has memory of its own and of exactly its size, so that it can be handed on without a copy', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const bytes = encodeArchive(value);
        expect([bytes.byteOffset, bytes.buffer.byteLength]).toEqual([0, bytes.length]);
      }),
    );
  });

  test('of another value takes as many bytes more as its own arrays have, those that both share left out', () => {
    const [shared, own] = [new Float64Array(100), new Uint16Array(7)];
    expect(bytesBeyond({ shared, twice: [own, own], text: 'more' }, [shared])).toBe(14);
    expect(bytesBeyond([shared], { shared, own })).toBe(0);
  });

  test('of another kind, or cut short, is not read', () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from('KNDR1 and more'), Buffer.from('{"ids":[]}')])
      expect(() => decodeArchive(bytes)).toThrow('these bytes are no archive of a recommender');
    const bytes = encodeArchive({ ids: ['a'], weights: Float64Array.of(1, 2, 3) });
    for (const length of [6, 20, bytes.length - 8, bytes.length - 1])
      expect(() => decodeArchive(bytes.subarray(0, length)), `${length} of ${bytes.length} bytes`).toThrow();
  });

  test('keeps a whole model, and the same model gives the same bytes', () => {
    fc.assert(
      fc.property(anyPast, (past) => {
        const model = modelOf(past);
        expect(decodeModel(encodeModel(model))).toEqual(model);
        expect(encodeModel(decodeModel(encodeModel(model))).equals(encodeModel(model))).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});
