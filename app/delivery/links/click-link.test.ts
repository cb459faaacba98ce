import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createVault } from '~/platform/crypto/vault.server';
import { TEST_KEY } from '../../../tests/factories/test-app';
import { clickUrl, readClickToken, type ClickLink } from './click-link';
import { isSafeTarget } from './safe-target';

const vault = createVault(TEST_KEY);
const APP = 'https://app.example';
const anyLink: fc.Arbitrary<ClickLink> = fc.record({
  ...{ shopId: fc.uuid(), messageId: fc.uuid(), number: fc.nat(40), of: fc.nat(40), isToldMail: fc.boolean() },
  target: fc.webUrl({ withQueryParameters: true, withFragments: true }).filter(isSafeTarget),
});
const anyCoded = fc
  .record({ link: anyLink, code: fc.stringMatching(/^[A-Z0-9]{1,10}-[A-Z0-9]{8}$/) })
  .map(({ link, code }): ClickLink => ({ ...link, code }));
const tokenOf = (link: ClickLink): string => clickUrl(APP, vault, link).slice(`${APP}/l/`.length);

describe('a link of a mail', () => {
  test('says which it is and where it leads, in letters that no mail program breaks', () => {
    fc.assert(
      fc.property(fc.oneof(anyLink, anyCoded), (link) => {
        expect(clickUrl(APP, vault, link)).toMatch(/^https:\/\/app\.example\/l\/[A-Za-z0-9_.-]+$/);
        expect(readClickToken(vault, tokenOf(link))).toEqual(link);
      }),
    );
  });

  test('with any bit of its text or its signature flipped leads nowhere', () => {
    const bits = fc.record({ link: anyLink, part: fc.constantFrom(0, 1), bit: fc.nat() });
    fc.assert(
      fc.property(bits, ({ link, part, bit }) => {
        const parts = tokenOf(link).split('.');
        const bytes = Buffer.from(parts[part] ?? '', 'base64url');
        const at = bit % (bytes.length * 8);
        bytes[at >> 3] = (bytes[at >> 3] ?? 0) ^ (1 << (at & 7));
        parts[part] = bytes.toString('base64url');
        expect(readClickToken(vault, parts.join('.'))).toBeNull();
      }),
      { numRuns: 1_000 },
    );
  });

  test('signed for something else, or by somebody else, leads nowhere', () => {
    const text = `${'a'.repeat(36)} ${'b'.repeat(36)} 1 2 - https://shop.example/`;
    expect(readClickToken(vault, vault.sign(text, 'click'))).not.toBeNull();
    expect(readClickToken(vault, vault.sign(text, 'unsubscribe'))).toBeNull();
    expect(readClickToken(vault, createVault(Buffer.alloc(32, 8)).sign(text, 'click'))).toBeNull();
  });

  test('that is signed leads to the web all the same, or nowhere', () => {
    const signed = (target: string) => vault.sign(`shop message 1 2 - ${target}`, 'click');
    expect(readClickToken(vault, signed('javascript:alert(1)'))).toBeNull();
    expect(readClickToken(vault, signed('https://shop.example@elsewhere.example/'))).toBeNull();
    expect(readClickToken(vault, signed('https://shop.example/ https://elsewhere.example/'))).toBeNull();
  });
});

describe('an address that readers may be led to', () => {
  test.each(['https://shop.example/products/mug?a=1&b=2#c', 'http://localhost:3001/cart', 'https://shop.example:8443'])(
    'is %s',
    (target) => expect(isSafeTarget(target)).toBe(true),
  );

  test.each([
    ...['', '/products/mug', '//shop.example', 'mailto:ana@shop.example', 'javascript:alert(1)', 'data:text/html,x'],
    ...['https://shop.example@elsewhere.example', 'https://:secret@shop.example', 'https:\\\\shop.example', 'https://'],
    ...['https://shop.example/a b', 'https://shop.example/\u0000', `https://shop.example/${'a'.repeat(1_500)}`],
    ...['{{{ pm:unsubscribe }}}', '#unsubscribe'],
  ])('is not %j', (target) => expect(isSafeTarget(target)).toBe(false));
});
