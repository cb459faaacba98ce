import { formatMoney } from '~/platform/money';

/** How a shop says instants and amounts. `now` is business time, ISO 8601; so is every instant below. */
export interface SpokenShop {
  now: string;
  timezone: string;
  locale: string;
  currency: string;
}

/** `14:05` where it is today in the shop's zone, else `tomorrow at 08:00`, `25 Nov at 08:00`, with the year where it is another. */
export function instantWords(at: string | Date, shop: SpokenShop): string {
  const instant = new Date(at);
  const time = timeWords(instant, shop);
  switch (daysBetween(new Date(shop.now), instant, shop.timezone)) {
    case 0:
      return time;
    case 1:
      return `tomorrow at ${time}`;
    case -1:
      return `yesterday at ${time}`;
    default:
      return `${dayWords(instant, shop)} at ${time}`;
  }
}

/** `14:05`, or `2:05 PM` where that is how times are written. */
export const timeWords = (at: string | Date, shop: SpokenShop): string =>
  format(new Date(at), shop, { hour: 'numeric', minute: '2-digit' });

/** The same as part of a sentence: `at 14:05`, `tomorrow at 08:00`, `on 25 Nov at 08:00`. */
export function whenWords(at: string | Date, shop: SpokenShop): string {
  const words = instantWords(at, shop);
  if (!words.includes(' at ')) return `at ${words}`;
  return /^(tomorrow|yesterday)/.test(words) ? words : `on ${words}`;
}

/** `25 Nov`, with the year where it is not this one. */
export function dayWords(at: string | Date, shop: SpokenShop): string {
  const instant = new Date(at);
  const year = (of: Date) => format(of, { ...shop, locale: 'en' }, { year: 'numeric' });
  const isThisYear = year(instant) === year(new Date(shop.now));
  return format(instant, shop, { day: 'numeric', month: 'short', ...(isThisYear ? {} : { year: 'numeric' }) });
}

/** `25 Nov 2026`: a day by itself, whatever day it is now. */
export const calendarDay = (at: string | Date, shop: Calendar): string =>
  format(new Date(at), shop, { day: 'numeric', month: 'short', year: 'numeric' });

/** `today`, `yesterday`, or the day: what stands above the things of one day. */
export function dayHeading(at: string | Date, shop: SpokenShop): string {
  const days = daysBetween(new Date(shop.now), new Date(at), shop.timezone);
  if (days === 0) return 'Today';
  return days === -1 ? 'Yesterday' : dayWords(at, shop);
}

/** Calendar days of the zone from one instant to another. */
function daysBetween(from: Date, to: Date, timezone: string): number {
  const days = (at: Date) =>
    Date.parse(new Intl.DateTimeFormat('sv-SE', { timeZone: timezone }).format(at)) / 86_400_000;
  return days(to) - days(from);
}

type Calendar = Pick<SpokenShop, 'locale' | 'timezone'>;
const format = (at: Date, { locale, timezone }: Calendar, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(locale, { ...options, timeZone: timezone }).format(at);

/** `45 minutes`, `4 hours`, `2 days`: the largest unit in which it is whole. */
export function spanWords(minutes: number): string {
  if (minutes % 1_440 === 0) return countWords(minutes / 1_440, 'day');
  return minutes % 60 === 0 ? countWords(minutes / 60, 'hour') : countWords(minutes, 'minute');
}

/** `1 order`, `3 orders`. */
export const countWords = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;

export const amountWords = (minor: number, { currency, locale }: SpokenShop, other?: string): string =>
  formatMoney({ minor, currency: other ?? currency }, locale);

/** A key such as `first-mail` as it stands in a sentence: `first mail`. */
export const keyWords = (key: string): string => key.replaceAll('-', ' ');

export const capitalised = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
