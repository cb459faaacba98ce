import { addMs, minutes } from '~/platform/clock/clock';

/** One thing a shop decides: how long something is kept. */
export interface RetentionRule {
  label: string;
  unit: 'days' | 'months';
  usual: number;
  least: number;
  most: number;
  /** Why it is kept, and why not for longer. */
  why: string;
}

/**
 * How long what is kept. The bounds hold what others rest on: a copy of a request by law is owed for 30 days, the recommender learns from 90 days of
 * browsing, and who is looked for in the access log is looked for within a year.
 */
export const retentionRules = {
  payloadDays: {
    ...{ label: 'What Shopify, your storefront and Postmark sent, word for word', unit: 'days', usual: 7 },
    ...{ least: 1, most: 30, why: 'So that a mistake in reading it can be mended. What was read is kept apart.' },
  },
  visitorDays: {
    ...{ label: 'Visitors nobody knows', unit: 'days', usual: 90, least: 30, most: 180 },
    why: 'Browsing of the last 90 days teaches Kindred what goes together. After that a browser that never came back tells nothing.',
  },
  contentDays: {
    ...{ label: 'Mails as they were sent', unit: 'days', usual: 180, least: 30, most: 1_095 },
    why: 'To see what somebody got when they ask. That it was sent, and what came of it, stays.',
  },
  decisionDays: {
    ...{
      label: 'What each rule saw when it was decided about a mail',
      unit: 'days',
      usual: 180,
      least: 90,
      most: 1_095,
    },
    why: 'To see why a mail went, waited or did not go; replays of flows look at it as well. What came of it in the end stays.',
  },
  historyMonths: {
    ...{ label: 'What people looked at, put into carts and clicked', unit: 'months', usual: 25, least: 6, most: 60 },
    why: 'Two years and a month, so that a season can be compared with the one before. Orders stay.',
  },
  peopleMonths: {
    ...{ label: 'People who are gone', unit: 'months', usual: 25, least: 12, most: 120 },
    why: 'Who gave no consent that still holds, and for so long neither ordered, visited nor got a mail of yours. Their orders stay, without them.',
  },
  accessLogMonths: {
    ...{ label: 'Who looked at personal data', unit: 'months', usual: 24, least: 12, most: 120 },
    why: 'Misuse is often noticed late; after two years nobody asks any more.',
  },
} as const satisfies Record<string, RetentionRule>;

export type RetentionKey = keyof typeof retentionRules;
export type RetentionSettings = Record<RetentionKey, number>;

export const retentionKeys = Object.keys(retentionRules) as RetentionKey[];

export const usualRetention = Object.fromEntries(
  retentionKeys.map((key) => [key, retentionRules[key].usual]),
) as RetentionSettings;

/** A day is 24 hours and a month a twelfth of 365.25: it says from when on something may go, and the job comes once a day. */
const UNIT_MINUTES = { days: 1_440, months: 43_830 };

/** What is from before this instant goes. `now` by the clock that the thing is stamped with. */
export const keptSince = (settings: RetentionSettings, key: RetentionKey, now: Date): Date =>
  addMs(now, -minutes(settings[key] * UNIT_MINUTES[retentionRules[key].unit]));
