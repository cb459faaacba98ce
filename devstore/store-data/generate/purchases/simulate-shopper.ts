import type { SeededRandom } from '../../seeded-random';
import type { TradingCalendar } from '../calendar';
import type { Design } from '../catalogue/design';
import { attractionOf, attractionOn } from './attraction';
import { type BasketItem, fillBasket } from './fill-basket';
import { meetNeed, type Need, needsAfter } from './repurchase';
import type { Taste } from './tastes';

export interface Purchase {
  /** Position in the list of people; null for someone unknown, at the till of the shop. */
  buyer: number | null;
  at: number;
  basket: BasketItem[];
}

/** What a shopper lives in. */
export interface ShopperWorld {
  taste: Taste;
  designs: Design[];
  calendar: TradingCalendar;
  random: SeededRandom;
}

/** Needs that fall due within this time are met on a visit that takes place anyway. */
const AHEAD_MS = 9 * 86_400_000;
/** An order for something used up often stays just that. */
const BROWSE_ON_NEED = 0.4;
const LEAST_GAP_MS = 45 * 60_000;

/** A year of one shopper: visits of their own accord, and orders when something is used up, until they stay away. */
export function simulateShopper(buyer: number, world: ShopperWorld): Purchase[] {
  const { taste, designs, calendar, random } = world;
  const attraction = attractionOf(designs, taste);
  const purchases: Purchase[] = [];
  let needs: Need[] = [];
  let visit = firstVisit(calendar, random);
  for (let previous = 0; ;) {
    const due = calendar.positionOf(Math.min(...needs.map(({ dueAt }) => dueAt)));
    const byNeed = due < visit;
    const at = calendar.instantAt(byNeed ? due : visit, random);
    if (!byNeed) visit += nextGap(taste, random);
    if (at === null) return purchases;
    const met = needs.filter((need) => need.dueAt <= at + AHEAD_MS);
    needs = needs.filter((need) => !met.includes(need));
    const basket = at < previous + LEAST_GAP_MS ? [] : shop(met, byNeed, at, attraction, world);
    if (basket.length === 0) continue;
    purchases.push({ buyer, at, basket });
    if (random.chance(taste.dropout)) return purchases;
    previous = at;
    needs.push(...needsAfter(basket, at, designs, taste, random));
  }
}

/** More people find the shop while it is young. */
const firstVisit = (calendar: TradingCalendar, random: SeededRandom): number =>
  calendar.positionOf(calendar.endsAt) * random.next() ** 1.7;

/** Gamma distributed with shape 2: two exponential halves, so that visits do not cluster. */
const nextGap = (taste: Taste, random: SeededRandom): number =>
  1 + (taste.gapDays / 2) * (random.exponential() + random.exponential());

function shop(met: Need[], byNeed: boolean, at: number, attraction: Float64Array, world: ShopperWorld): BasketItem[] {
  const { taste, designs, calendar, random } = world;
  const today = attractionOn(calendar.dayOf(at), at, designs, attraction);
  const basket: BasketItem[] = [];
  for (const need of met) {
    const item = meetNeed(need, designs, today, random);
    if (item && !basket.some(({ design }) => design === item.design)) basket.push(item);
  }
  const further = 1 + Math.floor(random.exponential() * taste.extraItems);
  if (!byNeed || random.chance(BROWSE_ON_NEED)) fillBasket(basket, basket.length + further, designs, today, random);
  return basket;
}
