import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromPlainJson, toPlainJson } from './plain-json';

const key = fc
  .oneof(fc.string(), fc.constantFrom('$date', '$map', '$set', '$object', 'at'))
  .filter((each) => each !== '__proto__');

/** Whatever the world's parts hold, with keys that look like our own marks. */
const { anything } = fc.letrec<{ anything: unknown }>((tie) => ({
  anything: fc.oneof(
    { maxDepth: 4 },
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.date({ noInvalidDate: true }),
    fc.array(tie('anything'), { maxLength: 4 }),
    fc.dictionary(key, tie('anything'), { maxKeys: 4, noNullPrototype: true }),
    fc.array(fc.tuple(fc.string(), tie('anything')), { maxLength: 3 }).map((entries) => new Map(entries)),
    fc.array(fc.string(), { maxLength: 3 }).map((items) => new Set(items)),
  ),
}));

describe('plain JSON', () => {
  test('gives back what it was given, dates, maps and sets too, whatever keys other people’s objects have', () => {
    const roundTrip = fc.property(anything, (value) => {
      expect(fromPlainJson(toPlainJson(value))).toEqual(value);
    });
    fc.assert(roundTrip, { numRuns: 1_000 });
  });

  test('is one line', () => {
    expect(toPlainJson({ html: 'a\nb', at: new Date('2026-11-22T09:00:00Z') })).toBe(
      '{"html":"a\\nb","at":{"$date":"2026-11-22T09:00:00.000Z"}}',
    );
  });

  test('that was cut short is a syntax error', () => {
    expect(() => fromPlainJson('[{"kind":"mess')).toThrow(SyntaxError);
  });
});
