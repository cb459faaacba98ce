import { Temporal } from 'temporal-polyfill';

/** What came of a flow or a campaign on one day; opened and clicked: by people, as far as can be told. */
export interface DayFigures {
  sent: number;
  delivered: number;
  /** How often mails were opened, and of how many it was the first time. */
  opens: number;
  openers: number;
  clicks: number;
  clickers: number;
  bounced: number;
  complained: number;
  unsubscribed: number;
  orders: number;
  salesMinor: number;
}

export interface DayTold {
  /** `2026-11-30`, of the shop's calendar. */
  day: string;
  /** How far the shop's clocks were ahead of UTC when that day began: `+01:00`. */
  utcOffset: string;
  figures: DayFigures;
  currency: string;
}

export const NOTHING: DayFigures = {
  ...{ sent: 0, delivered: 0, opens: 0, openers: 0, clicks: 0, clickers: 0 },
  ...{ bounced: 0, complained: 0, unsubscribed: 0, orders: 0, salesMinor: 0 },
};

export const isSameDay = (a: DayFigures, b: DayFigures): boolean =>
  (Object.keys(NOTHING) as (keyof DayFigures)[]).every((key) => a[key] === b[key]);

/** The offset by which a day began there: then it begins for Shopify in the same moment as for us, on days of changed clocks, too. */
export const offsetOn = (day: string, timeZone: string): string =>
  Temporal.PlainDate.from(day).toZonedDateTime({ timeZone }).offset;

/** The shop's day at a moment: `2026-11-30`. */
export const dayAt = (at: Date, timeZone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).toPlainDate().toString();

/** The day so many days before another. */
export const daysBefore = (day: string, days: number): string =>
  Temporal.PlainDate.from(day).subtract({ days }).toString();
