import type { DayCount } from '~/customers/segments/segment-counts.server';
import { dayWords, type SpokenShop } from '~/decisions/explanations/spoken-shop';
import { numberWords } from '../recommendations/number-words';

export const TREND_DAYS = 30;

/** How a segment grew over the last 30 days. */
export interface Growth {
  /** How many are in it now, and how that compares: `38 more than 30 days ago`. */
  words: string;
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
  if (!first) return { words: 'Counted since today', points: [] };
  const since = first.place === 0 ? `${TREND_DAYS} days ago` : `on ${calendarDayWords(first.day, shop)}`;
  const points = known.map(({ place, people: then }) => ({ day: place, people: then }));
  return {
    words: changeWords(people - first.people, since, shop.locale),
    points: [...points, { day: TREND_DAYS, people }],
  };
}

function changeWords(change: number, since: string, locale: string): string {
  if (change === 0) return `As many as ${since}`;
  return `${numberWords(Math.abs(change), locale)} ${change > 0 ? 'more' : 'fewer'} than ${since}`;
}

const DAY_MS = 86_400_000;
const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY_MS;

/** A day of the calendar is the same everywhere: it is said as it stands. */
const calendarDayWords = (day: string, shop: SpokenShop): string =>
  dayWords(`${day}T12:00:00.000Z`, { ...shop, timezone: 'UTC' });
