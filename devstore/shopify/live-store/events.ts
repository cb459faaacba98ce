import type {
  StoreCart,
  StoreCheckout,
  StoreCollection,
  StoreCustomer,
  StoreOrder,
  StoreProduct,
  StoreShop,
  StoreVariant,
} from '../../store';
import type { StoreRefund } from './contract';

/** A change of the store, named by the webhook topic that Shopify sends for it. */
export type StoreEvent =
  | { topic: 'carts/create' | 'carts/update'; cart: StoreCart }
  | { topic: 'checkouts/create' | 'checkouts/update' | 'checkouts/delete'; checkout: StoreCheckout }
  | {
      topic:
        | 'orders/create'
        | 'orders/updated'
        | 'orders/paid'
        | 'orders/fulfilled'
        | 'orders/cancelled'
        | 'orders/edited'
        | 'orders/delete';
      order: StoreOrder;
      edit?: OrderEdit;
    }
  | { topic: 'refunds/create'; order: StoreOrder; refund: StoreRefund }
  | {
      topic:
        | 'customers/create'
        | 'customers/update'
        | 'customers/delete'
        | 'customers/purchasing_summary'
        | 'customers_email_marketing_consent/update';
      customer: StoreCustomer;
    }
  | { topic: 'customer.tags_added' | 'customer.tags_removed'; customer: StoreCustomer; tags: string[] }
  | { topic: 'customers/merge'; kept: StoreCustomer; removed: StoreCustomer }
  | { topic: 'products/create' | 'products/update' | 'products/delete'; product: StoreProduct }
  | { topic: 'variants/in_stock' | 'variants/out_of_stock'; product: StoreProduct; variant: StoreVariant }
  | {
      topic: 'inventory_levels/connect' | 'inventory_levels/update' | 'inventory_levels/disconnect';
      variant: StoreVariant;
      updatedAt: string;
    }
  | { topic: 'inventory_items/update'; product: StoreProduct; variant: StoreVariant; updatedAt: string }
  | { topic: 'collections/create' | 'collections/update' | 'collections/delete'; collection: StoreCollection }
  | { topic: 'shop/update'; shop: StoreShop };

export interface OrderEdit {
  added: { lineId: string; delta: number }[];
  removed: { lineId: string; delta: number }[];
}

/** Told of each change at once and in order. Changes of one action of a merchant or shopper share `actionId`. */
export type StoreListener = (event: StoreEvent, action: { actionId: string; at: string }) => void;
