import type { LiveStore } from '../../live-store';
import type {
  EmailMarketingState,
  StoreCheckout,
  StoreCollection,
  StoreCustomer,
  StoreOrder,
  StoreProduct,
} from '../../store';

import type { NewDiscount, StoreCodeCreation, StoreDiscount, StoreDiscountCode } from './discounts';

export interface StoreRefund {
  id: string;
  orderId: string;
  createdAt: string;
  amountMinor: number;
  note: string | null;
  lines: { lineId: string; quantity: number }[];
}

/** All that was sent out of an order, in one parcel. */
export interface StoreFulfillment {
  id: string;
  orderId: string;
  createdAt: string;
}

export interface ProductChanges {
  title?: string;
  descriptionHtml?: string;
  vendor?: string;
  productType?: string;
  tags?: string[];
  collectionIds?: string[];
}

export interface CustomerChanges {
  firstName?: string | null;
  lastName?: string | null;
  email?: string;
  locale?: string;
  note?: string | null;
  tags?: string[];
}

/** The live store with what only a merchant does; the storefront's shoppers need the plain `LiveStore` alone. */
export interface ShopifyLiveStore extends LiveStore {
  /** Checkouts whose contact is known, oldest first, the completed ones too. */
  checkouts(): StoreCheckout[];

  /** Discounts by code, and all their codes. */
  discounts(): StoreDiscount[];
  discountCodes(): StoreDiscountCode[];
  createDiscount(input: NewDiscount): StoreDiscount;
  updateDiscount(id: string, changes: Partial<StoreDiscount>): StoreDiscount;
  deleteDiscount(id: string): void;
  addDiscountCodes(discountId: string, codes: string[]): StoreCodeCreation;
  removeDiscountCodes(discountId: string, ids: string[]): { id: string };

  /** Shopify's own abandoned checkout mail: so many hours after the last change, or null for off. */
  setRecoveryMail(afterHours: number | null): void;

  updateCustomer(customerId: string, changes: CustomerChanges): StoreCustomer;
  deleteCustomer(customerId: string): void;
  /** Writes a consent as of `at`, or else now; repeating the present one changes and tells nothing. */
  recordConsent(
    customerId: string,
    change: { state: EmailMarketingState; optInLevel: StoreCustomer['emailMarketing']['optInLevel']; at?: string },
  ): void;
  /** Moves orders and tags of `removedId` to `keptId`, as the admin's merge does. */
  mergeCustomers(keptId: string, removedId: string): StoreCustomer;

  /** Refunds lines (default: all that is left) and puts the pieces back into stock. */
  refundOrder(orderId: string, input?: { lines?: { lineId: string; quantity: number }[]; note?: string }): StoreRefund;
  /** Sets a line's quantity after the order was placed (`orders/edited`). */
  editOrderLine(orderId: string, lineId: string, quantity: number): StoreOrder;
  refundsOf(orderId: string): StoreRefund[];
  /** Sends out all of an order (`orders/fulfilled`). */
  fulfillOrder(orderId: string): StoreFulfillment;
  fulfillmentOf(orderId: string): StoreFulfillment | undefined;
  /** Deletes an order that was cancelled or sent out (`orders/delete`). */
  deleteOrder(orderId: string): void;

  createProduct(product: Omit<StoreProduct, 'id' | 'createdAt' | 'updatedAt'>): StoreProduct;
  updateProduct(productId: string, changes: ProductChanges): StoreProduct;
  deleteProduct(productId: string): void;
  createCollection(collection: { handle: string; title: string }): StoreCollection;
  updateCollection(collectionId: string, changes: { title: string }): StoreCollection;
  /** Its products stay, without it. */
  deleteCollection(collectionId: string): void;
  /** Whether stock is counted at all (`inventory_items/update`). */
  setTracked(variantId: string, isTracked: boolean): void;
  /** Whether an item is kept at the shop's location at all; one that is not has none there. */
  setStocked(variantId: string, isStocked: boolean): void;
  updateShop(changes: { name?: string; email?: string; ianaTimezone?: string }): void;
  /** Deletes a checkout that was never completed (`checkouts/delete`). */
  deleteCheckout(checkoutToken: string): void;
}
