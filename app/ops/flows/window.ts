import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { startOfDay } from '~/customers/rules/days';
import { firstOfDays } from '../shop-days';

/** For how long back numbers are shown: days, or everything. */
export const windowSchema = z.enum(['7', '30', '90', 'all']).catch('30');
export type Window = z.infer<typeof windowSchema>;

export const WINDOW_WORDS: Record<Window, string> = {
  '7': 'Last 7 days',
  '30': 'Last 30 days',
  '90': 'Last 90 days',
  all: 'Since it began',
};

const THE_BEGINNING = '1970-01-01';

/** The window's first day by the shop's calendar, by which ways are counted: `YYYY-MM-DD`. */
export const firstDayOf = (window: Window, now: Date, timezone: string): string =>
  window === 'all' ? THE_BEGINNING : firstOfDays(Number(window), now, timezone);

/** When that day begins there. */
export const windowBegins = (window: Window, now: Date, timezone: string): Date =>
  startOfDay(Temporal.PlainDate.from(firstDayOf(window, now, timezone)), timezone);
