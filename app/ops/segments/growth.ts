import type { DayCount } from '~/customers/segments/segment-counts.server';
import { dayWords, type SpokenShop } from '~/decisions/explanations/spoken-shop';
import { numberWords } from '../recommendations/number-words';

export const TREND_DAYS = 30;

/** How a segment grew over the last 30 days. */
export interface Growth {
  /** How it compares: `38 more than 30 days ago`. */
  words: string;
  /** The same where it stands below `Against 30 days ago`: `38 more`. */
  short: string;
  /** `day`: from 0, 30 days ago, to 30, now. Days of which nothing is known are left out. */
  points: { day: number; people: number }[];
}

/** `counts`: the oldest first, from 30 days ago on; `today`: the shop's day. */
export function growthOf(people: number, counts: readonly DayCount[], today: string, shop: SpokenShop): Growth {
  const known = counts
    .map((count) => ({ ...count, place: TREND_DAYS - daysBetween(count.day, today) }))
    // As today began is soon said by now, and is no trend.
    .filter(({ place }) => place >= 0 && place < TREND_DAYS);
  const [first] = known;
  if (!first) return { words: 'Counted since today', short: 'Counted since today', points: [] };
  const isWhole = first.place === 0;
  const day = calendarDayWords(first.day, shop);
  const change = changeWords(people - first.people, shop.locale);
  const points = known.map(({ place, people: then }) => ({ day: place, people: then }));
  return {
    words: `${change} ${people === first.people ? 'as' : 'than'} ${isWhole ? `${TREND_DAYS} days ago` : `on ${day}`}`,
    short: isWhole ? change : `${change} since ${day}`,
    points: [...points, { day: TREND_DAYS, people }],
  };
}

function changeWords(change: number, locale: string): string {
  if (change === 0) return 'As many';
  return `${numberWords(Math.abs(change), locale)} ${change > 0 ? 'more' : 'fewer'}`;
}

const DAY_MS = 86_400_000;
const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY_MS;

/** A day of the calendar is the same everywhere: it is said as it stands. */
const calendarDayWords = (day: string, shop: SpokenShop): string =>
  dayWords(`${day}T12:00:00.000Z`, { ...shop, timezone: 'UTC' });
