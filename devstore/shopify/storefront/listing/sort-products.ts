import type { LiveStore } from '../../../live-store';
import type { StoreProduct } from '../../../store';
import { piecesSold } from '../catalogue/sales-rank';

type Data = LiveStore['data'];
type Compare = (a: StoreProduct, b: StoreProduct) => number;

const lowestPrice = (product: StoreProduct): number => Math.min(...product.variants.map((each) => each.priceMinor));
const byTitle: Compare = (a, b) => a.title.localeCompare(b.title, 'en');
const byPrice: Compare = (a, b) => lowestPrice(a) - lowestPrice(b);
const byAge: Compare = (a, b) => a.createdAt.localeCompare(b.createdAt);
const turned =
  (compare: Compare): Compare =>
  (a, b) =>
    compare(b, a);

/** Shopify's values of `sort_by`, each with the words of this theme. */
export const SORT_ORDERS: Record<string, string> = {
  'best-selling': 'Best selling',
  'title-ascending': 'Alphabetically, A–Z',
  'title-descending': 'Alphabetically, Z–A',
  'price-ascending': 'Price, low to high',
  'price-descending': 'Price, high to low',
  'created-descending': 'Newest first',
  'created-ascending': 'Oldest first',
};

/** The products in the order asked for; as they come (`manual`, `relevance`) when the order is none of `SORT_ORDERS`. */
export function sortProducts(products: readonly StoreProduct[], sortBy: string, data: Data): StoreProduct[] {
  const compare = comparisonOf(sortBy, data);
  return compare ? [...products].sort(compare) : [...products];
}

function comparisonOf(sortBy: string, data: Data): Compare | undefined {
  switch (sortBy) {
    case 'best-selling': {
      const sold = piecesSold(data);
      return (a, b) => (sold.get(b.id) ?? 0) - (sold.get(a.id) ?? 0);
    }
    case 'title-ascending':
      return byTitle;
    case 'title-descending':
      return turned(byTitle);
    case 'price-ascending':
      return byPrice;
    case 'price-descending':
      return turned(byPrice);
    case 'created-ascending':
      return byAge;
    case 'created-descending':
      return turned(byAge);
    default:
      return undefined;
  }
}
