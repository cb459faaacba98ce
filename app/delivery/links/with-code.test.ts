import { describe, expect, test } from 'vitest';
import { withCode } from './with-code';

const CODE = 'BACK-7H2KQ9BC';

describe('a link that brings a code along', () => {
  test.each([
    ['the first page', 'https://shop.example/', '/discount/BACK-7H2KQ9BC?redirect=%2F'],
    [
      ...([
        'a product, with what its page is told',
        'https://shop.example/products/mug?variant=4&utm_source=kindred',
      ] as const),
      '/discount/BACK-7H2KQ9BC?redirect=%2Fproducts%2Fmug%3Fvariant%3D4%26utm_source%3Dkindred',
    ],
    [
      'a page of another language',
      'https://shop.example/de/collections/neu',
      '/discount/BACK-7H2KQ9BC?redirect=%2Fde%2Fcollections%2Fneu',
    ],
    [
      'a part of a page',
      'https://shop.example/products/mug#reviews',
      '/discount/BACK-7H2KQ9BC?redirect=%2Fproducts%2Fmug#reviews',
    ],
    ['the cart', 'https://shop.example/cart', '/discount/BACK-7H2KQ9BC?redirect=%2Fcart'],
  ])('to %s leads through the shop’s own discount link', (_what, target, expected) =>
    expect(withCode(target, CODE)).toBe(`https://shop.example${expected}`),
  );

  test.each([
    [
      'https://shop.example/4711/checkouts/ac/token/recover?key=k',
      'https://shop.example/4711/checkouts/ac/token/recover?key=k&discount=BACK-7H2KQ9BC',
    ],
    ['https://shop.example/cart/41:2,42:1', 'https://shop.example/cart/41:2,42:1?discount=BACK-7H2KQ9BC'],
  ])('%s takes it itself', (target, expected) => expect(withCode(target, CODE)).toBe(expected));

  test('that applies another already stays', () =>
    expect(withCode('https://shop.example/discount/SPRING?redirect=/', CODE)).toBe(
      'https://shop.example/discount/SPRING?redirect=/',
    ));
});
