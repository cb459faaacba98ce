import type { EmailMarketingState, StoreCart, StoreCheckout, StoreCustomer, StoreData, StoreOrder } from './store';

export interface CartLineInput {
  variantId: string;
  quantity: number;
}

/**
 * The store while the world runs: its present state, and the only functions that change it.
 * Each change is stamped with business time and makes the webhooks that Shopify makes for it.
 * The storefront, simulated shoppers and tests call these; the Admin API's mutations call them too.
 */
export interface LiveStore {
  /** The present state. Read it, never write it. */
  readonly data: Readonly<StoreData>;

  cart(token: string): StoreCart | undefined;
  checkout(token: string): StoreCheckout | undefined;

  createCart(): StoreCart;
  /** Replaces the cart's lines (quantity 0 removes one). Refuses what is sold out or unknown, naming the variant. */
  setCartLines(token: string, lines: CartLineInput[]): StoreCart;
  setCartAttributes(token: string, attributes: Record<string, string>): StoreCart;

  createCheckout(cartToken: string): StoreCheckout;
  /**
   * What the contact step of checkout does: `checkouts/create` (or update) now carries the address; a customer with that address is made
   * or found; with `acceptsMarketing` the customer's consent becomes SUBSCRIBED (`customers_email_marketing_consent/update`).
   */
  submitContact(
    checkoutToken: string,
    contact: { email: string; acceptsMarketing: boolean; firstName?: string; lastName?: string },
  ): StoreCheckout;
  /** What the field for a discount does in checkout; null takes it off. Refuses a code that is none, over, used up, or does not fit. */
  applyDiscountCode(checkoutToken: string, code: string | null): StoreCheckout;
  /** Pays: the order is made (`orders/create`, `orders/paid`, `checkouts/update`), stock falls, the cart empties. */
  completeCheckout(checkoutToken: string): StoreOrder;

  createCustomer(input: { email: string; firstName?: string; lastName?: string; locale?: string }): StoreCustomer;
  setEmailMarketing(customerId: string, state: EmailMarketingState): void;

  setInventory(variantId: string, quantity: number): void;
  setPrice(variantId: string, priceMinor: number): void;
  setProductStatus(productId: string, status: 'ACTIVE' | 'ARCHIVED' | 'DRAFT' | 'UNLISTED'): void;
  cancelOrder(orderId: string): void;
}
