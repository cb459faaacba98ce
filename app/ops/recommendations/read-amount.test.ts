import { describe, expect, test } from 'vitest';
import { readAmount } from './read-amount';

describe('an amount as people write it', () => {
  test.each<[string, number]>([
    ['12,50', 1_250],
    ['12.50', 1_250],
    ['12.5', 1_250],
    [' 12 ', 1_200],
    ['0', 0],
    ['1.250,00', 125_000],
    ['1,250.00', 125_000],
    ['1.250.000', 125_000_000],
    ['1 250,90', 125_090],
    ['1’250.90', 125_090],
  ])('%j is %i cents', (text, minor) => {
    expect(readAmount(text, 'EUR', 'en')).toBe(minor);
  });

  test('with three digits behind its only mark is read as the shop writes thousands, else not at all', () => {
    expect(readAmount('1,250', 'EUR', 'en')).toBe(125_000);
    expect(readAmount('1.250', 'EUR', 'de')).toBe(125_000);
    expect(readAmount('1.250', 'EUR', 'en')).toBeNull();
    expect(readAmount('1,250', 'EUR', 'de')).toBeNull();
    expect(readAmount('1,250', 'KWD', 'de')).toBe(1_250);
  });

  test('of a currency without decimals has none', () => {
    expect(readAmount('1,250', 'JPY', 'en')).toBe(1_250);
    expect(readAmount('12.50', 'JPY', 'en')).toBeNull();
  });

  test.each([
    '',
    '-5',
    '1e3',
    '€5',
    '12,,50',
    '1.2.3',
    '12,345,6',
    '.5',
    '5.',
    '12.505',
    '9'.repeat(13),
    '\u0000',
    'NaN',
    '1,25.000',
  ])('%j is none', (text) => {
    expect(readAmount(text, 'EUR', 'en')).toBeNull();
  });
});
