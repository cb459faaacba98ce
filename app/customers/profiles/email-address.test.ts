import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseEmail } from './email-address';

describe('an address', () => {
  it.each([
    ['anna@example.com', 'anna@example.com'],
    ['  Anna@Example.COM\n', 'anna@example.com'],
    ['anna+shop@example.co.uk', 'anna+shop@example.co.uk'],
    ["o'neil@example.com", "o'neil@example.com"],
  ])('%j is %s', (raw, email) => {
    expect(normaliseEmail(raw)).toBe(email);
  });

  it.each([
    null,
    undefined,
    '',
    ' ',
    'anna',
    'anna@',
    '@example.com',
    'anna@example',
    'anna@@example.com',
    'anna@example.com, ben@example.com',
    'Anna <anna@example.com>',
    'anna@example.com\r\nBcc: ben@example.com',
    'anna\u0000@example.com',
    `${'a'.repeat(250)}@example.com`,
  ])('%j is none', (raw) => {
    expect(normaliseEmail(raw)).toBeNull();
  });

  it('has one form: what was normalised stays as it is', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (raw) => {
        const once = normaliseEmail(raw);
        expect(normaliseEmail(once)).toBe(once);
        expect(normaliseEmail(raw.toUpperCase())).toBe(once);
      }),
    );
  });
});
