import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createVault } from '~/platform/crypto/vault.server';
import { TEST_KEY } from '../../../tests/factories/test-app';
import {
  imageUrl,
  productGid,
  readImageToken,
  shortId,
  type ImageSubject,
  type OpenTimeImage,
} from './open-time-image';

const vault = createVault(TEST_KEY);
const APP = 'https://app.example';
const short = fc.integer({ min: 1, max: 99_999_999_999_999 }).map(String);
const subject: fc.Arbitrary<ImageSubject> = fc.oneof(
  fc.record({ kind: fc.constant('countdown' as const), endsAt: fc.nat() }),
  fc.record({ kind: fc.constant('low-stock' as const), variant: short, atMost: fc.integer({ min: 1, max: 20 }) }),
  fc.record({
    kind: fc.constant('recommendation' as const),
    products: fc.array(short, { minLength: 1, maxLength: 10 }),
    place: fc.nat(9),
  }),
);
const anyImage: fc.Arbitrary<OpenTimeImage> = fc.record({
  ...{ shopId: fc.uuid(), messageId: fc.option(fc.uuid()), locale: fc.constantFrom('en', 'pt-BR', 'he'), subject },
  expiresAt: fc.nat().map((seconds) => new Date(seconds * 1_000)),
});
const tokenOf = (image: OpenTimeImage): string => imageUrl(APP, vault, image).slice(`${APP}/i/`.length);

describe('the address of an image', () => {
  test('says which it is, in letters that no mail program breaks, and short enough for all of them', () => {
    fc.assert(
      fc.property(anyImage, (image) => {
        const url = imageUrl(APP, vault, image);
        expect(url).toMatch(/^https:\/\/app\.example\/i\/[\w-]+$/);
        expect(url.length).toBeLessThan(800);
        expect(readImageToken(vault, tokenOf(image))).toEqual(image);
      }),
    );
  });

  test('tells nobody who reads it whose it is, nor of what', () => {
    fc.assert(
      fc.property(anyImage, (image) => {
        const bytes = Buffer.from(tokenOf(image), 'base64url').toString('latin1');
        const told = [image.shopId, image.messageId, image.subject.kind];
        expect(told.filter((each) => each !== null && bytes.includes(each))).toEqual([]);
      }),
    );
  });

  test('with any bit of it flipped is none', () => {
    fc.assert(
      fc.property(anyImage, fc.nat(), (image, bit) => {
        const bytes = Buffer.from(tokenOf(image), 'base64url');
        const at = bit % (bytes.length * 8);
        bytes[at >> 3] = (bytes[at >> 3] ?? 0) ^ (1 << (at & 7));
        expect(readImageToken(vault, bytes.toString('base64url'))).toBeNull();
      }),
      { numRuns: 500 },
    );
  });

  test.each(['', '.', '..%2f..%2f', 'x'.repeat(100_000), '<svg>', 'AAAA', '\u0000'])('%j is none', (token) =>
    expect(readImageToken(vault, token)).toBeNull(),
  );

  test('sealed by somebody else, or for something else, is none', () => {
    const [image] = fc.sample(anyImage, 1) as [OpenTimeImage];
    const other = createVault(Buffer.alloc(32, 8));
    expect(readImageToken(other, tokenOf(image))).toBeNull();
    const text = Buffer.from(JSON.stringify([image.shopId, null, 9_999_999_999, 'en', image.subject]));
    expect(readImageToken(vault, vault.sealBytes(text, image.shopId).toString('base64url'))).toBeNull();
  });
});

test('a product’s id is the same when it is put together again', () => {
  expect(productGid(shortId('gid://shopify/Product/632910392'))).toBe('gid://shopify/Product/632910392');
});
