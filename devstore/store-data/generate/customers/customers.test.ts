import { beforeAll, describe, expect, it } from 'vitest';
import type { StoreOrder } from '../../../store';
import { seededRandom } from '../../seeded-random';
import { buildCalendar, type TradingCalendar } from '../calendar';
import { buildPeople } from '../people/build-people';
import type { Purchase } from '../purchases/simulate-shopper';
import { buildCustomers, recordOrders } from './build-customers';
import { signUps } from './sign-up';

const DAY = 86_400_000;
const startsAt = Date.parse('2025-09-30T10:00:00Z');
const endsAt = Date.parse('2026-09-30T10:00:00Z');

let calendar: TradingCalendar;
beforeAll(() => {
  calendar = buildCalendar(startsAt, endsAt, 'Europe/Berlin', seededRandom(1, 'calendar'));
});

const purchase = (buyer: number | null, day: number): Purchase => ({ buyer, at: startsAt + day * DAY, basket: [] });

describe('signUps', () => {
  it('creates buyers before their first order, most of them in the same checkout', () => {
    const purchases = Array.from({ length: 600 }, (_, i) => purchase(i, 100)).concat(purchase(0, 200));
    const joined = signUps(
      Array.from({ length: 600 }, () => true),
      purchases,
      calendar,
      seededRandom(1, 'sign-up'),
    );
    const lead = joined.map(({ createdAt }) => startsAt + 100 * DAY - createdAt);
    expect(Math.min(...lead)).toBeGreaterThan(0);
    expect(Math.max(...lead)).toBeLessThanOrEqual(45 * DAY);
    const atCheckout = lead.filter((ms) => ms < 3_600_000).length / lead.length;
    expect(atCheckout).toBeGreaterThan(0.55);
    expect(atCheckout).toBeLessThan(0.8);
  });

  it('lets those who never buy sign up at any time of the year', () => {
    const joined = signUps(
      Array.from({ length: 300 }, () => true),
      [],
      calendar,
      seededRandom(1, 'sign-up'),
    );
    const times = joined.map(({ createdAt }) => createdAt);
    expect(Math.min(...times)).toBeLessThan(startsAt + 40 * DAY);
    expect(Math.max(...times)).toBeGreaterThan(endsAt - 40 * DAY);
  });

  it('lets no one in longer than a month before the shop opened', () => {
    const purchases = Array.from({ length: 300 }, (_, i) => purchase(i, 0.5));
    const joined = signUps(
      Array.from({ length: 300 }, () => true),
      purchases,
      calendar,
      seededRandom(1, 'sign-up'),
    );
    expect(Math.min(...joined.map(({ createdAt }) => createdAt))).toBeGreaterThanOrEqual(startsAt - 30 * DAY);
  });
});

describe('buildCustomers and recordOrders', () => {
  const people = buildPeople(1, 3);
  const consent = { state: 'NOT_SUBSCRIBED', optInLevel: null, updatedAt: null, subscribed: null } as const;
  const build = () =>
    buildCustomers(
      people,
      [startsAt + 3 * DAY, startsAt + DAY, startsAt + 2 * DAY].map((createdAt) => ({ createdAt, consent })),
      seededRandom(1, 'customers'),
    );
  const order = (customerId: string | null, over: Partial<StoreOrder> = {}): StoreOrder => ({
    id: '',
    name: '#1',
    customerId,
    email: null,
    createdAt: '2026-03-01T10:00:00.000Z',
    updatedAt: '2026-03-01T10:00:00.000Z',
    cancelledAt: null,
    lines: [],
    subtotalMinor: 0,
    shippingMinor: 0,
    taxMinor: 0,
    discountMinor: 0,
    totalMinor: 90_000,
    refundedMinor: 0,
    financialStatus: 'PAID',
    fulfillmentStatus: 'FULFILLED',
    discountCodes: [],
    cartToken: null,
    checkoutToken: null,
    noteAttributes: [],
    acceptsMarketing: false,
    countryCode: 'DE',
    sourceName: 'web',
    ...over,
  });

  it('numbers by creation, and still finds each person’s customer', () => {
    const { customers, byPerson } = build();
    expect(customers.map(({ email }) => email)).toEqual(
      [people[1], people[2], people[0]].map((person) => person?.email),
    );
    expect(byPerson.map(({ email }) => email)).toEqual(people.map(({ email }) => email));
  });

  it('keeps the street of those who ordered only, and moves their last change', () => {
    const { customers, byPerson } = build();
    recordOrders(customers, [order(byPerson[0]?.id ?? '')]);
    expect(byPerson[0]).toMatchObject({ address: people[0]?.address, updatedAt: '2026-03-01T10:00:00.000Z' });
    expect(byPerson[1]?.address).toMatchObject({
      address1: null,
      zip: null,
      countryCode: people[1]?.address.countryCode,
    });
  });

  it('calls good customers so by what they really paid', () => {
    const { customers, byPerson } = build();
    const [a, b, c] = byPerson.map(({ id }) => id);
    recordOrders(customers, [
      order(a ?? ''),
      order(b ?? '', { refundedMinor: 90_000 }),
      order(c ?? '', { financialStatus: 'VOIDED' }),
      order(null),
    ]);
    expect(byPerson.map(({ tags }) => tags.includes('vip'))).toEqual([true, false, false]);
  });
});
