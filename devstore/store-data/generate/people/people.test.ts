import { beforeAll, describe, expect, it } from 'vitest';
import { buildPeople, type Person } from './build-people';
import { COUNTRIES } from './countries';
import { NAMES } from './names';
import { phoneBook } from './phones';

let people: Person[];
beforeAll(() => {
  people = buildPeople(1, 3500);
});

const count = (values: string[]) =>
  values.reduce((counts, value) => counts.set(value, (counts.get(value) ?? 0) + 1), new Map<string, number>());

describe('buildPeople', () => {
  it('gives everyone an address of their own at a domain kept for examples', () => {
    const emails = people.map(({ email }) => email).filter((email) => email !== null);
    expect(new Set(emails).size).toBe(emails.length);
    expect(emails.filter((email) => !/^[a-z0-9][a-z0-9.-]*@example\.(com|org)$/.test(email))).toEqual([]);
  });

  it('knows a few by telephone alone, and each number once', () => {
    const phones = people.map(({ phone }) => phone).filter((phone) => phone !== null);
    expect(new Set(phones).size).toBe(phones.length);
    expect(phones.filter((phone) => !/^\+[1-9]\d{7,14}$/.test(phone))).toEqual([]);
    const phoneOnly = people.filter(({ email }) => email === null);
    expect(phoneOnly.length).toBeGreaterThan(5);
    expect(phoneOnly.filter(({ phone }) => phone === null)).toEqual([]);
  });

  it('has names of many origins', () => {
    const used = Object.entries(NAMES).filter(([, { last }]) => people.some(({ lastName }) => last.includes(lastName)));
    expect(used).toHaveLength(Object.keys(NAMES).length);
    const commonest = Math.max(...count(people.map(({ firstName, lastName }) => `${firstName} ${lastName}`)).values());
    expect(commonest).toBeLessThan(15);
  });

  it('lives where the shop delivers, speaks what is spoken there, and has a postcode of that shape', () => {
    const byCountry = count(people.map(({ address }) => address.countryCode));
    expect(byCountry.size).toBe(COUNTRIES.length);
    expect((byCountry.get('DE') ?? 0) / people.length).toBeCloseTo(0.54, 1);
    for (const { address, locale } of people) {
      const country = COUNTRIES.find(({ code }) => code === address.countryCode);
      expect(Object.keys(country?.locales ?? {})).toContain(locale);
      expect(Intl.getCanonicalLocales(locale)).toEqual([locale]);
      const shapes = (country?.towns ?? []).filter(([town]) => town === address.city).map(([, shape]) => shape);
      expect(
        shapes.map((shape) => shape.replace(/\d/g, '#')),
        address.city,
      ).toContain(address.zip.replace(/\d/g, '#').replace(/[A-Z]{2}$/, '@@'));
    }
  });

  it('repeats for the same seed', () => {
    expect(buildPeople(9, 50)).toEqual(buildPeople(9, 50));
    expect(buildPeople(9, 50)).not.toEqual(buildPeople(8, 50));
  });
});

describe('phoneBook', () => {
  it('stays inside the blocks that belong to no one, then gives none', () => {
    const phoneFor = phoneBook();
    const numbers = Array.from({ length: 101 }, () => phoneFor('US'));
    expect(numbers[0]).toBe('+15035550100');
    expect(numbers[99]).toBe('+15035550199');
    expect(numbers[100]).toBeNull();
    expect(phoneFor('SE')).toBeNull();
  });
});
