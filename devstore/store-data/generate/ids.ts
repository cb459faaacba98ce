import type { SeededRandom } from '../seeded-random';

/** Where Shopify's numbers stand for a store of this age, by type. */
const FIRST = {
  Collection: 412_300_410_994,
  Product: 8_912_450_191_574,
  ProductVariant: 46_811_203_461_334,
  Customer: 7_301_884_772_566,
  Order: 5_788_120_449_238,
  LineItem: 14_022_915_072_214,
} as const;

/** Shopify's counters are shared by many stores: one store's numbers rise in uneven steps of 32,768. */
const STEP = 32_768;

/** Gives `gid://shopify/TYPE/NUMBER`, each larger than the one before. */
export function gidSequence(type: keyof typeof FIRST, random: SeededRandom): () => string {
  let number: number = FIRST[type];
  return () => {
    number += STEP * random.int(1, 3);
    return `gid://shopify/${type}/${number}`;
  };
}
