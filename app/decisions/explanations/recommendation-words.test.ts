import { expect, test } from 'vitest';
import type { Reason } from '../recommendations/recommendation';
import { productsInReasons, recommendationWords } from './recommendation-words';

const titleOf = (id: string) => (id === 'p1' ? 'Oslo Bowl' : undefined);

test.each<[Reason, string, string]>([
  [{ kind: 'bought-together', withProductId: 'p1', orders: 7 }, 'Often bought with Oslo Bowl', '7 orders hold both'],
  [
    { kind: 'bought-together', withProductId: 'gone', orders: 1 },
    'Often bought with another product',
    '1 order holds both',
  ],
  [
    { kind: 'because-viewed', productId: 'p1', sessions: 2 },
    'Goes with Oslo Bowl, which they looked at or chose',
    'found in 2 similar visits',
  ],
  [{ kind: 'best-seller', rank: 3 }, 'Popular right now', 'number 3 among best-sellers'],
])('%j reads: %s (%s)', (reason, words, evidence) => {
  expect(recommendationWords(reason, titleOf)).toEqual({ reason: words, evidence });
});

test('titles are needed of the products that reasons speak of, and of no others', () => {
  const reasons: Reason[] = [
    { kind: 'bought-together', withProductId: 'p1', orders: 7 },
    { kind: 'best-seller', rank: 1 },
    { kind: 'because-viewed', productId: 'p2', sessions: 2 },
  ];
  expect(productsInReasons(reasons)).toEqual(['p1', 'p2']);
});
