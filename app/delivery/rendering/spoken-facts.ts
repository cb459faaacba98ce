import type { CatalogProduct } from './catalog-product';

/** What Liquid can say of a reader beyond their name, as it is kept. */
export interface SpokenFacts {
  customer: {
    orderCount: number;
    lastOrderAt: Date | null;
    /** What came back taken off, in minor units of the shop's currency; null: the shop's orders are known in part alone, and no sum of them would be true. */
    spentMinor: number | null;
    /** Of their newest order the first, while the catalogue knows it. */
    lastProduct: CatalogProduct | null;
  };
  /** The order that the mail follows; null: it follows none. */
  order: SpokenOrder | null;
  /** Those that the product stands in which the mail is about. */
  collections: { title: string; handle: string }[];
}

export interface SpokenOrder {
  name: string;
  placedAt: Date;
  currency: string;
  totalMinor: number;
  lines: { title: string; quantity: number; priceMinor: number }[];
}

/** Of nobody in particular, and of somebody who never bought. */
export const NOTHING_SPOKEN: SpokenFacts = {
  customer: { orderCount: 0, lastOrderAt: null, spentMinor: null, lastProduct: null },
  order: null,
  collections: [],
};
