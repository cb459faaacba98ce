import { dayOf } from '~/customers/rules/days';

/** The first of so many days of a shop's calendar, today the last of them: `YYYY-MM-DD`. */
export const firstOfDays = (days: number, now: Date, timezone: string): string =>
  dayOf(now, timezone)
    .subtract({ days: days - 1 })
    .toString();
