import countries from 'i18n-iso-countries';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standardCountry } from './country-code';

describe('a country', () => {
  it.each([
    ['DE', 'DE'],
    [' de ', 'DE'],
    ['UK', 'GB'],
    ['XK', 'XK'],
    ['DEU', 'DE'],
    ['usa', 'US'],
    ['Germany', 'DE'],
    ['Deutschland', 'DE'],
    ['Allemagne', 'DE'],
    ['Österreich', 'AT'],
    ['OESTERREICH', null],
    ['osterreich', 'AT'],
    ['United States', 'US'],
    ['United States of America', 'US'],
    ['Côte d’Ivoire', 'CI'],
    ['Россия', 'RU'],
    ['日本', 'JP'],
    ['Ελλάδα', 'GR'],
    ['ZZ', null],
    ['XX', null],
    ['Atlantis', null],
    ['', null],
    ['!!', null],
  ])('%j is %s', (raw, code) => expect(standardCountry(raw)).toBe(code));

  it('is found by its English name, each of them', () => {
    const wrong = Object.entries(countries.getNames('en')).filter(([code, name]) => standardCountry(name) !== code);
    expect(wrong).toEqual([]);
  });

  it('is a code of two letters or none, whatever is written, and a code stays as it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary' })), (raw) => {
        const code = standardCountry(raw);
        if (code === null) return;
        expect(code).toMatch(/^[A-Z]{2}$/);
        expect(standardCountry(code)).toBe(code);
      }),
    );
  });
});
