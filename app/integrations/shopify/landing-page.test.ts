import { expect, test } from 'vitest';
import { landingPage } from './landing-page';

const led = (path: string): string => {
  const { pathname, search } = landingPage(new URL(path, 'https://shop.example'));
  return `${pathname}${search}`;
};

test.each([
  ['/products/mug?utm_source=kindred', '/products/mug?utm_source=kindred'],
  ['/discount/BACK-7H2KQ9BC?redirect=%2Fproducts%2Fmug%3Futm_source%3Dkindred', '/products/mug?utm_source=kindred'],
  ['/discount/BACK-7H2KQ9BC', '/'],
  ['/discount/BACK-7H2KQ9BC?redirect=http%3A%2F%2F', '/'],
])('%s led to %s: a code is no page', (first, page) => expect(led(first)).toBe(page));
