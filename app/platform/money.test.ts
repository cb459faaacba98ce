import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMoney, fractionDigits, parseMinor } from './money';

const currencies = { JPY: 0, EUR: 2, USD: 2, KWD: 3, BHD: 3, ISK: 0, CLF: 4 } as const;
const currency = fc.constantFrom(...(Object.keys(currencies) as (keyof typeof currencies)[]));

/** The decimal text of an amount, by the book: digits only, no floating point. */
function decimal(minor: number, digits: number): string {
  const padded = String(Math.abs(minor)).padStart(digits + 1, '0');
  const cut = padded.length - digits;
  const text = digits ? `${padded.slice(0, cut)}.${padded.slice(cut)}` : padded;
  return minor < 0 ? `-${text}` : text;
}

describe('fractionDigits', () => {
  it.each(Object.entries(currencies))('%s has %i', (code, digits) => {
    expect(fractionDigits(code)).toBe(digits);
  });

  it('throws on what is no currency', () => {
    expect(() => fractionDigits('EURO')).toThrow(RangeError);
  });
});

describe('parseMinor', () => {
  it('reads back what was written, in every currency', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 31 }), currency, (minor, code) => {
        expect(parseMinor(decimal(minor, currencies[code]), code)).toBe(minor === 0 ? 0 : minor);
      }),
    );
  });

  it('reads back what a person is shown', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), currency, (minor, code) => {
        const shown = formatMoney({ minor, currency: code }).replaceAll(/[^\d.]/g, '');
        expect(parseMinor(shown, code)).toBe(minor);
      }),
    );
  });

  it('takes no notice of zeros behind the last digit, and needs none', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), currency, fc.nat(6), (minor, code, zeros) => {
        const written = decimal(minor, currencies[code]);
        const longer = (written.includes('.') ? written : `${written}.`) + '0'.repeat(zeros);
        expect(parseMinor(longer, code)).toBe(minor);
      }),
    );
    expect(parseMinor('19.9', 'EUR')).toBe(1_990);
    expect(parseMinor('19', 'EUR')).toBe(1_900);
    expect(parseMinor('19.', 'EUR')).toBe(1_900);
  });

  it.each([
    ['0.005', 'EUR', 1],
    ['0.0049999', 'EUR', 0],
    ['1.115', 'EUR', 112],
    ['8.345', 'USD', 835],
    ['-0.005', 'EUR', -1],
    ['-0.004', 'EUR', 0],
    ['99.5', 'JPY', 100],
    ['99.49', 'JPY', 99],
    ['0.0005', 'KWD', 1],
    ['9.995', 'EUR', 1_000],
  ])('rounds digits beyond the currency’s half away from zero: %s %s is %i', (text, code, minor) => {
    expect(parseMinor(text, code)).toBe(minor);
  });

  it('knows no negative zero', () => {
    expect(Object.is(parseMinor('-0.00', 'EUR'), 0)).toBe(true);
  });

  it.each(['', ' ', '-', '.5', '1,50', '1e3', '+5', 'NaN', 'Infinity', '0x10', '1.2.3', '--1', '1 000', '١٢', '€5'])(
    'refuses "%s"',
    (text) => {
      expect(() => parseMinor(text, 'EUR')).toThrow('not a decimal amount');
    },
  );

  it('refuses an amount it could not hold exactly', () => {
    expect(parseMinor('90071992547409.91', 'EUR')).toBe(Number.MAX_SAFE_INTEGER);
    expect(() => parseMinor('90071992547409.92', 'EUR')).toThrow('90071992547409.92');
  });
});

describe('formatMoney', () => {
  it('speaks the reader’s language and the currency’s digits', () => {
    expect(formatMoney({ minor: 1_990, currency: 'EUR' })).toBe('€19.90');
    expect(formatMoney({ minor: 1_990, currency: 'JPY' })).toBe('¥1,990');
    expect(formatMoney({ minor: 1_990, currency: 'EUR' }, 'de').replaceAll(/\s/g, ' ')).toBe('19,90 €');
    expect(formatMoney({ minor: -5, currency: 'USD' })).toBe('-$0.05');
  });
});
