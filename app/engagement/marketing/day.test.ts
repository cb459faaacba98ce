import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayAt, daysBefore, offsetOn } from './day';

const zone = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC');
const instant = fc.date({ min: new Date('2024-01-01'), max: new Date('2030-01-01'), noInvalidDate: true });

describe('a day of a shop', () => {
  test('begins for Shopify when it begins in the shop, whenever clocks change', () => {
    fc.assert(
      fc.property(instant, zone, (at, timeZone) => {
        const day = dayAt(at, timeZone);
        const begins = new Date(`${day}T00:00:00${offsetOn(day, timeZone)}`);
        expect(dayAt(begins, timeZone)).toBe(day);
        expect(dayAt(new Date(begins.getTime() - 1), timeZone)).toBe(daysBefore(day, 1));
      }),
    );
  });

  test('has its offset as Shopify writes it', () => {
    expect(offsetOn('2026-03-29', 'Europe/Berlin')).toBe('+01:00');
    expect(offsetOn('2026-03-30', 'Europe/Berlin')).toBe('+02:00');
    expect(offsetOn('2026-07-01', 'America/New_York')).toBe('-04:00');
    expect(offsetOn('2026-07-01', 'UTC')).toBe('+00:00');
  });
});
