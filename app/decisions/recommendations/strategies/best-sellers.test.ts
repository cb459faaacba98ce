import { expect, test } from 'vitest';
import { buildIndex, daysAgo, TRAINED_AT, trainedOn } from '../../../../tests/factories/recommender-data';

import { bestSellers } from './best-sellers';

test('best-sellers come in their order, each with its rank', () => {
  const index = trainedOn([['mug', 'lamp'], ['mug'], ['mug', 'rug'], ['lamp']]);
  expect(bestSellers(index, 2)).toEqual([
    { item: index.products.indexOf('mug'), score: 1, reason: { kind: 'best-seller', rank: 1 } },
    { item: index.products.indexOf('lamp'), score: 1 / 2, reason: { kind: 'best-seller', rank: 2 } },
  ]);
});

test('what sold lately stands before what sold as often long ago', () => {
  const sale = (days: number, item: string) => ({ at: daysAgo(days), customer: 'ana', items: [item] });
  const index = buildIndex({
    baskets: [sale(200, 'old'), sale(199, 'old'), sale(198, 'old'), sale(1, 'new')],
    sessions: [],
    now: TRAINED_AT,
  });
  expect(bestSellers(index, 10).map(({ item }) => index.products[item])).toEqual(['new', 'old']);
});

test('a shop without sales has none, and never more are given than there are', () => {
  expect(bestSellers(trainedOn([]), 10)).toEqual([]);
  expect(bestSellers(trainedOn([['mug']]), 10)).toHaveLength(1);
});
