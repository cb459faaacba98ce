import { describe, expect, it } from 'vitest';
import { timeZoneOf } from './time-zone';

describe('where somebody lives says what time it is there', () => {
  it.each([
    ['DE', null, 'Europe/Berlin'],
    ['GB', null, 'Europe/London'],
    ['JP', 'JP-13', 'Asia/Tokyo'],
    ['IN', null, 'Asia/Calcutta'],
    ['ES', null, 'Europe/Madrid'],
    ['NZ', 'AUK', 'Pacific/Auckland'],
    ['US', 'NY', 'America/New_York'],
    ['US', 'CA', 'America/Los_Angeles'],
    ['US', 'AZ', 'America/Phoenix'],
    ['CA', 'BC', 'America/Vancouver'],
    ['AU', 'QLD', 'Australia/Brisbane'],
    ['BR', 'AM', 'America/Manaus'],
    ['MX', 'BC', 'America/Tijuana'],
  ])('%s %s: %s', (countryCode, regionCode, zone) => {
    expect(timeZoneOf({ countryCode, regionCode })).toBe(zone);
  });

  it.each([
    ['nowhere', null, null],
    ['a country with several zones', 'US', null],
    ['a region nobody knows', 'US', 'ZZ'],
    ['a country with several, none of which is the usual one', 'RU', null],
    ['what is no country', 'XX', null],
    ['what is no code', 'Germany', null],
  ])('of %s nothing is known', (_what, countryCode, regionCode) => {
    expect(timeZoneOf({ countryCode, regionCode })).toBeNull();
  });

  it('every zone that is named is one that clocks know', () => {
    const regions = ['NY TX CO AZ CA AK HI PR GU AS', 'ON NS NL MB SK AB BC YT', 'NSW VIC TAS QLD SA NT WA'];
    const places = regions.flatMap((codes, nth) =>
      codes.split(' ').map((regionCode) => ({ countryCode: ['US', 'CA', 'AU'][nth] ?? null, regionCode })),
    );
    for (const place of places) {
      const timeZone = timeZoneOf(place);
      expect(timeZone, JSON.stringify(place)).not.toBeNull();
      expect(() => new Intl.DateTimeFormat('en', { timeZone: timeZone ?? 'none' })).not.toThrow();
    }
  });
});
