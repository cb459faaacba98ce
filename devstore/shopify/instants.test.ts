import { describe, expect, it } from 'vitest';
import { nextDay, startOfDayMs, utcSeconds, zonedSeconds, zoneOffset } from './instants';

describe('instants', () => {
  it('have whole seconds in UTC for the Admin API', () => {
    expect(utcSeconds('2026-03-29T00:59:59.999Z')).toBe('2026-03-29T00:59:59Z');
    expect(utcSeconds('2026-03-29T02:59:59.999+02:00')).toBe('2026-03-29T00:59:59Z');
    expect(utcSeconds(new Date('2026-03-29T00:00:00.500Z'))).toBe('2026-03-29T00:00:00Z');
  });

  it('have the shop’s offset in REST payloads, on both sides of a change of the clocks', () => {
    expect(zonedSeconds('2026-03-29T00:59:59.999Z', 'Europe/Berlin')).toBe('2026-03-29T01:59:59+01:00');
    expect(zonedSeconds('2026-03-29T01:00:00.000Z', 'Europe/Berlin')).toBe('2026-03-29T03:00:00+02:00');
  });

  it('of a day begin at midnight of the shop', () => {
    expect(new Date(startOfDayMs('2026-07-01', 'America/New_York')).toISOString()).toBe('2026-07-01T04:00:00.000Z');
    expect(nextDay('2026-02-28')).toBe('2026-03-01');
  });

  it('tell the zone’s offset and name', () => {
    expect(zoneOffset(new Date('2026-07-01T00:00:00Z'), 'America/New_York')).toEqual({
      text: '-0400',
      minutes: -240,
      abbreviation: 'EDT',
    });
  });
});
