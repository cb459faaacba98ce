import type { OfferTerms } from './offer';

/** What the discount at Shopify is made of. */
export interface DiscountInput {
  name: string;
  terms: OfferTerms;
  currency: string;
  startsAt: Date;
  endsAt: Date;
  /** A customer may use only one of its codes, ever. */
  isOncePerCustomer: boolean;
}

/** What is changed of it; `from`: the terms that stand there. */
export interface DiscountChange extends Omit<DiscountInput, 'startsAt'> {
  from: OfferTerms;
}

export type Refused = { kind: 'refused'; problem: string };
/** Somebody deleted the discount at Shopify. */
export type Gone = { kind: 'gone' };

export interface CreatedCode {
  code: string;
  /** Shopify's id of it; null: it was not taken. */
  shopifyId: string | null;
}

/** The shop's discounts at Shopify: each asks for one thing, and may be asked again where an answer was lost. */
export interface ShopDiscounts {
  /** Makes the discount, or finds the one that was made with this marker. */
  make(
    shopDomain: string,
    marker: string,
    input: DiscountInput,
  ): Promise<{ kind: 'made'; id: string; isFound: boolean } | Refused>;
  change(shopDomain: string, id: string, change: DiscountChange): Promise<{ kind: 'changed' } | Refused | Gone>;
  /** Begins to add codes, at most 250. `jobId`: what to ask for what came of it. */
  addCodes(shopDomain: string, id: string, codes: string[]): Promise<{ kind: 'asked'; jobId: string } | Refused | Gone>;
  /** What came of adding; null: it is not done yet. */
  addedCodes(shopDomain: string, jobId: string): Promise<CreatedCode[] | null>;
  /** Shopify's id of a code, where it is one of this discount. */
  findCode(shopDomain: string, id: string, code: string): Promise<string | null>;
  /** Begins to delete codes by Shopify's ids, at most 250. */
  removeCodes(
    shopDomain: string,
    id: string,
    codeIds: string[],
  ): Promise<{ kind: 'asked'; jobId: string } | Refused | Gone>;
  isRemoved(shopDomain: string, jobId: string): Promise<boolean>;
}
