import { Temporal } from 'temporal-polyfill';

/**
 * The instant at which the quiet hours that `now` lies in end, or null outside them. Local times that daylight saving skips or repeats are
 * taken as Temporal's "compatible" rule takes them.
 */
export function endOfQuietHours(
  now: Date,
  quiet: { fromMinute: number; untilMinute: number },
  timezone: string,
): Date | null {
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timezone);
  const minute = local.hour * 60 + local.minute;
  const { fromMinute, untilMinute } = quiet;
  const crossesMidnight = fromMinute > untilMinute;
  const isQuiet = crossesMidnight
    ? minute >= fromMinute || minute < untilMinute
    : minute >= fromMinute && minute < untilMinute;
  if (!isQuiet) return null;
  const day = crossesMidnight && minute >= fromMinute ? local.add({ days: 1 }) : local;
  const end = day.withPlainTime({ hour: Math.floor(untilMinute / 60), minute: untilMinute % 60 });
  if (end.epochMilliseconds > now.getTime()) return new Date(end.epochMilliseconds);
  // The wall clock shows this time twice and the first of the two is past: the second ends the quiet.
  const second = end.toPlainDateTime().toZonedDateTime(timezone, { disambiguation: 'later' });
  return new Date(second.epochMilliseconds);
}
