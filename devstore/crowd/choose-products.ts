import { isForSale, sellableQuantity } from '../shopify/live-store/stock';
import type { StoreData, StoreProduct } from '../store';
import { seededRandom, type SeededRandom } from '../store-data/seeded-random';

/** A product somebody is interested in, with a variant that can be bought now. */
export interface Interest {
  handle: string;
  variantId: string;
}

const MOST_VIEWED = 5;
const TRIES = 40;

/**
 * What one visitor looks at: products that somebody bought together in the shop's past, as tastes go, and one or two at random. Empty when
 * the shop has nothing to sell.
 */
export function chooseProducts(data: Readonly<StoreData>, seed: number): Interest[] {
  const random = seededRandom(seed, 'interests');
  const byId = new Map(data.products.map((product) => [product.id, product]));
  const wanted = new Map<string, Interest>();
  const add = (product: StoreProduct | undefined) => {
    const interest = product && interestIn(product, random);
    if (interest) wanted.set(interest.handle, interest);
  };
  for (const line of pastOrder(data, random)) add(byId.get(line.productId ?? ''));
  const count = Math.max(wanted.size, random.int(1, 2)) + random.int(0, 2);
  for (let tries = 0; wanted.size < Math.min(count, MOST_VIEWED) && tries < TRIES; tries++)
    if (data.products.length > 0) add(random.pick(data.products));
  return [...wanted.values()].slice(0, MOST_VIEWED);
}

const pastOrder = ({ orders }: Readonly<StoreData>, random: SeededRandom) =>
  orders.length > 0 ? random.pick(orders).lines : [];

function interestIn(product: StoreProduct, random: SeededRandom): Interest | null {
  if (!isForSale(product) || product.status === 'UNLISTED') return null;
  const variants = product.variants.filter((variant) => sellableQuantity(variant) > 0);
  return variants.length > 0 ? { handle: product.handle, variantId: random.pick(variants).id } : null;
}
