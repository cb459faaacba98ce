import { describe, expect, it } from 'vitest';
import type { StoreLineItem } from '../../../store';
import { seededRandom } from '../../seeded-random';
import { aftermathOf } from './aftermath';
import { chooseDiscount } from './choose-discount';
import { priceOrder } from './price-order';

const HOUR = 3_600_000;
const endsAt = Date.parse('2026-09-30T10:00:00Z');

const line = (priceMinor: number, quantity = 1): StoreLineItem => ({
  id: 'gid://shopify/LineItem/1',
  productId: null,
  variantId: null,
  title: 'Fern Mug',
  variantTitle: null,
  sku: null,
  quantity,
  priceMinor,
});

describe('priceOrder', () => {
  it('adds postage below the threshold of the country and takes tax out of the total', () => {
    expect(priceOrder([line(1990, 2)], 'DE', null, false)).toEqual({
      subtotalMinor: 3980,
      discountMinor: 0,
      shippingMinor: 490,
      totalMinor: 4470,
      taxMinor: 714,
    });
  });

  it.each([
    ['DE', 5900, 0],
    ['DE', 5899, 490],
    ['AT', 7899, 790],
    ['FR', 9900, 0],
    ['CH', 9900, 1690],
    ['US', 19_900, 0],
  ])('to %s, goods of %i cents cost %i cents of postage', (country, goods, postage) => {
    expect(priceOrder([line(goods)], country, null, false).shippingMinor).toBe(postage);
  });

  it('charges no tax outside the union and no postage at the till', () => {
    expect(priceOrder([line(5000)], 'CH', null, false).taxMinor).toBe(0);
    expect(priceOrder([line(500)], 'DE', null, true).shippingMinor).toBe(0);
  });

  it('takes a share or an amount off the goods, never more than they cost', () => {
    expect(priceOrder([line(1995)], 'DE', { code: 'TEN', off: { share: 0.1 } }, true)).toMatchObject({
      discountMinor: 200,
      subtotalMinor: 1795,
      totalMinor: 1795,
    });
    expect(priceOrder([line(300)], 'DE', { code: 'FIVE', off: { minor: 500 } }, true)).toMatchObject({
      discountMinor: 300,
      totalMinor: 0,
      taxMinor: 0,
    });
  });
});

describe('chooseDiscount', () => {
  const onDay = (month: number, dayOfMonth: number) => ({
    startsAt: 0,
    lengthMs: 24 * HOUR,
    month,
    dayOfMonth,
    weight: 1,
  });
  const codes = (situation: Partial<Parameters<typeof chooseDiscount>[0]>) => {
    const random = seededRandom(1, 'discount');
    const drawn = Array.from({ length: 500 }, () =>
      chooseDiscount({ day: onDay(2, 3), isFirst: false, isSubscribed: false, goodsMinor: 5000, ...situation }, random),
    );
    return new Set(drawn.map((discount) => discount?.code ?? 'none'));
  };

  it('welcomes subscribers on their first order, and no one else', () => {
    expect(codes({ isFirst: true, isSubscribed: true })).toEqual(new Set(['WELCOME10', 'none']));
    expect(codes({ isFirst: true, isSubscribed: false })).toEqual(new Set(['none']));
  });

  it('runs campaigns on their days', () => {
    expect(codes({ day: onDay(11, 27) })).toContain('BLACKWEEK20');
    expect(codes({ day: onDay(11, 20) })).not.toContain('BLACKWEEK20');
    expect(codes({ day: onDay(7, 15) })).toContain('SUMMER15');
  });

  it('thanks regulars for orders that are large enough', () => {
    expect(codes({})).toContain('THANKYOU5');
    expect(codes({ goodsMinor: 3000 })).toEqual(new Set(['none']));
  });
});

describe('aftermathOf', () => {
  const lines = [line(4000), line(2000, 2)];
  const order = (ageHours: number, atTill = false) => ({
    lines,
    subtotalMinor: 7200,
    discountMinor: 800,
    totalMinor: 7690,
    at: endsAt - ageHours * HOUR,
    atTill,
  });
  const many = (ageHours: number, atTill = false) => {
    const random = seededRandom(1, 'aftermath');
    return Array.from({ length: 3000 }, () => aftermathOf(order(ageHours, atTill), endsAt, random));
  };

  it('sends nearly all old orders, and never refunds more than was paid', () => {
    const old = many(90 * 24);
    expect(
      old.filter(({ fulfillmentStatus }) => fulfillmentStatus === 'FULFILLED').length / old.length,
    ).toBeGreaterThan(0.97);
    for (const { financialStatus, refundedMinor, updatedAt } of old) {
      if (financialStatus === 'REFUNDED') expect(refundedMinor).toBe(7690);
      else if (financialStatus === 'PARTIALLY_REFUNDED') expect([3600, 1800]).toContain(refundedMinor);
      else expect(refundedMinor).toBe(0);
      expect(Date.parse(updatedAt)).toBeLessThan(endsAt);
    }
    expect(new Set(old.map(({ financialStatus }) => financialStatus))).toEqual(
      new Set(['PAID', 'REFUNDED', 'PARTIALLY_REFUNDED', 'VOIDED']),
    );
  });

  it('cancels before sending, and voids what was never paid', () => {
    const cancelled = many(90 * 24).filter(({ cancelledAt }) => cancelledAt !== null);
    expect(cancelled.length).toBeGreaterThan(15);
    for (const { financialStatus, fulfillmentStatus, refundedMinor } of cancelled) {
      expect(fulfillmentStatus).toBe('UNFULFILLED');
      expect(refundedMinor).toBe(financialStatus === 'VOIDED' ? 0 : 7690);
    }
  });

  it('leaves orders of this morning unsent, some of them unpaid', () => {
    const fresh = many(2).filter(({ cancelledAt }) => cancelledAt === null);
    expect(new Set(fresh.map(({ fulfillmentStatus }) => fulfillmentStatus))).toEqual(new Set(['UNFULFILLED']));
    expect(new Set(fresh.map(({ financialStatus }) => financialStatus))).toEqual(new Set(['PAID', 'PENDING']));
  });

  it('hands things over at the till', () => {
    expect(
      new Set(many(1, true).map(({ financialStatus, fulfillmentStatus }) => `${financialStatus} ${fulfillmentStatus}`)),
    ).toEqual(new Set(['PAID FULFILLED']));
  });
});
