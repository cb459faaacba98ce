import { describe, expect, it } from 'vitest';
import { normalisePhone } from './phone-number';

describe('a phone number', () => {
  it.each([
    ['+49 (30) 90 18 20', undefined, '+4930901820'],
    ['030/901820', 'DE', '+4930901820'],
    ['030/901820', 'de', '+4930901820'],
    ['0043 1 58858-0', 'AT', '+431588580'],
    ['(212) 555-2368', 'US', '+12125552368'],
    [' +33 1 42 68 53 00 ', 'DE', '+33142685300'],
  ])('%j of %s has one form', (raw, country, form) => {
    expect(normalisePhone(raw, country)).toBe(form);
  });

  it.each([
    ['030/901820', undefined],
    ['030/901820', 'XX'],
    ['+49 1', 'DE'],
    ['+1 555 000 0000', 'US'],
    ['call me on +49 30 901820', 'DE'],
    ['none', 'DE'],
    ['', 'DE'],
    [null, null],
  ])('%j of %s is none', (raw, country) => {
    expect(normalisePhone(raw, country)).toBeNull();
  });
});
