export interface PoolFigures {
  /** Confirmed by Shopify, and on their way there. */
  free: number;
  coming: number;
  givenLastWeek: number;
  /** Mails that wait for a code. */
  waiting: number;
}

const LEAST = 100;
const MOST = 5_000;
const DAYS_AHEAD = 4;
/** Shopify takes so many a request. */
export const MOST_AT_ONCE = 250;

/** How many codes are to be added: none before half of what is wanted is used up, so that it is asked for many at once. */
export function missingCodes({ free, coming, givenLastWeek, waiting }: PoolFigures): number {
  const ahead = Math.ceil((givenLastWeek / 7) * DAYS_AHEAD);
  const wanted = Math.min(Math.max(LEAST, ahead) + waiting, MOST);
  const there = free + coming;
  const lowWater = waiting > 0 ? waiting + LEAST / 2 : wanted / 2;
  return there < lowWater ? wanted - there : 0;
}
