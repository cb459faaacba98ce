import { instantWords, spanWords, type SpokenShop } from '~/decisions/explanations/spoken-shop';
import { numberWords } from '../recommendations/number-words';

/** What is known of how true a segment's members are. */
export interface Freshness {
  isBuilt: boolean;
  isStale: boolean;
  /** ISO 8601; null: no change in the last week. */
  lastChangeAt: string | null;
  /** People of the shop who still have to be looked at. */
  waiting: number;
  /** Since when the work is due that was not begun; 0: it is not late. */
  lateMinutes: number;
  /** One of Shopify's segments that its rule speaks of was never read. */
  waitsForShopify?: boolean;
}

/** More are not counted. */
export const MOST_WAITING = 10_000;

/** How fresh a segment is: `True to the minute; last change 14:02`. */
export function freshnessWords(freshness: Freshness, shop: SpokenShop): string {
  const { isBuilt, isStale, lastChangeAt, waiting, lateMinutes, waitsForShopify = false } = freshness;
  if (waitsForShopify) return 'Waits for Shopify: who is in its segment is being read';
  if (!isBuilt) return 'Looking for its members';
  const people = waitingWords(waiting, shop);
  if (lateMinutes > 0) return `Behind by ${spanWords(lateMinutes)}${people && `: ${people}`}`;
  if (people) return `Being brought up to date: ${people}`;
  if (isStale) return 'Products changed; looked through again within minutes';
  const last = lastChangeAt ? `last change ${instantWords(lastChangeAt, shop)}` : 'no change in the last 7 days';
  return `True to the minute; ${last}`;
}

function waitingWords(waiting: number, { locale }: SpokenShop): string {
  if (waiting === 0) return '';
  if (waiting === 1) return 'one person is still to be looked at';
  const isMany = waiting > MOST_WAITING;
  return `${isMany ? 'more than ' : ''}${numberWords(Math.min(waiting, MOST_WAITING), locale)} people are still to be looked at`;
}
