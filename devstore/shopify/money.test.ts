import { describe, expect, it } from 'vitest';
import { decimalText, moneyBag, moneyText } from './money';

describe('money', () => {
  it.each([
    [1050, 'EUR', '10.50', '10.5'],
    [1000, 'EUR', '10.00', '10.0'],
    [5, 'EUR', '0.05', '0.05'],
    [0, 'EUR', '0.00', '0.0'],
    [-1999, 'USD', '-19.99', '-19.99'],
    [1500, 'JPY', '1500', '1500.0'],
    [1234, 'KWD', '1.234', '1.234'],
  ])('prints %i minor units of %s as Money %s and as Decimal %s', (minor, currency, text, decimal) => {
    expect(moneyText(minor, currency)).toBe(text);
    expect(decimalText(minor, currency)).toBe(decimal);
  });

  it('gives shop and presentment money alike', () => {
    const money = { amount: '5.0', currencyCode: 'EUR' };
    expect(moneyBag(500, 'EUR')).toEqual({ shopMoney: money, presentmentMoney: money });
  });
});
