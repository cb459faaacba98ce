import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_LEVELS, plainProblem } from './plain-values';

/** `{"a":{"a":…1}}`, so many levels deep. */
const nested = (levels: number): unknown => JSON.parse('{"a":'.repeat(levels) + '1' + '}'.repeat(levels)) as unknown;

const withoutSignedZero = (value: unknown): unknown => {
  if (Object.is(value, -0)) return 0;
  if (Array.isArray(value)) return value.map(withoutSignedZero);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withoutSignedZero(member)]));
};

describe('a JSON value from outside', () => {
  it.each([null, true, 0, -1.5, '', 'Schüssel 🥣', [], {}, [[['x']]], { a: { b: [1, { c: null }] } }])(
    'may be looked at where it is plain: %j',
    (value) => expect(plainProblem(value)).toBeNull(),
  );

  it('has so many levels and no more', () => {
    expect(plainProblem(nested(MOST_LEVELS))).toBeNull();
    expect(plainProblem(nested(MOST_LEVELS + 1))).toEqual({
      field: 'a.a.a.a.a.a.a.a.a',
      problem: 'lies deeper than 8 levels',
    });
  });

  it('exhausts no stack, however deep it is', () => {
    const deep = JSON.parse('['.repeat(200_000) + ']'.repeat(200_000)) as unknown;
    expect(plainProblem(deep)?.problem).toBe('lies deeper than 8 levels');
  });

  it.each<[string, string, string]>([
    ['{"a":{"__proto__":{"isAdmin":true}}}', 'a', 'has a member named __proto__, which is not taken'],
    ['{"constructor":{}}', '', 'has a member named constructor, which is not taken'],
    ['[{"prototype":1}]', '0', 'has a member named prototype, which is not taken'],
    ['{"a":"x\\u0000y"}', 'a', 'holds characters that are no text'],
    ['{"a":["\\ud800"]}', 'a.0', 'holds characters that are no text'],
    ['{"a":1e999}', 'a', 'is too large a number'],
    ['{"\\u0000":1}', '', 'has a member whose name is no text'],
    [`{"${'x'.repeat(129)}":1}`, '', 'has a member whose name is longer than 128 characters'],
  ])('is refused by field: %s', (json, field, problem) => {
    expect(plainProblem(JSON.parse(json))).toEqual({ field, problem });
  });

  it('never throws, and lets pass only what PostgreSQL can store as it is', () => {
    // Zero has no sign in JSON as JavaScript writes it, nor in PostgreSQL: what is stored is the same number.
    const unsigned = fc.jsonValue({ maxDepth: 4, noUnicodeString: false }).map(withoutSignedZero);
    fc.assert(
      fc.property(unsigned, (value) => {
        const problem = plainProblem(value);
        if (problem) return;
        const text = JSON.stringify(value);
        expect(text).not.toMatch(/\\u0000|\\ud[89a-f]/i);
        expect(JSON.parse(text)).toEqual(value);
      }),
    );
  });
});
