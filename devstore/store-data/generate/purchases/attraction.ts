import type { Design } from '../catalogue/design';
import type { TradingDay } from '../calendar';
import { seasonFactor } from './season';
import type { Taste } from './tastes';

const COLLECTED_SERIES = 2.6;
/** A thing finds its buyers slowly: in its first weeks it is not yet known. */
const KNOWN_AFTER_MS = 21 * 86_400_000;

/** How much each design draws one shopper, whatever the day. */
export function attractionOf(designs: Design[], taste: Taste): Float64Array {
  return Float64Array.from(designs, ({ kind, style, series, appeal, priceLevel }) => {
    const liking =
      (taste.styles[style] ?? 1) * taste.rooms[kind.room] * Math.exp(taste.priceTilt * (priceLevel - 0.5) * 2);
    return (kind.appeal ?? 1) ** 0.5 * appeal * liking * (series && taste.series.has(series) ? COLLECTED_SERIES : 1);
  });
}

/** The same on a given day: with its season, and without what is not for sale then. */
export function attractionOn(day: TradingDay, at: number, designs: Design[], attraction: Float64Array): Float64Array {
  return attraction.map((weight, index) => {
    const design = designs[index] as Design;
    if (at < design.soldFrom || at >= design.soldUntil) return 0;
    const known = Math.min(1, 0.4 + (0.6 * (at - design.soldFrom)) / KNOWN_AFTER_MS);
    return weight * seasonFactor(design.kind.season, day.month, day.dayOfMonth) * known;
  });
}
