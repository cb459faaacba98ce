import { describe, expect, test } from 'vitest';
import { smallStore } from '../shopify/storefront/testing/small-store';
import { generateStore } from '../store-data';
import { chooseProducts } from './choose-products';

const data = generateStore({ seed: 7, customers: 60, products: 60 });

describe('what a visitor looks at', () => {
  test('is the same for the same seed, and differs from visitor to visitor', () => {
    const seeds = Array.from({ length: 30 }, (_, seed) => seed);
    const choices = seeds.map((seed) => chooseProducts(data, seed));
    expect(seeds.map((seed) => chooseProducts(data, seed))).toEqual(choices);
    expect(new Set(choices.map((choice) => JSON.stringify(choice))).size).toBeGreaterThan(25);
  });

  test('can be bought, each once, one to five', () => {
    const variants = new Map(data.products.flatMap(({ handle, variants: all }) => all.map(({ id }) => [id, handle])));
    for (let seed = 0; seed < 200; seed++) {
      const chosen = chooseProducts(data, seed);
      expect(chosen.length).toBeGreaterThan(0);
      expect(chosen.length).toBeLessThanOrEqual(5);
      expect(new Set(chosen.map(({ handle }) => handle)).size).toBe(chosen.length);
      for (const { handle, variantId } of chosen) expect(variants.get(variantId)).toBe(handle);
    }
  });

  test('is neither sold out nor hidden', () => {
    const seen = new Set(
      Array.from({ length: 100 }, (_, seed) => chooseProducts(smallStore(), seed))
        .flat()
        .map(({ handle }) => handle),
    );
    expect([...seen].sort()).toEqual(['blue-mug', 'teapot']);
  });

  test('is nothing where nothing is sold', () => {
    expect(chooseProducts({ ...smallStore(), products: [] }, 1)).toEqual([]);
  });
});
