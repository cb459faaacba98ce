import type { Stock } from '~/capture/catalog/live-catalog';
import { variantAt } from '~/capture/catalog/variant-past';
import type { NewsTerms } from './scene';

/** What could be bought at an instant, and for how much: of what the flow’s news are about, as it was; of all else nothing is kept, and it counts as if it could. */
export function stockThen(news: Pick<NewsTerms, 'variants'> | null, at: number): Stock {
  const stateOf = (id: string) => {
    const past = news?.variants.get(id);
    return past ? variantAt(past, at) : null;
  };
  return {
    hasProduct: () => true,
    hasVariant: (id) => stateOf(id)?.isAvailable ?? true,
    priceOf: (id) => stateOf(id)?.priceMinor ?? null,
  };
}
