import { Temporal } from 'temporal-polyfill';
import type { DayRule } from './rule';

/** The day of an instant by a zone's calendar. */
export const dayOf = (at: Date, timeZone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();

/** When a day begins there: where midnight is left out, the first moment after. */
export const startOfDay = (day: Temporal.PlainDate, timeZone: string): Date =>
  new Date(day.toZonedDateTime({ timeZone }).epochMilliseconds);

/** `DD` days that a rule means at a moment: the first and the last, by today's date there. */
export function meantDays({ from, to }: DayRule, today: Temporal.PlainDate): [Temporal.PlainDate, Temporal.PlainDate] {
  return [today.add({ days: from }), today.add({ days: to })];
}

/**
 * The returns (`MM-DD`) that fall on the days a yearly rule means. 29 February is among them where the 28th is and the year has no 29th. More than a
 * year of days are all there are.
 */
export function meantReturns(rule: DayRule, today: Temporal.PlainDate): string[] {
  const [first, last] = meantDays(rule, today);
  const returns = new Set<string>();
  for (let day = first; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) {
    returns.add(day.toString().slice(5));
    if (day.month === 2 && day.day === 28 && !day.inLeapYear) returns.add('02-29');
  }
  return [...returns].sort();
}

const WHOLE = /^\d{4}-\d{2}-\d{2}$/;
const RETURN = /^(?:\d{4}-)?(\d{2}-\d{2})$/;

/** Whether a text (`1990-12-31` or `12-31`; anything else is no day) is one of the days that the rule means. */
export function isMeantDay(rule: DayRule, text: string, today: Temporal.PlainDate): boolean {
  if (rule.yearly) return meantReturns(rule, today).includes(RETURN.exec(text)?.[1] ?? '');
  const [first, last] = meantDays(rule, today);
  return WHOLE.test(text) && text >= first.toString() && text <= last.toString();
}
