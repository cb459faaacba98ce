import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeText, markerText } from './code-text';
import { goodUntil } from './good-until';
import { discountEnd, putOffAt } from './offer';
import { missingCodes, MOST_AT_ONCE, surplusCodes } from './pool-size';

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
  const pool = { free: 0, coming: 0, givenLastWeek: 0, waiting: 0, promised: 0 };

  test.each([
    ['a new offer gets a hundred', pool, 100],
    ['none while half of them are left', { ...pool, free: 50 }, 0],
    ['below that, as many as are used up', { ...pool, free: 49 }, 51],
    ['what Shopify is asked for already counts', { ...pool, free: 10, coming: 90 }, 0],
    ['four days ahead of how fast they go', { ...pool, givenLastWeek: 700 }, 400],
    ['mails that wait get theirs beside', { ...pool, waiting: 30 }, 130],
    ['never more than five thousand ahead of what flows want', { ...pool, free: 2_400, givenLastWeek: 100_000 }, 2_500],
    ['none while half of five thousand are left', { ...pool, free: 2_500, givenLastWeek: 100_000 }, 0],
    ['one for each mail of a campaign beside', { ...pool, free: 100, promised: 400 }, 400],
    ['of those that a campaign wants no more than 2,500 at once', { ...pool, promised: 20_000 }, 2_500],
    ['the rest of them follows those that are on their way', { ...pool, coming: 2_000, promised: 20_000 }, 500],
    ['none while so many are on their way', { ...pool, coming: 2_500, promised: 20_000 }, 0],
  ])('%s', (_what, figures, expected) => expect(missingCodes(figures)).toBe(expected));

  test('whatever the figures, what is there after some turns is enough for all mails that are owed one', () => {
    const figure = fc.nat(20_000);
    fc.assert(
      fc.property(
        fc.record({ free: figure, coming: fc.nat(2_500), givenLastWeek: figure, waiting: figure, promised: figure }),
        (each) => {
          let pool = each;
          for (let turn = 0; turn < 40; turn++) {
            const asked = missingCodes(pool);
            expect(pool.coming + asked).toBeLessThanOrEqual(2_500);
            pool = { ...pool, free: pool.free + pool.coming + asked, coming: 0 };
          }
          expect(missingCodes(pool)).toBe(0);
          expect(pool.free + pool.coming).toBeGreaterThanOrEqual(pool.waiting + pool.promised);
        },
      ),
    );
    expect(MOST_AT_ONCE).toBe(250);
  });

  test.each([
    ['what a cancelled campaign wanted', { ...pool, free: 4_100 }, 4_000],
    ['nothing up to twice the usual stock', { ...pool, free: 200 }, 0],
    ['nothing that a campaign is about to want', { ...pool, free: 4_100, promised: 4_000 }, 0],
    ['no more than is free', { ...pool, free: 50, coming: 2_000 }, 50],
  ])('too many: %s', (_what, figures, expected) => expect(surplusCodes(figures)).toBe(expected));

  test('what was let go is never made anew', () => {
    const figure = fc.nat(20_000);
    fc.assert(
      fc.property(
        fc.record({ free: figure, coming: fc.nat(2_500), givenLastWeek: figure, waiting: figure, promised: figure }),
        (figures) => {
          const surplus = surplusCodes(figures);
          const left = { ...figures, free: figures.free - surplus };
          expect(surplusCodes(left)).toBe(0);
          if (surplus > 0) expect(missingCodes(left)).toBe(0);
        },
      ),
    );
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
