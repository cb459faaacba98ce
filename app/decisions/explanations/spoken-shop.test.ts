import { describe, expect, it, test } from 'vitest';
import { countWords, dayHeading, dayWords, instantWords, spanWords, whenWords, type SpokenShop } from './spoken-shop';

/** A Wednesday, half past nine in the morning in Berlin. */
const shop: SpokenShop = {
  now: '2026-11-25T08:30:00.000Z',
  timezone: 'Europe/Berlin',
  locale: 'en-GB',
  currency: 'EUR',
};

test.each([
  ['2026-11-25T13:05:00.000Z', '14:05', 'at 14:05'],
  ['2026-11-25T23:30:00.000Z', 'tomorrow at 0:30', 'tomorrow at 0:30'],
  ['2026-11-24T22:59:00.000Z', 'yesterday at 23:59', 'yesterday at 23:59'],
  ['2026-11-28T07:00:00.000Z', '28 Nov at 8:00', 'on 28 Nov at 8:00'],
  ['2025-11-28T07:00:00.000Z', '28 Nov 2025 at 8:00', 'on 28 Nov 2025 at 8:00'],
])('%s is said as "%s", and in a sentence "%s", in the shop’s zone', (at, alone, inSentence) => {
  expect([instantWords(at, shop), whenWords(new Date(at), shop)]).toEqual([alone, inSentence]);
});

describe('a day', () => {
  it('is that of the zone, not that of UTC', () => {
    const late = '2026-11-24T23:30:00.000Z';
    expect(dayHeading(late, shop)).toBe('Today');
    expect(dayHeading(late, { ...shop, timezone: 'UTC' })).toBe('Yesterday');
  });

  it('has its year only where it is another', () => {
    expect(dayWords('2026-01-02T12:00:00.000Z', shop)).toBe('2 Jan');
    expect(dayHeading('2024-01-02T12:00:00.000Z', shop)).toBe('2 Jan 2024');
  });

  it('is written as the shop’s language does', () => {
    expect(dayWords('2026-12-02T12:00:00.000Z', { ...shop, locale: 'de' })).toBe('2. Dez.');
  });
});

test.each([
  [45, '45 minutes'],
  [1, '1 minute'],
  [60, '1 hour'],
  [240, '4 hours'],
  [1_440, '1 day'],
  [1_500, '25 hours'],
])('%i minutes are %s', (minutes, words) => {
  expect(spanWords(minutes)).toBe(words);
});

test('one of a thing is not many', () => {
  expect([countWords(0, 'order'), countWords(1, 'order'), countWords(2, 'order')]).toEqual([
    '0 orders',
    '1 order',
    '2 orders',
  ]);
});
