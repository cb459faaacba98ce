import { expect, test } from 'vitest';
import { couponWords, exampleCoupon, type Coupon } from './coupon-words';

const COUPON: Coupon = {
  code: 'BACK-BCDFGHJK',
  endsAt: new Date('2026-12-07T22:59:59Z'),
  terms: {
    ...{ value: { kind: 'percent', percent: 15 }, minimumMinor: 5_000, items: { kind: 'all' } },
    combinesWith: { orders: false, products: false, shipping: true },
  },
  isExample: false,
};
const BERLIN = { currency: 'EUR', timezone: 'Europe/Berlin' };

test.each([
  ['en', 'Good until the end of December 7, 2026, once.', 'For orders of €50.00 or more.', '15%'],
  ['de', 'Gültig bis Ende des 7. Dezember 2026, einmal.', 'Für Bestellungen ab 50,00 €.', '15 %'],
  ['fr', 'Valable jusqu’au 7 décembre 2026 inclus, une seule fois.', 'Pour toute commande d’au moins 50,00 €.', '15 %'],
  ['nl', 'Geldig tot en met 7 december 2026, één keer.', 'Voor bestellingen vanaf € 50,00.', '15%'],
  ['ja', 'Good until the end of December 7, 2026, once.', 'For orders of €50.00 or more.', '15%'],
])('in %s it says its end, what has to be bought, and its worth', (locale, untilLine, minimumLine, worth) => {
  const words = couponWords(COUPON, BERLIN, locale);
  const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');
  expect([words.untilLine, words.minimumLine, words.worth].map(plain)).toEqual([untilLine, minimumLine, worth]);
});

test('the day is that of the shop’s clock', () => {
  const tokyo = couponWords(
    { ...COUPON, endsAt: new Date('2026-12-07T14:59:59Z') },
    { ...BERLIN, timezone: 'Asia/Tokyo' },
    'en',
  );
  expect(tokyo.until).toBe('December 7, 2026');
});

test('an amount is told in the shop’s currency, and no minimum in no words', () => {
  const terms: Coupon['terms'] = { ...COUPON.terms, value: { kind: 'amount', minor: 550 }, minimumMinor: null };
  expect(couponWords({ ...COUPON, terms }, BERLIN, 'en')).toMatchObject({ worth: '€5.50', minimumLine: '' });
});

test('an example is known as one by its code and by its line', () => {
  const words = couponWords(exampleCoupon(new Date('2026-12-01T12:00:00Z')), BERLIN, 'en');
  expect(words).toMatchObject({ code: 'EXAMPLE-CODE', isExample: true, until: 'December 8, 2026' });
});
