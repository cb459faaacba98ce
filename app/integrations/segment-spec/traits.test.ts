import { describe, expect, it } from 'vitest';
import { readTraits } from './traits';

const fields = (traits: Record<string, unknown>) => readTraits(traits).notes.map(({ field }) => field);

describe('traits', () => {
  it('say who somebody is by their reserved names, and all else as properties', () => {
    const told = readTraits({
      email: ' Anna@Example.com ',
      phone: '030 1234567',
      firstName: 'Anna',
      lastName: 'Berg',
      birthday: '1990-12-31T00:00:00.000Z',
      locale: 'de-AT',
      address: { city: 'Berlin', country: 'de', state: 'be', street: 'Weg 1', postalCode: '10115' },
      plan: { tier: 'gold', seats: 3 },
      isWholesale: false,
      note: null,
    });
    expect(told).toEqual({
      person: {
        email: 'anna@example.com',
        phone: '+49301234567',
        firstName: 'Anna',
        lastName: 'Berg',
        birthday: '1990-12-31T00:00:00.000Z',
        locale: 'de-AT',
        countryCode: 'de',
        city: 'Berlin',
        regionCode: 'BE',
        properties: { 'plan.tier': 'gold', 'plan.seats': 3, isWholesale: false, note: null },
      },
      notes: [],
    });
  });

  it.each([
    ['Anna', { firstName: 'Anna' }],
    ['Anna Berg', { firstName: 'Anna', lastName: 'Berg' }],
    ['Anna Maria  Berg', { firstName: 'Anna Maria', lastName: 'Berg' }],
    ['   ', {}],
    [7, {}],
  ])('cut a whole name at its last word: %j', (name, person) => {
    expect(readTraits({ name }).person).toEqual(person);
  });

  it('take a first and last name before a whole one', () => {
    expect(readTraits({ name: 'A B', lastName: 'C' }).person).toEqual({ lastName: 'C' });
  });

  it.each([
    ['traits.email', { email: 'anna at home' }],
    ['traits.email', { email: 7 }],
    ['traits.phone', { phone: '12' }],
    ['traits.phone', { phone: '030 1234567' }],
    ['traits.birthday', { birthday: '31.13.1990' }],
    ['traits.birthday', { birthday: '1990-13-40' }],
    ['traits.address.country', { address: { country: 'Atlantis' } }],
    ['traits.username', { username: 'anna77' }],
    ['traits.avatar', { avatar: 'https://example.com/anna.png' }],
    ['traits.contact', { contact: 'anna@example.com' }],
    ['traits.tags', { tags: ['a', 'b'] }],
    ['traits.a b', { 'a b': 1 }],
    ['traits.long', { long: 'x'.repeat(1_025) }],
  ])('pass over what cannot be kept, say so, and keep the rest: %s', (field, traits) => {
    const told = readTraits({ ...traits, firstName: 'Anna', plan: 'gold' });
    expect(told.notes.map((note) => note.field)).toEqual([field]);
    expect(told.person).toEqual({ firstName: 'Anna', properties: { plan: 'gold' } });
  });

  it('know a birthday without its year', () => {
    expect(readTraits({ birthday: '02-29' }).person).toEqual({ birthday: '02-29' });
  });

  it('say of a day that could be two that it is unsure, and leave it to whoever keeps it', () => {
    expect(readTraits({ birthday: '3/4/1990' })).toMatchObject({
      person: { birthday: '3/4/1990' },
      notes: [{ field: 'traits.birthday' }],
    });
  });

  it('are at most two hundred properties', () => {
    const many = Object.fromEntries(Array.from({ length: 202 }, (_, index) => [`p${index}`, index]));
    expect(Object.keys(readTraits(many).person.properties ?? {})).toHaveLength(200);
    expect(fields(many)).toEqual(['traits.p200', 'traits.p201']);
  });

  it('say nothing where there are none', () => {
    expect(readTraits({})).toEqual({ person: {}, notes: [] });
  });
});
