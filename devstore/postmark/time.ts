import { Temporal } from 'temporal-polyfill';

const easternZone = 'America/New_York';

/** What the API answers: ISO 8601 with seven digits of a second in US Eastern time, `2026-11-22T04:00:00.0000000-05:00`. */
export function easternTime(at: Date): string {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(easternZone);
  return zoned.toString({ fractionalSecondDigits: 7, timeZoneName: 'never' });
}

/** What webhooks carry: ISO 8601 with seven digits of a second in UTC, `2026-11-22T09:00:00.0000000Z`. */
export function utcTime(at: Date): string {
  return at.toISOString().replace('Z', '0000Z');
}

/** The day in US Eastern time, `2026-11-22`: what Postmark groups its statistics by. */
export function easternDay(at: Date): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(easternZone).toPlainDate().toString();
}

/**
 * Reads a date or a date with time, both in US Eastern time, as a bound that includes what it names: a bare date as `to` is the day's last
 * millisecond. Gives milliseconds since 1970, or null when the text is neither.
 */
export function easternBound(text: string, bound: 'from' | 'to'): number | null {
  try {
    const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
    const local = Temporal.PlainDateTime.from(text, { overflow: 'reject' });
    const start = (isDay && bound === 'to' ? local.add({ days: 1 }) : local).toZonedDateTime(
      easternZone,
    ).epochMilliseconds;
    return isDay && bound === 'to' ? start - 1 : start;
  } catch {
    return null;
  }
}
