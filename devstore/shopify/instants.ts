import { Temporal } from 'temporal-polyfill';

/** An instant as the Admin API prints it: UTC, whole seconds. */
export function utcSeconds(instant: string | Date): string {
  if (typeof instant === 'string' && instant.endsWith('Z') && instant.charAt(10) === 'T')
    return `${instant.slice(0, 19)}Z`;
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}

/** As `utcSeconds`; null stays null. */
export function utcSecondsOrNull(instant: string | null): string | null {
  return instant === null ? null : utcSeconds(instant);
}

/** An instant as REST payloads print it: whole seconds with the shop's offset, `2026-05-24T10:11:12+02:00`. */
export function zonedSeconds(instant: string, ianaTimezone: string): string {
  const zoned = Temporal.Instant.from(instant).toZonedDateTimeISO(ianaTimezone);
  return zoned.toString({ timeZoneName: 'never', fractionalSecondDigits: 0 });
}

/** The first instant of a calendar day (`YYYY-MM-DD`) in a zone, in milliseconds since 1970. */
export function startOfDayMs(day: string, ianaTimezone: string): number {
  return Temporal.PlainDate.from(day).toZonedDateTime(ianaTimezone).epochMilliseconds;
}

/** The calendar day after `day`. */
export function nextDay(day: string): string {
  return Temporal.PlainDate.from(day).add({ days: 1 }).toString();
}

/** The first day of the month after the one `day` lies in. */
export function firstOfNextMonth(day: string): string {
  return Temporal.PlainDate.from(day).with({ day: 1 }).add({ months: 1 }).toString();
}

/** Offset of a zone at an instant: `{ text: '+0200', minutes: 120, abbreviation: 'CEST' }`. */
export function zoneOffset(instant: Date, ianaTimezone: string) {
  const zoned = Temporal.Instant.from(instant.toISOString()).toZonedDateTimeISO(ianaTimezone);
  const part = new Intl.DateTimeFormat('en', { timeZone: ianaTimezone, timeZoneName: 'short' })
    .formatToParts(instant)
    .find((each) => each.type === 'timeZoneName');
  return {
    text: zoned.offset.replace(':', ''),
    minutes: zoned.offsetNanoseconds / 60e9,
    abbreviation: part?.value ?? zoned.offset,
  };
}
