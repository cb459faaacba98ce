import type { PersonReport } from './person-report';

/** Something that a program of the merchant's told to have happened, in that program's words. */
export interface ToldFact {
  kind: 'track' | 'page' | 'screen';
  /** Of the event, the page or the screen; empty where it has none. */
  name: string;
  /** Plain JSON, a few levels deep, without any address. */
  properties: Record<string, unknown>;
}

/** What came through the API. */
export interface ToldReport {
  person: PersonReport;
  /** Null where it only tells who somebody is. */
  fact: ToldFact | null;
}

/** How a program calls a product or one of its variants: the surest first. */
export interface GoodsReference {
  variantId?: string | undefined;
  productId?: string | undefined;
  sku?: string | undefined;
}

/** The same in the catalogue. */
export interface FoundGoods {
  productId: string;
  variantId?: string;
}
