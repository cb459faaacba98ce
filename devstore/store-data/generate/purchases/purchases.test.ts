import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../seeded-random';
import { buildCalendar, type TradingCalendar } from '../calendar';
import { buildCatalogue } from '../catalogue/build-catalogue';
import type { Design } from '../catalogue/design';
import { KINDS } from '../kinds';
import { attractionOf, attractionOn } from './attraction';
import { type BasketItem, fillBasket } from './fill-basket';
import { meetNeed, needsAfter } from './repurchase';
import { seasonFactor } from './season';
import { simulateShopper } from './simulate-shopper';
import { buildTastes, neutralTaste } from './tastes';

const DAY = 86_400_000;
const startsAt = Date.parse('2025-09-30T10:00:00Z');
const endsAt = Date.parse('2026-09-30T10:00:00Z');

let designs: Design[];
let calendar: TradingCalendar;
beforeAll(() => {
  designs = buildCatalogue(1, 300, startsAt, endsAt).designs;
  calendar = buildCalendar(startsAt, endsAt, 'Europe/Berlin', seededRandom(1, 'calendar'));
});

const indexOfKind = (key: string) =>
  designs.findIndex(({ kind, product }) => kind.key === key && product.status === 'ACTIVE');
const item = (design: number, quantity = 1): BasketItem => ({ design, variant: 0, quantity });

describe('seasonFactor', () => {
  it('sells baubles before Christmas and hardly at Easter', () => {
    expect(seasonFactor('christmas', 12, 10)).toBeGreaterThan(50 * seasonFactor('christmas', 4, 10));
    expect(seasonFactor('christmas', 12, 22)).toBeLessThan(1);
  });

  it('sells hammocks in June, jumpers in December, seeds in April, mugs always', () => {
    expect(seasonFactor('warm', 6, 1)).toBeGreaterThan(10 * seasonFactor('warm', 12, 1));
    expect(seasonFactor('cold', 12, 1)).toBeGreaterThan(5 * seasonFactor('cold', 6, 1));
    expect(seasonFactor('spring', 4, 1)).toBeGreaterThan(5 * seasonFactor('spring', 11, 1));
    expect(seasonFactor(undefined, 4, 1)).toBe(1);
  });
});

describe('attractionOn', () => {
  it('offers nothing that is not for sale on that day', () => {
    const all = attractionOf(designs, neutralTaste());
    const at = startsAt + 100 * DAY;
    const weights = attractionOn(calendar.dayOf(at), at, designs, all);
    const wrong = designs.filter((design, i) => weights[i]! > 0 !== (at >= design.soldFrom && at < design.soldUntil));
    expect(wrong.map(({ product }) => product.title)).toEqual([]);
    expect(designs.some((design) => design.soldFrom > at)).toBe(true);
  });
});

describe('fillBasket', () => {
  it('fills to the count, no design twice, with pieces and variants that exist', () => {
    const random = seededRandom(1, 'baskets');
    for (let i = 0; i < 200; i++) {
      const basket: BasketItem[] = [];
      fillBasket(basket, 4, designs, attractionOf(designs, neutralTaste()), random);
      expect(new Set(basket.map(({ design }) => design)).size).toBe(4);
      for (const { design, variant, quantity } of basket) {
        expect(designs[design]?.product.variants[variant]).toBeDefined();
        expect(quantity).toBeGreaterThanOrEqual(1);
      }
    }
  });

  it('stops when there is nothing to choose', () => {
    const basket: BasketItem[] = [];
    fillBasket(basket, 3, designs, new Float64Array(designs.length), seededRandom(1, 'none'));
    expect(basket).toEqual([]);
  });

  it('adds bulbs to lamps far more often than to mugs', () => {
    const bulbsWith = (key: string) => {
      const random = seededRandom(1, key);
      const all = attractionOf(designs, neutralTaste());
      const baskets = Array.from({ length: 400 }, () => {
        const basket = [item(indexOfKind(key))];
        fillBasket(basket, 2, designs, all, random);
        return basket;
      });
      return baskets.filter((basket) => designs[basket[1]?.design ?? 0]?.kind.key === 'light-bulb').length;
    };
    expect(bulbsWith('table-lamp')).toBeGreaterThan(8 * Math.max(1, bulbsWith('mug')));
  });
});

describe('needs', () => {
  const loyal = { ...neutralTaste(), loyalty: 1 };

  it('fall due when things are used up: about after their days, later for two', () => {
    const random = seededRandom(1, 'needs');
    const coffee = indexOfKind('coffee-beans');
    const meanDays = (quantity: number) => {
      const due = Array.from(
        { length: 400 },
        () => needsAfter([item(coffee, quantity)], 0, designs, loyal, random)[0]?.dueAt ?? 0,
      );
      return due.reduce((sum, at) => sum + at, 0) / due.length / DAY;
    };
    expect(meanDays(1)).toBeCloseTo(28, -0.5);
    expect(meanDays(2)).toBeGreaterThan(1.7 * 28);
  });

  it('come only from what is used up, and only in the loyal', () => {
    const random = seededRandom(1, 'needs');
    expect(needsAfter([item(indexOfKind('mug'))], 0, designs, loyal, random)).toEqual([]);
    expect(needsAfter([item(indexOfKind('soap'))], 0, designs, neutralTaste(), random)).toEqual([]);
  });

  it('are met by the same thing, or by another of its kind when that is gone', () => {
    const random = seededRandom(1, 'needs');
    const coffee = indexOfKind('coffee-beans');
    const all = attractionOf(designs, loyal);
    const met = Array.from(
      { length: 200 },
      () => meetNeed({ item: item(coffee), dueAt: 0 }, designs, all, random)?.design ?? -1,
    );
    expect(met.filter((design) => design === coffee).length).toBeGreaterThan(140);
    all[coffee] = 0;
    const other = meetNeed({ item: item(coffee), dueAt: 0 }, designs, all, random)?.design ?? -1;
    expect(designs[other]?.kind.key).toBe('coffee-beans');
    expect(other).not.toBe(coffee);
    expect(meetNeed({ item: item(coffee), dueAt: 0 }, designs, new Float64Array(designs.length), random)).toBeNull();
  });
});

describe('simulateShopper', () => {
  it('shops in order of time, inside the year, and ends', () => {
    const random = seededRandom(1, 'shoppers');
    for (const taste of buildTastes(1, 150)) {
      const times = simulateShopper(0, { taste, designs, calendar, random }).map(({ at }) => at);
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(times.every((at) => at >= startsAt && at < endsAt)).toBe(true);
    }
  });

  it('chooses by taste: who likes one style buys mostly that', () => {
    const random = seededRandom(1, 'taste');
    const taste = { ...neutralTaste(), styles: [20, 1, 1, 1, 1, 1], dropout: 0, gapDays: 10, extraItems: 2 };
    const bought = simulateShopper(0, { taste, designs, calendar, random }).flatMap(({ basket }) =>
      basket.map(({ design }) => designs[design]?.style),
    );
    expect(bought.filter((style) => style === 0).length / bought.length).toBeGreaterThan(0.5);
  });
});

it('every kind has a season that is known', () => {
  expect(KINDS.map(({ season }) => seasonFactor(season, 6, 15)).every((factor) => factor > 0)).toBe(true);
});
