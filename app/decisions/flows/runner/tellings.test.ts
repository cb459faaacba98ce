import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CatalogNewsItem } from '~/capture/catalog/catalog-news';
import { after, TEST_START } from '../../../../tests/factories/times';
import { isStillSo, meansNews, PEOPLE_A_PIECE, roomInWave, waveAfter, type CatalogueTrigger } from './tellings';

const trigger = (changes: Partial<CatalogueTrigger>): CatalogueTrigger => ({
  ...{ kind: 'catalogue', change: 'back-in-stock', whom: 'viewed', withinDays: 30, when: { kind: 'all', rules: [] } },
  ...changes,
});
const news = (changes: Partial<CatalogNewsItem>): CatalogNewsItem => ({
  ...{ variantId: 'v', productId: 'p', change: 'back-in-stock', occurredAt: TEST_START },
  ...{ before: 0, after: 5, lowestMinor: null },
  ...changes,
});
const HOUR = 3_600_000;

describe('news of the catalogue', () => {
  it('are told by flows about such a change alone', () => {
    expect(meansNews(trigger({}), news({}))).toBe(true);
    expect(meansNews(trigger({ change: 'low-stock', atMostUnits: 9 }), news({}))).toBe(false);
  });

  it('of a lower price are told from so many per cent on, against the lowest before', () => {
    const drop = (after: number) => news({ change: 'price-drop', before: 1_500, lowestMinor: 1_000, after });
    const tenOff = trigger({ change: 'price-drop', atLeastPercent: 10 });
    expect([901, 900, 1].map((after) => meansNews(tenOff, drop(after)))).toEqual([false, true, true]);
  });

  it('of the last pieces are told when stock falls past the line, and not with each piece below it', () => {
    const few = trigger({ change: 'low-stock', atMostUnits: 3 });
    const fall = (before: number, after: number) => meansNews(few, news({ change: 'low-stock', before, after }));
    expect([fall(5, 4), fall(4, 3), fall(9, 1), fall(3, 2)]).toEqual([false, true, true, false]);
  });
});

describe('what was to be told', () => {
  const now = { isAvailable: true, pieces: 2, priceMinor: 800 };
  it('is not told once it is sold out again, dearer again, or there are many again', () => {
    const told = { priceNowMinor: 800 };
    expect(isStillSo(trigger({}), told, now)).toBe(true);
    expect(isStillSo(trigger({}), told, { ...now, isAvailable: false })).toBe(false);
    expect(isStillSo(trigger({}), told, null)).toBe(false);
    expect(isStillSo(trigger({ change: 'price-drop' }), told, { ...now, priceMinor: 799 })).toBe(true);
    expect(isStillSo(trigger({ change: 'price-drop' }), told, { ...now, priceMinor: 801 })).toBe(false);
    const few = trigger({ change: 'low-stock', atMostUnits: 3 });
    expect([2, 4, 0, null].map((pieces) => isStillSo(few, told, { ...now, pieces }))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('a wave', () => {
  it('has room for some people a piece within an hour, and then again', () => {
    expect(roomInWave({ waveAt: null, waveBegun: 0 }, null, TEST_START)).toBeNull();
    expect(roomInWave({ waveAt: null, waveBegun: 0 }, 2, TEST_START)).toBe(2 * PEOPLE_A_PIECE);
    const wave = waveAfter({ waveAt: null, waveBegun: 0 }, 7, TEST_START);
    expect(roomInWave(wave, 2, after(HOUR - 1))).toBe(3);
    expect(roomInWave(wave, 1, after(HOUR - 1))).toBe(0);
    expect(roomInWave(wave, 2, after(HOUR))).toBe(10);
  });

  it('never lets more people than that hear of it from its beginning on, however often it is looked', () =>
    fc.assert(
      fc.property(
        fc.array(fc.record({ pieces: fc.integer({ min: 0, max: 9 }), waits: fc.integer({ min: 0, max: 90 }) })),
        (looks) => {
          let wave = { waveAt: null as Date | null, waveBegun: 0 };
          let at = TEST_START;
          const told: { at: Date; count: number; most: number }[] = [];
          for (const { pieces, waits } of looks) {
            at = after(waits * 60_000, at);
            const count = roomInWave(wave, pieces, at) ?? 0;
            wave = waveAfter(wave, count, at);
            told.push({ at: wave.waveAt ?? at, count, most: 9 * PEOPLE_A_PIECE });
          }
          for (const { at: begunAt, most } of told) {
            const together = told.filter((each) => each.at.getTime() === begunAt.getTime());
            expect(together.reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(most);
          }
        },
      ),
    ));
});
