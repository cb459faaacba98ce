import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson, parseStorableJson, storableText, TooDeep } from './storable';

const UNSTORABLE = /[\0\p{Surrogate}]/u;
const strings = fc.string({ unit: 'binary' });

describe('storable text', () => {
  it.each([
    ['a\0b', 'ab'],
    ['\ud800', '\ufffd'],
    ['x\udc00y', 'x\ufffdy'],
    ['💥', '💥'],
    ['', ''],
  ])('of %j is %j', (text, expected) => {
    expect(storableText(text)).toBe(expected);
  });

  it('is what it was wherever PostgreSQL could keep that, and always what it can keep', () => {
    fc.assert(
      fc.property(strings, (text) => {
        const stored = storableText(text);
        expect(stored).not.toMatch(UNSTORABLE);
        if (!UNSTORABLE.test(text)) expect(stored).toBe(text);
      }),
    );
  });
});

describe('JSON whose strings can be stored', () => {
  it('is the same JSON, but for what no row could hold', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        fc.pre(!/toString|valueOf/.test(text));
        expect(parseStorableJson(text)).toEqual(
          JSON.parse(text, (_name, each: unknown) => (typeof each === 'string' ? storableText(each) : each)),
        );
      }),
    );
  });

  it('keeps escaped characters that can be stored, and cleans within lists and objects', () => {
    expect(parseStorableJson('{"a":["\\u0000x","\\ud83d\\udca5"],"b":{"c":"\\ud800"}}')).toEqual({
      a: ['x', '💥'],
      b: { c: '\ufffd' },
    });
  });

  it.each(['[', '{"a":'])('is refused where %s opens beyond all sense, and read up to there', (open) => {
    const close = open === '[' ? ']' : '}';
    const nested = (levels: number) => `${open.repeat(levels)}"[[[\\"{{{"${close.repeat(levels)}`;
    expect(() => parseStorableJson(nested(201))).toThrow('the body: lies deeper than 200 levels');
    expect(() => parseJson(nested(100_000))).toThrow(TooDeep);
    expect(JSON.stringify(parseJson(nested(200)))).toBe(nested(200));
  });

  it('tells an escaped backslash before a u from an escaped character', () => {
    expect(parseStorableJson('["\\\\u0000", "\\\\\\u0000"]')).toEqual(['\\u0000', '\\']);
  });

  it('is refused where it is none', () => {
    expect(() => parseStorableJson('{"a":"\\u0000"')).toThrow(SyntaxError);
  });
});

describe('names that would shadow how objects become text', () => {
  it.each(['{"id":{"toString":1}}', '{"id":{"valueOf":{}, "toString":[]}}', '{"id":{"\\u0074oString":1}}'])(
    'are left out of %s, and what has none is as it was',
    (text) => {
      const read = parseJson(text) as { id: object };
      expect(read).toEqual({ id: {} });
      expect(() => `${read.id as unknown as string}`).not.toThrow();
    },
  );
});
