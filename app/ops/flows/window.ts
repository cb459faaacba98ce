import { addMs, minutes } from '~/platform/clock/clock';
import { z } from 'zod';

/** For how long back numbers are shown: days, or everything. */
export const windowSchema = z.enum(['7', '30', '90', 'all']).catch('30');
export type Window = z.infer<typeof windowSchema>;

export const WINDOW_WORDS: Record<Window, string> = {
  '7': 'Last 7 days',
  '30': 'Last 30 days',
  '90': 'Last 90 days',
  all: 'Since it began',
};

const DAY_MINUTES = 1_440;
const THE_BEGINNING = '1970-01-01T00:00:00.000Z';

/** The beginning of the window's first day (UTC, by which ways are counted). */
export function windowBegins(window: Window, now: Date): Date {
  if (window === 'all') return new Date(THE_BEGINNING);
  const first = addMs(now, -minutes((Number(window) - 1) * DAY_MINUTES));
  return new Date(`${first.toISOString().slice(0, 10)}T00:00:00.000Z`);
}
