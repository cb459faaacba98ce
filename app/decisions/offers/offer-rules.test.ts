import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeText, markerText } from './code-text';
import { goodUntil } from './good-until';
import { discountEnd, putOffAt } from './offer';
import { missingCodes, MOST_AT_ONCE } from './pool-size';

const DAY_MS = 86_400_000;

describe('the text of a code', () => {
  test('has nothing that is read for something else, whatever is drawn', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), (numbers) => {
        const draw = (below: number) => (numbers.next().value as number) % below;
        expect(codeText('BACK', draw)).toMatch(/^BACK-[BCDFGHJKMNPQRSTVWXZ2-9]{8}$/);
      }),
    );
  });

  test('is drawn again where it says something unwanted', () => {
    const letters = 'BCDFGHJKMNPQRSTVWXZ23456789';
    const drawn = [...'BFCKBBBB', ...'BCDFGHJK'].map((letter) => letters.indexOf(letter));
    expect(codeText('', () => drawn.shift() ?? 0)).toBe('BCDFGHJK');
  });

  test('of a marker is too long to be guessed', () => {
    expect(markerText(() => 0)).toMatch(/^KINDRED-B{16}$/);
  });
});

describe('how many codes are missing', () => {
  const pool = { free: 0, coming: 0, givenLastWeek: 0, waiting: 0 };

  test.each([
    ['a new offer gets a hundred', pool, 100],
    ['none while half of them are left', { ...pool, free: 50 }, 0],
    ['below that, as many as are used up', { ...pool, free: 49 }, 51],
    ['what Shopify is asked for already counts', { ...pool, free: 10, coming: 90 }, 0],
    ['four days ahead of how fast they go', { ...pool, givenLastWeek: 700 }, 400],
    ['mails that wait get theirs beside', { ...pool, waiting: 30 }, 130],
    ['never more than five thousand', { ...pool, givenLastWeek: 100_000 }, 5_000],
  ])('%s', (_what, figures, expected) => expect(missingCodes(figures)).toBe(expected));

  test('whatever the figures, what is there afterwards is enough for those who wait, up to the most', () => {
    const figure = fc.nat(20_000);
    fc.assert(
      fc.property(
        fc.record({ free: figure, coming: figure, givenLastWeek: figure, waiting: fc.nat(4_000) }),
        (each) => {
          const missing = missingCodes(each);
          expect(missing).toBeGreaterThanOrEqual(0);
          expect(each.free + each.coming + missing).toBeGreaterThanOrEqual(each.waiting);
        },
      ),
    );
    expect(MOST_AT_ONCE).toBe(250);
  });
});

describe('until when a code is good', () => {
  test.each([
    ['Europe/Berlin', '2026-03-10T12:00:00Z', '2026-03-17T22:59:59.000Z'],
    ['Europe/Berlin', '2026-03-25T23:30:00Z', '2026-04-02T21:59:59.000Z'],
    ['Pacific/Auckland', '2026-03-10T12:00:00Z', '2026-03-18T10:59:59.000Z'],
    ['America/Los_Angeles', '2026-03-10T02:00:00Z', '2026-03-17T06:59:59.000Z'],
  ])('%s, given at %s: to the end of the seventh day after', (zone, at, end) =>
    expect(goodUntil(new Date(at), 7, zone).toISOString()).toBe(end),
  );

  test('the discount at Shopify outlasts every code that is given before its end is put off', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 }), fc.nat(400), (days, hours) => {
        const made = new Date('2026-03-10T12:00:00Z');
        const end = discountEnd(made, days);
        const given = new Date(Math.min(made.getTime() + hours * 3_600_000, putOffAt(end, days).getTime()));
        expect(goodUntil(given, days, 'Pacific/Kiritimati').getTime()).toBeLessThan(end.getTime() - 6 * DAY_MS);
      }),
    );
  });
});
