import { describe, expect, it } from 'vitest';
import { tinyStore } from '../../../shopify/testing/tiny-store';
import { seededRandom } from '../../seeded-random';
import { buildCalendar } from '../calendar';
import { buildPeople } from '../people/build-people';
import { addGuests, buildGuests } from './build-guests';

const endsAt = Date.parse('2026-09-30T10:00:00Z');
const calendar = buildCalendar(endsAt - 365 * 86_400_000, endsAt, 'Europe/Berlin', seededRandom(1, 'calendar'));
const guests = buildGuests(1, buildPeople(1, 300), calendar);

describe('guests', () => {
  it('come in the last 60 days, all with an address, some with a name', () => {
    const since = new Date(endsAt - 60 * 86_400_000).toISOString();
    expect(guests.filter(({ createdAt }) => createdAt < since || Date.parse(createdAt) >= endsAt)).toEqual([]);
    expect(guests.filter(({ email }) => email === null)).toEqual([]);
    const named = guests.filter(({ firstName }) => firstName !== null).length / guests.length;
    expect(named).toBeCloseTo(0.6, 1);
  });

  it('agree to news only where they ticked the box, and then at that moment', () => {
    const states = new Set(guests.map(({ emailMarketing }) => emailMarketing.state));
    expect([...states].sort()).toEqual(['NOT_SUBSCRIBED', 'SUBSCRIBED']);
    const wrong = guests.filter(
      ({ createdAt, emailMarketing: { state, updatedAt } }) =>
        updatedAt !== (state === 'SUBSCRIBED' ? createdAt : null),
    );
    expect(wrong).toEqual([]);
  });

  it('are numbered among the others by when they came, and nobody’s number changes', () => {
    const { customers } = tinyStore({ customers: 3 });
    const spread = customers.map((customer, index) => ({
      ...customer,
      id: `gid://shopify/Customer/${7_000_000_000_000 + index * 32_768}`,
      createdAt: new Date(endsAt - (50 - index * 20) * 86_400_000).toISOString(),
    }));
    const added = addGuests(spread, guests);
    expect(added.customers).toHaveLength(3 + guests.length);
    expect(added.guests).toHaveLength(guests.length);
    const numbers = added.customers.map(({ id }) => Number(id.split('/').pop()));
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(new Set(numbers).size).toBe(numbers.length);
    const times = added.customers.map(({ createdAt }) => createdAt);
    expect(times).toEqual([...times].sort());
    expect(added.customers.filter((customer) => spread.some(({ id }) => id === customer.id))).toEqual(spread);
  });
});
