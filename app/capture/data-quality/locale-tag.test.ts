import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standardLocale } from './locale-tag';

describe('a language', () => {
  it.each([
    ['de', 'de'],
    ['DE-at', 'de-AT'],
    ['de_AT.UTF-8', 'de-AT'],
    ['sr_RS@latin', 'sr-RS'],
    ['zh-hant-tw', 'zh-Hant-TW'],
    ['iw', 'he'],
    [' pt-BR ', 'pt-BR'],
    ['german', null],
    ['d', null],
    ['de-', null],
    ['', null],
    ['x-klingon', null],
    ['en-'.repeat(20), null],
  ])('%j is %s', (raw, tag) => expect(standardLocale(raw)).toBe(tag));

  it('has one form: what was brought to it stays', () => {
    const written = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc
        .tuple(fc.stringMatching(/^[A-Za-z]{2,3}$/), fc.constantFrom('-', '_'), fc.stringMatching(/^[A-Za-z0-9]{2,8}$/))
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(written, (raw) => {
        const tag = standardLocale(raw);
        if (tag !== null) expect(standardLocale(tag)).toBe(tag);
      }),
      { numRuns: 1_000 },
    );
  });
});
