import { describe, expect, it } from 'vitest';
import type { PersonTraits } from '~/customers/enrichment/traits-of.server';
import { traitWords } from './trait-words';

const shop = { now: '2026-11-28T12:00:00.000Z', timezone: 'Europe/Berlin', locale: 'en-IE', currency: 'EUR' };
const nothing: PersonTraits = {
  ...{ scores: { kind: 'never-bought' }, medianDaysBetweenOrders: null, typicalPriceMinor: null, priceBand: null },
  ...{ usualDevice: null, favourites: { from: 0, productType: [], vendor: [], collection: [] } },
  ...{ place: { countryCode: null, regionCode: null, city: null, byOrders: null } },
  shopify: { rfmGroup: null, predictedSpendTier: null },
};
const said = (traits: Partial<PersonTraits>) =>
  traitWords({ ...nothing, ...traits }, shop).map(({ term, words }) => `${term}: ${words}`);

describe('what a person is like, in words', () => {
  it('is nothing where nothing is known', () => {
    expect(said({})).toEqual([]);
  });

  it('says where they live, and how that is known', () => {
    const place = { countryCode: 'DE', regionCode: 'BE', city: 'Berlin', byOrders: { orders: 2, of: 3 } };
    expect(said({ place })).toEqual(['Lives in: Berlin, BE, Germany, where 2 of their newest 3 orders were sent']);
    expect(said({ place: { ...place, byOrders: { orders: 1, of: 1 } } })).toEqual([
      'Lives in: Berlin, BE, Germany, where the one order of theirs was sent that was sent anywhere',
    ]);
    expect(said({ place: { ...place, regionCode: null, city: null, byOrders: null } })).toEqual([
      'Lives in: Germany, as they or a source of the shop said',
    ]);
  });

  it('places them among the shop’s buyers', () => {
    expect(said({ scores: { kind: 'scored', recency: 5, frequency: 1, monetary: 3 } })).toEqual([
      'Last ordered: lately (5 of 5)',
      'How often: seldom (1 of 5)',
      'Spends: in the middle (3 of 5)',
    ]);
  });

  it('says why it does not, where too few bought', () => {
    expect(said({ scores: { kind: 'too-few-buyers', buyers: 1, needed: 50 } })).toEqual([
      'Beside others: said from 50 buyers on; the shop has 1 buyer',
    ]);
    expect(said({ scores: { kind: 'not-yet' } })).toEqual(['Beside others: worked out tonight']);
  });

  it('says what they like, pay and use', () => {
    const productType = [
      { value: 'Bowls', share: 0.833 },
      { value: 'Vases', share: 0.167 },
    ];
    const traits: Partial<PersonTraits> = {
      ...{ medianDaysBetweenOrders: 31.6, typicalPriceMinor: 2_450, priceBand: 'high', usualDevice: 'mobile' },
      favourites: { ...nothing.favourites, productType, vendor: [{ value: 'Ellis', share: 1 }] },
    };
    expect(said(traits)).toEqual([
      'Orders: about every 32 days',
      'Pays for a piece: €24.50, the dearer third',
      'Likes: Bowls (83%), Vases (17%)',
      'Makers: Ellis (100%)',
      'Comes by: phone',
    ]);
  });

  it.each([
    [0.2, 'several times a day'],
    [1.2, 'about every day'],
    [2, 'about every 2 days'],
  ])('%d days between orders are “%s”', (medianDaysBetweenOrders, words) => {
    expect(said({ medianDaysBetweenOrders })).toEqual([`Orders: ${words}`]);
  });

  it('gives Shopify’s own words as its own', () => {
    expect(said({ shopify: { rfmGroup: 'AT_RISK', predictedSpendTier: 'HIGH' } })).toEqual([
      'Shopify’s group: at risk',
      'Shopify expects: high spending',
    ]);
  });
});
