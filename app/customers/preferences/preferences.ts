import { addMs, minutes } from '~/platform/clock/clock';

const DAY_MINUTES = 1_440;

/** How often somebody wants to hear, as minutes between two mails; null: as the shop has it. A month is 30 days. */
export const FREQUENCIES = { any: null, weekly: 7 * DAY_MINUTES, monthly: 30 * DAY_MINUTES } as const;
export type Frequency = keyof typeof FREQUENCIES;

/** How long somebody may pause for. */
export const PAUSE_DAYS = [30, 60, 90] as const;
export type PauseDays = (typeof PAUSE_DAYS)[number];

export interface Preferences {
  topicsOff: string[];
  minutesBetween: number | null;
  pausedUntil: Date | null;
  locale: string | null;
}

export const NO_PREFERENCES: Preferences = { topicsOff: [], minutesBetween: null, pausedUntil: null, locale: null };

export const pauseEnd = (now: Date, days: PauseDays): Date => addMs(now, minutes(days * DAY_MINUTES));

export const isPausedAt = ({ pausedUntil }: Preferences, now: Date): boolean =>
  pausedUntil !== null && pausedUntil > now;

/** The choice that a stored number of minutes came from; a number of another making counts as the next rarer choice. */
export function frequencyOf(minutesBetween: number | null): Frequency {
  if (minutesBetween === null) return 'any';
  return minutesBetween <= FREQUENCIES.weekly ? 'weekly' : 'monthly';
}
