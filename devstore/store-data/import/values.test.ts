import { describe, expect, it } from 'vitest';
import { BadField } from './report';
import {
  commaList,
  countryCode,
  email,
  fractionDigitsOf,
  instant,
  money,
  oneOf,
  wholeNumber,
  withoutApostrophe,
  yesNo,
} from './values';

const iso = (text: string) => new Date(instant(text, 'Created at')).toISOString();

describe('money', () => {
  it.each([
    ['12.90', 2, 1290],
    ['0.29', 2, 29],
    ['1234567.89', 2, 123_456_789],
    ['7', 2, 700],
    ['1.005', 3, 1005],
    ['980', 0, 980],
    ['19.995', 2, 2000],
  ])('reads %s with %i digits as %i', (text, digits, minor) => {
    expect(money(text, 'Price', digits)).toBe(minor);
  });

  it.each(['12,90', '1,234.50', '€5', '-3.00', '', 'free', '1e3'])('refuses "%s" and says how to write it', (text) => {
    expect(() => money(text, 'Lineitem price', 2)).toThrow(BadField);
    expect(() => money(text, 'Lineitem price', 2)).toThrow('such as 12.90');
  });
});

describe('instant', () => {
  it.each([
    ['2010-12-01 08:26:00 +0000', '2010-12-01T08:26:00.000Z'],
    ['2026-03-29 01:30:00 +0100', '2026-03-29T00:30:00.000Z'],
    ['2026-01-01 00:00:00 -0530', '2026-01-01T05:30:00.000Z'],
    ['2026-01-01T12:00:00Z', '2026-01-01T12:00:00.000Z'],
    ['2026-01-01T12:00:00.123+02:00', '2026-01-01T10:00:00.000Z'],
    ['2024-02-29 12:00:00 UTC', '2024-02-29T12:00:00.000Z'],
  ])('reads %s', (text, wanted) => {
    expect(iso(text)).toBe(wanted);
  });

  it.each([
    '2026-02-30 10:00:00 +0000',
    '2026-13-01 10:00:00 +0000',
    '2026-01-01 24:00:00 +0000',
    '2026-01-01',
    '01/12/2010 08:26',
    '2026-01-01 10:00:00',
    '',
  ])('refuses "%s"', (text) => {
    expect(() => instant(text, 'Created at')).toThrow('is no time');
  });
});

describe('smaller values', () => {
  it('reads whole numbers, and what spreadsheets make of them', () => {
    expect(['3', '-2', '4.0'].map((text) => wholeNumber(text, 'Qty'))).toEqual([3, -2, 4]);
    expect(() => wholeNumber('3.5', 'Qty')).toThrow('is no whole number');
  });

  it('reads yes and no in every case and form, empty as no', () => {
    expect(['yes', 'TRUE', '1', 'no', 'False', ''].map((text) => yesNo(text, 'Accepts Marketing'))).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(() => yesNo('maybe', 'Accepts Marketing')).toThrow('neither yes nor no');
  });

  it('lists the words it knows when one is unknown, and is not fooled by names every object has', () => {
    const meanings = { paid: 1, pending: 2 };
    expect(oneOf('PAID', 'Financial Status', meanings)).toBe(1);
    expect(() => oneOf('payed', 'Financial Status', meanings)).toThrow('write one of paid, pending');
    expect(() => oneOf('constructor', 'Financial Status', meanings)).toThrow('is not known');
  });

  it('reads addresses in lower case', () => {
    expect(email('Ada.Example@Example.COM', 'Email')).toBe('ada.example@example.com');
    expect(email('', 'Email')).toBeNull();
    for (const text of ['ada', 'ada@', 'a b@example.com', 'ada@example', 'a@b.com,c@d.com'])
      expect(() => email(text, 'Email'), text).toThrow('is no email address');
  });

  it('takes apostrophes off, splits lists, knows country codes', () => {
    expect(withoutApostrophe("'0049123")).toBe('0049123');
    expect(commaList(' a, b ,,c')).toEqual(['a', 'b', 'c']);
    expect(['de', 'GB', 'Germany', ''].map(countryCode)).toEqual(['DE', 'GB', null, null]);
  });

  it('knows how many digits a currency has', () => {
    expect(['EUR', 'JPY', 'KWD'].map((currency) => fractionDigitsOf(currency, 'Currency'))).toEqual([2, 0, 3]);
    expect(() => fractionDigitsOf('EURO', 'Currency')).toThrow('is no currency');
  });
});
