import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createVault } from '~/platform/crypto/vault.server';
import { TEST_KEY } from '../../../tests/factories/test-app';
import { oneClickHeaders, readUnsubscribeToken, unsubscribeUrl, type UnsubscribeTarget } from './unsubscribe-link';

const vault = createVault(TEST_KEY);
const APP = 'https://app.example';
const anyTarget: fc.Arbitrary<UnsubscribeTarget> = fc.record({
  shopId: fc.uuid(),
  addressId: fc.uuid(),
  purpose: fc.constant('marketing'),
  messageId: fc.uuid(),
});
const tokenOf = (target: UnsubscribeTarget): string => unsubscribeUrl(APP, vault, target).slice(`${APP}/u/`.length);

describe('an unsubscribe link', () => {
  test('leads back to whom and what it is about', () => {
    fc.assert(
      fc.property(anyTarget, (target) => {
        expect(readUnsubscribeToken(vault, tokenOf(target))).toEqual(target);
      }),
    );
  });

  test('is made of letters that no mail program breaks or escapes', () => {
    fc.assert(
      fc.property(anyTarget, (target) => {
        expect(unsubscribeUrl(APP, vault, target)).toMatch(/^https:\/\/app\.example\/u\/[A-Za-z0-9_.-]+$/);
      }),
    );
  });

  test('with any character changed is nobody’s: never another person’s', () => {
    const anyChange = fc.record({ target: anyTarget, at: fc.nat(), letter: fc.constantFrom(...'AQgw_-.09Zz') });
    fc.assert(
      fc.property(anyChange, ({ target, at, letter }) => {
        const token = tokenOf(target);
        const place = at % token.length;
        const changed = token.slice(0, place) + letter + token.slice(place + 1);
        // The last character of each part has bits that stand for nothing: such a token says the same as before.
        expect([null, target]).toContainEqual(readUnsubscribeToken(vault, changed));
      }),
      { numRuns: 1_000 },
    );
  });

  test('with any bit of its text or its signature flipped is not ours', () => {
    const bits = fc.record({ target: anyTarget, part: fc.constantFrom(0, 1), bit: fc.nat() });
    fc.assert(
      fc.property(bits, ({ target, part, bit }) => {
        const parts = tokenOf(target).split('.');
        const bytes = Buffer.from(parts[part] ?? '', 'base64url');
        const at = bit % (bytes.length * 8);
        bytes[at >> 3] = (bytes[at >> 3] ?? 0) ^ (1 << (at & 7));
        parts[part] = bytes.toString('base64url');
        expect(readUnsubscribeToken(vault, parts.join('.'))).toBeNull();
      }),
      { numRuns: 1_000 },
    );
  });

  test.each(['', '.', 'abc', 'a.b', '..', '/u/', '%00', 'e30.e30', 'x'.repeat(100_000)])('is not %s', (token) => {
    expect(readUnsubscribeToken(vault, token)).toBeNull();
  });

  test('signed for something else, or with another key, is not ours', () => {
    const target = { shopId: 's', addressId: 'a', purpose: 'marketing', messageId: 'm' } as const;
    const text = 's a marketing m';
    expect(readUnsubscribeToken(vault, vault.sign(text, 'unsubscribe'))).toEqual(target);
    expect(readUnsubscribeToken(vault, vault.sign(text, 'download'))).toBeNull();
    expect(readUnsubscribeToken(createVault(Buffer.alloc(32, 8)), tokenOf(target))).toBeNull();
  });

  test.each(['', 's a marketing', 's a billing m', ' a marketing m'])(
    'cannot be made of "%s", though we signed it',
    (text) => {
      expect(readUnsubscribeToken(vault, vault.sign(text, 'unsubscribe'))).toBeNull();
    },
  );
});

test('the headers are those of RFC 8058, with the link in angle brackets', () => {
  expect(oneClickHeaders('https://app.example/u/abc')).toEqual([
    { name: 'List-Unsubscribe', value: '<https://app.example/u/abc>' },
    { name: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' },
  ]);
});
