import { Temporal } from 'temporal-polyfill';

export interface WallTime {
  minuteOfDay: number;
  /** 1: Monday to 7: Sunday. */
  weekdays: readonly number[];
}

/**
 * The first instant, not before `from`, at which clocks of a zone show a time on one of some days of the week. A time that daylight saving leaves out
 * is taken as the moment after the gap, so that no day is skipped; of one that comes twice the first counts, unless it is past, and then the day is.
 */
export function nextWallTime(from: Date, { minuteOfDay, weekdays }: WallTime, zone: string): Date {
  const time = new Temporal.PlainTime(Math.floor(minuteOfDay / 60), minuteOfDay % 60);
  const today = Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO(zone).toPlainDate();
  // A week from today holds each day of the week; the eighth is today's once more, where its time is past.
  for (let days = 0; days <= 7; days++) {
    const day = today.add({ days });
    if (!weekdays.includes(day.dayOfWeek)) continue;
    const at = day.toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds;
    if (at >= from.getTime()) return new Date(at);
  }
  throw new Error(`no day of the week is among ${weekdays.join(', ')}`);
}
