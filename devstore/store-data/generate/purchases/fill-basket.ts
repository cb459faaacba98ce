import type { SeededRandom } from '../../seeded-random';
import type { Design } from '../catalogue/design';

/** A line of a basket: positions in the list of designs and in that design's variants. */
export interface BasketItem {
  design: number;
  variant: number;
  quantity: number;
}

/** What a further item is chosen for: it goes with one in the basket, continues its series, or is simply liked. */
const GOES_WITH = 0.5;
const SAME_SERIES = 0.18;
/** Among things that go together, those of one series or at least one style are preferred. */
const MATCHING_SERIES = 3.5;
const MATCHING_STYLE = 1.8;
const MOST_ITEMS = 9;

/** Adds things the shopper likes until the basket holds `count` of them, no design twice. */
export function fillBasket(
  basket: BasketItem[],
  count: number,
  designs: Design[],
  attraction: Float64Array,
  random: SeededRandom,
): void {
  while (basket.length < Math.min(count, MOST_ITEMS)) {
    const open = attraction.slice();
    for (const { design } of basket) open[design] = 0;
    const weights = preferencesFor(basket, designs, open, random);
    if (!weights.some((weight) => weight > 0)) return;
    const design = random.weightedIndex(weights);
    basket.push({
      design,
      variant: chooseVariant(designs[design] as Design, random),
      quantity: piecesOf(designs[design] as Design, random),
    });
  }
}

function preferencesFor(
  basket: BasketItem[],
  designs: Design[],
  open: Float64Array,
  random: SeededRandom,
): Float64Array {
  const why = random.next();
  if (basket.length === 0 || why > GOES_WITH + SAME_SERIES) return open;
  const companion = designs[random.pick(basket).design] as Design;
  const narrowed = why < GOES_WITH ? thingsThatGoWith(companion, designs, open) : sameSeries(companion, designs, open);
  return narrowed.some((weight) => weight > 0) ? narrowed : open;
}

function thingsThatGoWith(companion: Design, designs: Design[], open: Float64Array): Float64Array {
  const partners = companion.kind.goesWith ?? [];
  return open.map((weight, index) => {
    const design = designs[index] as Design;
    const rank = partners.indexOf(design.kind.key);
    if (rank < 0) return 0;
    const matching =
      design.series !== null && design.series === companion.series
        ? MATCHING_SERIES
        : design.style === companion.style
          ? MATCHING_STYLE
          : 1;
    return (weight * matching) / (rank + 1);
  });
}

const sameSeries = (companion: Design, designs: Design[], open: Float64Array): Float64Array =>
  open.map((weight, index) => (companion.series !== null && designs[index]?.series === companion.series ? weight : 0));

/** First colours and middle sizes sell best; what is sold out today was not in the past. */
export function chooseVariant({ product }: Design, random: SeededRandom): number {
  return random.weightedIndex(
    product.variants.map((_, index) => 1 / (1 + Math.abs(index - (product.variants.length > 2 ? 1 : 0)))),
  );
}

export const piecesOf = ({ kind }: Design, random: SeededRandom): number => random.pick(kind.pieces ?? [1]);
