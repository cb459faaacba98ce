import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderedPlace } from './ordered-place';

const day = (days: number): Date => new Date(Date.UTC(2026, 0, 1 + days));
const sent = (days: number, countryCode: string, city: string | null = null, regionCode: string | null = null) => ({
  at: day(days),
  place: { countryCode, regionCode, city },
});

describe('where somebody lives, as their orders say', () => {
  it('is nowhere where nothing was sent', () => {
    expect(orderedPlace([])).toBeNull();
  });

  it('is where most of the newest three went: a gift abroad moves nobody', () => {
    const orders = [sent(0, 'DE', 'Berlin', 'BE'), sent(1, 'DE', 'Berlin', 'BE'), sent(2, 'FR', 'Paris')];
    expect(orderedPlace(orders)).toEqual({ countryCode: 'DE', regionCode: 'BE', city: 'Berlin', orders: 2, of: 3 });
  });

  it('is the new place after two orders there, however many went to the old one', () => {
    const old = [0, 1, 2, 3].map((days) => sent(days, 'DE', 'Berlin'));
    expect(orderedPlace([...old, sent(8, 'FR', 'Lyon'), sent(9, 'FR', 'Lyon')])).toMatchObject({ city: 'Lyon' });
  });

  it('is the newest where each went elsewhere, within the country that most went to', () => {
    const orders = [sent(0, 'DE', 'Berlin'), sent(1, 'DE', 'Munich'), sent(2, 'FR', 'Paris')];
    expect(orderedPlace(orders)).toEqual({ countryCode: 'DE', regionCode: null, city: 'Munich', orders: 1, of: 3 });
    expect(orderedPlace([sent(0, 'DE'), sent(1, 'FR')])).toMatchObject({ countryCode: 'FR', orders: 1, of: 2 });
  });

  it('takes a city for the same however it is written, and says it as the newest order does', () => {
    const orders = [sent(0, 'DE', 'Köln'), sent(1, 'DE', 'Bonn'), sent(2, 'DE', 'KÖLN')];
    expect(orderedPlace(orders)).toMatchObject({ city: 'KÖLN' });
  });

  it('is the same in whatever order orders are told', () => {
    const told = fc
      .array(
        fc.record({
          at: fc.integer({ min: 0, max: 3 }).map(day),
          place: fc.record({
            countryCode: fc.constantFrom('DE', 'FR'),
            regionCode: fc.constantFrom('A', null),
            city: fc.constantFrom('x', 'X', 'y', null),
          }),
        }),
        { maxLength: 6 },
      )
      .chain((orders) => fc.tuple(fc.constant(orders), fc.shuffledSubarray(orders, { minLength: orders.length })));
    fc.assert(
      fc.property(told, ([one, other]) => {
        expect(orderedPlace(other)).toEqual(orderedPlace(one));
      }),
    );
  });
});
