import type { SeededRandom } from '../../seeded-random';
import type { TradingCalendar } from '../calendar';
import type { Purchase } from '../purchases/simulate-shopper';
import { type Consent, consentFor } from './consent';

const DAY_MS = 86_400_000;
/** The shop collected addresses for a month before it opened. */
const BEFORE_OPENING_MS = 30 * DAY_MS;
const FIRST_SEEN_AT_CHECKOUT = 0.66;

/** How a person came to be a customer. */
export interface SignUp {
  createdAt: number;
  consent: Consent;
}

/** Creation and consent of each person, by their first purchase. */
export function signUps(
  hasEmail: boolean[],
  purchases: Purchase[],
  calendar: TradingCalendar,
  random: SeededRandom,
): SignUp[] {
  const firstOrders = new Map<number, number>();
  for (const { buyer, at } of purchases) if (buyer !== null && !firstOrders.has(buyer)) firstOrders.set(buyer, at);
  return hasEmail.map((reachable, index) => {
    const firstOrderAt = firstOrders.get(index) ?? null;
    const createdAt = firstOrderAt === null ? anyTime(calendar, random) : beforeOrder(firstOrderAt, calendar, random);
    return {
      createdAt,
      consent: consentFor({ createdAt, firstOrderAt, hasEmail: reachable, endsAt: calendar.endsAt }, random),
    };
  });
}

function anyTime(calendar: TradingCalendar, random: SeededRandom): number {
  const position = calendar.positionOf(calendar.endsAt) * random.next();
  return calendar.instantAt(position, random) ?? calendar.startsAt;
}

/** In the same checkout, or up to weeks earlier. */
function beforeOrder(firstOrderAt: number, calendar: TradingCalendar, random: SeededRandom): number {
  const [atCheckout, minutes, share] = [random.chance(FIRST_SEEN_AT_CHECKOUT), random.int(2, 16), random.next() ** 2];
  if (atCheckout) return firstOrderAt - minutes * 60_000;
  const earliest = Math.max(calendar.startsAt - BEFORE_OPENING_MS, firstOrderAt - 45 * DAY_MS);
  const latest = firstOrderAt - minutes * 60_000;
  return Math.floor((latest - (latest - earliest) * share) / 1000) * 1000;
}
