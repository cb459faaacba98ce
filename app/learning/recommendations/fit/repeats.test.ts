import { expect, test } from 'vitest';
import { dueAgain } from '~/decisions/recommendations/repeats';
import { fitRepeats } from './repeats';

const [COFFEE, LAMP] = [0, 1];
const bought = (buyer: number, daysAgo: number, ...items: number[]) => ({ buyer, daysAgo, items, isFirst: false });
/** So many buyers buy coffee every thirty days, as many others once; lamps are bought once by each. */
const shop = (often: number, once: number) => ({
  ...{ size: 2, sessions: [], words: [], addedDaysAgo: [] },
  baskets: [
    ...Array.from({ length: often }, (_, buyer) => [
      bought(buyer, 1, COFFEE, LAMP),
      bought(buyer, 31, COFFEE),
      bought(buyer, 61, COFFEE),
    ]).flat(),
    ...Array.from({ length: once }, (_, nth) => bought(1_000 + nth, 9, COFFEE)),
  ],
});

test('a product’s buyers who came back are counted, with the days between', () => {
  const { shares, medianDays } = fitRepeats(shop(6, 6));
  expect([...shares]).toEqual([0.5, 0]);
  expect([...medianDays]).toEqual([30, 0]);
});

test('a product that fewer than five came back for is not taken for one that runs out', () => {
  expect([...fitRepeats(shop(4, 0)).shares]).toEqual([0, 0]);
  expect([...fitRepeats(shop(5, 0)).shares]).toEqual([1, 0]);
});

test('a product is due again when seven tenths of its time are over, by the last purchase, and only if a quarter comes back', () => {
  const repeats = fitRepeats(shop(6, 6));
  const after = (...days: number[]) => [
    ...dueAgain(
      repeats,
      days.map((daysAgo) => ({ daysAgo, items: [COFFEE, LAMP] })),
    ),
  ];
  expect(after(21)).toEqual([COFFEE]);
  expect(after(20.9)).toEqual([]);
  expect(after(5, 100)).toEqual([]);
  expect(after(100, 5)).toEqual([]);
  expect([...dueAgain(fitRepeats(shop(6, 19)), [{ daysAgo: 40, items: [COFFEE] }])]).toEqual([]);
});
