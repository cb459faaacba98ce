export interface PoolFigures {
  /** Confirmed by Shopify, and on their way there. */
  free: number;
  coming: number;
  givenLastWeek: number;
  /** Mails that wait for a code. */
  waiting: number;
  /** Mails of campaigns that are to go, and wait for nothing but their turn. */
  promised: number;
}

const LEAST = 100;
const MOST = 5_000;
/** With what asking for them costs, Shopify's budget refills about as fast as it is used up. */
const MOST_ON_THE_WAY = 2_500;
const DAYS_AHEAD = 4;
/** Shopify takes so many a request. */
export const MOST_AT_ONCE = 250;

/**
 * How many codes are to be added: none before half of what is wanted is used up, so that it is asked for many at once. Beside what flows will want there is
 * one for each mail that is known to be coming. Never more than
 * `MOST_ON_THE_WAY` are on their way to Shopify at once; the rest follows these.
 */
export function missingCodes(figures: PoolFigures): number {
  const { coming } = figures;
  const { ahead, owed, there } = wanted(figures);
  const lowWater = owed > 0 ? owed + LEAST / 2 : ahead / 2;
  return there < lowWater ? Math.max(0, Math.min(ahead + owed - there, MOST_ON_THE_WAY - coming)) : 0;
}

/**
 * How many free codes are to go, as nobody will want them: those of a campaign that was cancelled or reached fewer, or of a time when flows gave more. Up to twice
 * what is wanted stays, so that one that was deleted is hardly ever made anew.
 */
export function surplusCodes(figures: PoolFigures): number {
  const { ahead, owed, there } = wanted(figures);
  const kept = ahead + owed;
  return there > 2 * kept ? Math.min(figures.free, there - kept) : 0;
}

function wanted({ free, coming, givenLastWeek, waiting, promised }: PoolFigures) {
  const ahead = Math.min(Math.max(LEAST, Math.ceil((givenLastWeek / 7) * DAYS_AHEAD)), MOST);
  return { ahead, owed: waiting + promised, there: free + coming };
}
