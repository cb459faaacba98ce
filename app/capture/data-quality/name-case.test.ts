import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standardName } from './name-case';

describe('a name', () => {
  it.each([
    ['ANNA MÜLLER', 'Anna Müller'],
    ['anna', 'Anna'],
    ['mcdonald', 'McDonald'],
    ['MCDONALD', 'McDonald'],
    ['mack', 'Mack'],
    ["o'neil", "O'Neil"],
    ['D’ANGELO', 'D’Angelo'],
    ["hawai'i", "Hawai'i"],
    ['JAN VAN DER BERG', 'Jan van der Berg'],
    ['van der berg', 'van der Berg'],
    ['LE', 'LE'],
    ['nguyen le', 'Nguyen Le'],
    ['anna-maria', 'Anna-Maria'],
    ['j.r. tolkien', 'J.R. Tolkien'],
    ['HENRY VIII', 'Henry VIII'],
    ['ΜΑΡΊΑ', 'Μαρία'],
    ['ИВАН', 'Иван'],
    ['ßa', 'ßa'],
  ])('%s, written in one case, is %s', (raw, name) => expect(standardName(raw)).toBe(name));

  it.each(['McKenzie', 'deShawn', 'van der Berg', 'DeVito', 'JR', 'Anna', 'e.e. Cummings', '山田', 'محمد', '🙂', ''])(
    '%j is somebody’s own way of writing it, and stays',
    (raw) => expect(standardName(raw)).toBe(raw),
  );

  it('loses spaces that nobody meant', () => expect(standardName('  Anna\t \u00a0Maria\n')).toBe('Anna Maria'));

  const written = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
    fc
      .array(fc.constantFrom('van', 'MC', 'ß', 'ı', 'İ', 'ﬁ', "o'", '’', '-', ' ', 'ς', 'Σ', 'dž', 'a', 'É'))
      .map((parts) => parts.join('')),
  );

  it('has one form: what was brought to it stays', () => {
    fc.assert(
      fc.property(written, (raw) => {
        const once = standardName(raw);
        expect(standardName(once)).toBe(once);
      }),
      { numRuns: 2_000 },
    );
  });

  it('keeps each letter: only their case and the spaces between them may change', () => {
    const letters = (text: string) =>
      text
        .normalize('NFD')
        .toLocaleLowerCase('und')
        .toLocaleUpperCase('und')
        .normalize('NFC')
        .replace(/[\s\p{Z}]+/gu, '');
    const keeps = (raw: string) => expect(letters(standardName(raw))).toBe(letters(raw));
    fc.assert(
      fc.property(written, (raw) => void keeps(raw)),
      { numRuns: 2_000 },
    );
  });
});
