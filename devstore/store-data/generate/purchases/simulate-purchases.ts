import { seededRandom } from '../../seeded-random';
import type { TradingCalendar } from '../calendar';
import type { Design } from '../catalogue/design';
import { attractionOf, attractionOn } from './attraction';
import { type BasketItem, fillBasket } from './fill-basket';
import { type Purchase, simulateShopper } from './simulate-shopper';
import { buildTastes, neutralTaste } from './tastes';

/** People who signed up and never bought. */
const NEVER_BUYS_SHARE = 0.12;
/** Orders taken at the till, without a name, next to all others. */
const TILL_SHARE = 0.015;

/** All purchases of the year, oldest first. */
export function simulatePurchases(
  seed: number,
  people: number,
  designs: Design[],
  calendar: TradingCalendar,
): Purchase[] {
  const random = seededRandom(seed, 'purchases');
  const known = buildTastes(seed, people).flatMap((taste, buyer) =>
    random.chance(NEVER_BUYS_SHARE) ? [] : simulateShopper(buyer, { taste, designs, calendar, random }),
  );
  return [...known, ...tillPurchases(seed, Math.round(known.length * TILL_SHARE), designs, calendar)].sort(
    (a, b) => a.at - b.at,
  );
}

function tillPurchases(seed: number, count: number, designs: Design[], calendar: TradingCalendar): Purchase[] {
  const random = seededRandom(seed, 'till');
  const attraction = attractionOf(designs, neutralTaste());
  const total = calendar.positionOf(calendar.endsAt);
  return Array.from({ length: count }, () => calendar.instantAt(total * random.next(), random))
    .filter((at) => at !== null)
    .map((at) => {
      const basket: BasketItem[] = [];
      fillBasket(
        basket,
        1 + Math.floor(random.exponential() * 0.7),
        designs,
        attractionOn(calendar.dayOf(at), at, designs, attraction),
        random,
      );
      return { buyer: null, at, basket };
    })
    .filter(({ basket }) => basket.length > 0);
}
