import { Temporal } from 'temporal-polyfill';
import type { SeededRandom } from '../seeded-random';

/** One day of trade in the shop's zone. */
export interface TradingDay {
  /** Its first instant, in milliseconds since 1970. Days on which clocks change are 23 or 25 hours long. */
  startsAt: number;
  lengthMs: number;
  month: number;
  dayOfMonth: number;
  /** Orders on it, next to an average day. */
  weight: number;
}

/** A year of trade: instants are drawn so that busy days and busy hours get more of them. */
export interface TradingCalendar {
  startsAt: number;
  endsAt: number;
  days: TradingDay[];
  /** Average days of trade between the start and this instant: a busy day counts for more than one. */
  positionOf(at: number): number;
  /** An instant at this position, its hour drawn by how busy hours are; null beyond the end. */
  instantAt(position: number, random: SeededRandom): number | null;
  dayOf(at: number): TradingDay;
}

/** Homeware by month, January first: gifts before Christmas, a quiet August. */
const MONTHS = [0.85, 0.82, 0.9, 0.94, 0.98, 0.9, 0.86, 0.82, 0.94, 1.12, 1.75, 1.85];
/** Monday first: people buy for the home on Sunday evening and at the start of the week. */
const WEEKDAYS = [1.1, 1.04, 1.0, 0.98, 0.86, 0.82, 1.2];
/** Midnight first: lunch, and above all the evening. */
const HOURS = [
  2, 1, 0.5, 0.3, 0.3, 0.6, 1.5, 3, 4.5, 5.5, 6, 6.2, 6.8, 6.4, 5.6, 5.4, 5.6, 6, 6.8, 8.4, 9.8, 9.6, 7, 4,
];

const HOUR_MS = 3_600_000;

export function buildCalendar(startsAt: number, endsAt: number, zone: string, random: SeededRandom): TradingCalendar {
  const days = tradingDays(startsAt, endsAt, zone, random);
  const positions = days.reduce<number[]>((sums, day) => [...sums, (sums[sums.length - 1] ?? 0) + day.weight], [0]);
  const dayIndex = (at: number): number =>
    Math.max(
      0,
      lastAtMost(days, (day) => day.startsAt, at),
    );
  return {
    startsAt,
    endsAt,
    days,
    dayOf: (at) => days[dayIndex(at)] as TradingDay,
    positionOf: (at) => {
      const index = dayIndex(at);
      const day = days[index] as TradingDay;
      return (positions[index] ?? 0) + (day.weight * Math.max(0, at - day.startsAt)) / day.lengthMs;
    },
    instantAt: (position, random) => {
      const day = days[lastAtMost(positions, (sum) => sum, position)];
      const at = day ? day.startsAt + momentOfDay(day, random) : endsAt;
      return at >= startsAt && at < endsAt ? at : null;
    },
  };
}

function tradingDays(startsAt: number, endsAt: number, zone: string, random: SeededRandom): TradingDay[] {
  const days: TradingDay[] = [];
  const at = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
  for (let day = at(startsAt).startOfDay(); day.epochMilliseconds < endsAt; day = day.add({ days: 1 })) {
    const lengthMs = day.hoursInDay * HOUR_MS;
    days.push({
      startsAt: day.epochMilliseconds,
      lengthMs,
      month: day.month,
      dayOfMonth: day.day,
      weight: weightOf(day, random),
    });
  }
  return days;
}

function weightOf(day: Temporal.ZonedDateTime, random: SeededRandom): number {
  const usual = (MONTHS[day.month - 1] ?? 1) * (WEEKDAYS[day.dayOfWeek - 1] ?? 1);
  return usual * specialDay(day.month, day.day) * Math.exp(random.normal() * 0.1);
}

/** Sale days at the end of November; nothing ordered from the 21st of December arrives in time; holidays are quiet. */
function specialDay(month: number, day: number): number {
  if (month === 11 && day >= 24 && day <= 30) return 1.7;
  if (month === 12 && day >= 21 && day <= 26) return 0.35;
  if ((month === 12 && day === 31) || (month === 1 && day === 1)) return 0.5;
  return 1;
}

/** Milliseconds after the day's start. Counted as time that passes, so that it exists on every day. */
function momentOfDay(day: TradingDay, random: SeededRandom): number {
  const hour = random.weightedIndex(HOURS);
  return Math.min(day.lengthMs - 1000, (hour * 3600 + random.int(0, 3599)) * 1000);
}

/** The last index whose value is at most `limit`, or -1; values rise. */
function lastAtMost<T>(items: readonly T[], valueOf: (item: T) => number, limit: number): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (valueOf(items[middle] as T) <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
