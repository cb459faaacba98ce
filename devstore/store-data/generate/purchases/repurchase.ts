import type { SeededRandom } from '../../seeded-random';
import type { Design } from '../catalogue/design';
import { type BasketItem, chooseVariant } from './fill-basket';
import type { Taste } from './tastes';

const DAY_MS = 86_400_000;
const SAME_AGAIN = 0.86;
const TIMING_SPREAD = 0.16;

/** Something used up that will be bought again. */
export interface Need {
  item: BasketItem;
  dueAt: number;
}

/** Which of the things just bought will be bought again, and when they are used up. */
export function needsAfter(
  basket: BasketItem[],
  at: number,
  designs: Design[],
  taste: Taste,
  random: SeededRandom,
): Need[] {
  return basket.flatMap((item) => {
    const lastsDays = designs[item.design]?.kind.lastsDays;
    if (!lastsDays || !random.chance(taste.loyalty)) return [];
    // Two pieces last almost twice as long: a full cupboard is used more freely.
    const days = (lastsDays * item.quantity ** 0.9 * Math.exp(random.normal() * TIMING_SPREAD)) / taste.pace;
    return [{ item, dueAt: at + days * DAY_MS }];
  });
}

/** The basket line for a need: mostly the very same thing, sometimes another of its kind. */
export function meetNeed(
  { item }: Need,
  designs: Design[],
  attraction: Float64Array,
  random: SeededRandom,
): BasketItem | null {
  const kind = designs[item.design]?.kind;
  const again = random.chance(SAME_AGAIN) && (attraction[item.design] ?? 0) > 0;
  if (again) return item;
  const others = attraction.map((weight, index) => (designs[index]?.kind === kind ? weight : 0));
  if (!others.some((weight) => weight > 0)) return null;
  const design = random.weightedIndex(others);
  return { design, variant: chooseVariant(designs[design] as Design, random), quantity: item.quantity };
}
