import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeByLot } from './lot';

const order = (count: number, key: string) => Array.from({ length: count }, (_, nth) => placeByLot(nth, count, key));

describe('an order by lot', () => {
  it('gives each of so many people a place of their own, and each place to somebody', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 700 }), fc.string(), (count, key) => {
        expect([...order(count, key)].sort((a, b) => a - b)).toEqual([...Array(count).keys()]);
      }),
    );
  });

  it('is the same whenever it is asked for, and another one for another campaign', () => {
    expect(order(500, 'spring')).toEqual(order(500, 'spring'));
    expect(order(500, 'spring')).not.toEqual(order(500, 'summer'));
  });

  it('says nothing of who somebody is: whoever is gone through early is not early', () => {
    const count = 4_096;
    const places = order(count, 'spring');
    const mean = (some: number[]) => some.reduce((sum, place) => sum + place, 0) / some.length;
    // The mean of 512 places of 4,096 stands within 200 of the middle but once in ten thousand times; the lots are drawn by a fixed key.
    for (let from = 0; from < count; from += 512)
      expect(Math.abs(mean(places.slice(from, from + 512)) - count / 2)).toBeLessThan(200);
    expect(places.filter((place, nth) => place === nth).length).toBeLessThan(10);
  });

  it('puts whoever came after the count was made after all others', () => {
    expect([placeByLot(10, 10, 'spring'), placeByLot(17, 10, 'spring')]).toEqual([10, 17]);
  });
});
