import { Temporal } from 'temporal-polyfill';

/** The end of the day, by the shop's clock, so many days on: what "until 7 December" means to whoever reads it. */
export function goodUntil(now: Date, days: number, timezone: string): Date {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timezone).toPlainDate();
  const next = today.add({ days: days + 1 }).toZonedDateTime({ timeZone: timezone });
  return new Date(next.epochMilliseconds - 1_000);
}
