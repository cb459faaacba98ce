import type { LiveCustomer, LiveCustomers } from '~/capture/freshness/live-customers';
import type { LiveCatalog, LiveVariant } from '~/capture/catalog/live-catalog';
import { productId, variantId } from './shelf';

/** The store's own word on its variants: product n costs n euros and can be bought, until a test says otherwise. */
export interface FakeStore extends LiveCatalog, LiveCustomers {
  /** What it says of customers, by their ids. */
  readonly people: Map<string, LiveCustomer>;
  change(number: number, changes: Partial<LiveVariant>): void;
  /** The shops that asked, in order. */
  readonly askedBy: string[];
}

export function fakeStore(products = 20): FakeStore {
  const variants = new Map<string, LiveVariant>();
  for (let number = 1; number <= products; number++)
    variants.set(variantId(number), {
      id: variantId(number),
      productId: productId(number),
      priceMinor: number * 100,
      isBuyable: true,
      leftCount: null,
    });
  const askedBy: string[] = [];
  const people = new Map<string, LiveCustomer>();
  return {
    askedBy,
    people,
    customers: (_shopDomain, ids) =>
      Promise.resolve(new Map(ids.flatMap((id) => (people.has(id) ? [[id, people.get(id) as LiveCustomer]] : [])))),
    change(number, changes) {
      const known = variants.get(variantId(number));
      if (!known) throw new Error(`the store has no variant ${number}`);
      variants.set(known.id, { ...known, ...changes });
    },
    async variants(shopDomain, ids) {
      askedBy.push(shopDomain);
      return new Map(ids.flatMap((id) => (variants.has(id) ? [[id, variants.get(id) as LiveVariant]] : [])));
    },
  };
}
