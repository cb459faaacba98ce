import type {
  CollectionReport,
  InventoryItemReport,
  InventoryLevelReport,
  ProductReport,
  VariantStockReport,
} from './catalog-reports';
import type { CustomerRecordReport } from './customer-reports';
import type { CustomerEvent } from './event';
import type { MailSignal } from './mail-signal';
import type { OrderReport, RefundReport } from './order-reports';
import type { PersonReport } from './person-report';
import type { ToldReport } from './told-reports';

export type * from './catalog-reports';
export type * from './customer-reports';
export type * from './order-reports';

/**
 * What tells who somebody is. Strong ones name a person: Shopify's customer, an id of the merchant's own or of another tool, an address. A phone
 * may be a household's. Weak ones name a browser, a cart or a checkout.
 */
export interface Identifier {
  kind: 'customer' | 'external' | 'email' | 'phone' | 'visitor' | 'cart' | 'checkout';
  value: string;
}

export interface CartLine {
  variantId: string;
  productId: string;
  quantity: number;
  title: string;
  variantTitle: string | null;
  priceMinor: number;
}

export interface CartReport {
  token: string;
  createdAt: Date;
  updatedAt: Date;
  lines: CartLine[];
}

export interface CheckoutReport {
  token: string;
  cartToken: string | null;
  url: string | null;
  createdAt: Date;
  updatedAt: Date;
  completedAt: Date | null;
  currency: string;
  lines: CartLine[];
  person: PersonReport;
}

/** A checkout of a shop's past, which its address names: by its cart's token or by its own. */
export interface PastCheckout {
  id: string;
  cartToken: string | null;
  checkoutToken: string | null;
  url: string;
  createdAt: Date;
  updatedAt: Date;
  completedAt: Date | null;
  currency: string;
  lines: CartLine[];
  /** Null where the checkout names nobody. */
  customerId: string | null;
}

/** Shopify made one customer of two: the one it kept, and the one that is no more. */
export interface CustomerMergeReport {
  keptCustomerId: string;
  absorbedCustomerId: string;
  occurredAt: Date;
}

/** What Shopify holds to be the state of marketing consent for an address. */
export interface ConsentReport {
  customerId: string;
  email: string;
  state: 'granted' | 'pending' | 'withdrawn' | 'never-given';
  optInLevel: string | null;
  occurredAt: Date;
}

/** What is told of a message we sent, or of an address on a stream. */
export type EmailReport =
  | { kind: 'engagement'; messageId: string; event: CustomerEvent }
  /** It was opened or clicked, by whomever. */
  | { kind: 'signal'; signal: MailSignal }
  | {
      kind: 'revocation';
      messageId: string | null;
      email: string;
      why: 'unsubscribed' | 'complained' | 'hard-bounced';
      occurredAt: Date;
      event: CustomerEvent | null;
    };

/** A mandatory privacy request, as Shopify passes it on. */
export interface PrivacyRequest {
  topic: 'customers/data_request' | 'customers/redact' | 'shop/redact';
  /** As the body names it. */
  shopDomain: string;
  customer: unknown;
  /** Numbers of the orders that are asked about, or to be erased. */
  orders: readonly (number | string)[];
}

/** Everything an inbox item can turn out to be. */
export type Report =
  | { kind: 'product'; product: ProductReport }
  | { kind: 'product-deleted'; productId: string; deletedAt: Date }
  | { kind: 'variant-stock'; stock: VariantStockReport }
  | { kind: 'collection'; collection: CollectionReport }
  | { kind: 'collection-deleted'; collectionId: string; deletedAt: Date }
  | { kind: 'inventory-level'; level: InventoryLevelReport }
  | { kind: 'inventory-item'; item: InventoryItemReport }
  | { kind: 'cart'; cart: CartReport }
  | { kind: 'checkout'; checkout: CheckoutReport }
  | { kind: 'checkout-deleted'; checkoutToken: string; deletedAt: Date }
  | { kind: 'order'; order: OrderReport }
  | { kind: 'order-edited'; orderId: string; editedAt: Date }
  | { kind: 'order-deleted'; orderId: string; deletedAt: Date }
  | { kind: 'refund'; refund: RefundReport }
  | { kind: 'customer'; person: PersonReport & { customerId: string }; record: CustomerRecordReport }
  | { kind: 'customer-record'; record: CustomerRecordReport }
  | { kind: 'customer-deleted'; customerId: string; deletedAt: Date }
  | { kind: 'customer-merge'; merge: CustomerMergeReport }
  | { kind: 'consent'; consent: ConsentReport }
  | {
      kind: 'storefront';
      visitorId: string;
      customerId: string | null;
      /** None: the browser only says who is there. */
      events: CustomerEvent[];
      /** Business time. */
      receivedAt: Date;
      /** Of the mail whose link led here. */
      mailToken?: string | undefined;
      /** The browser says that its user's data must not be sold: Global Privacy Control. */
      refusesSale?: boolean;
    }
  | { kind: 'email'; email: EmailReport }
  | { kind: 'told'; told: ToldReport }
  /** Somebody is to be sent into a flow that waits to be asked. */
  | { kind: 'asked-into-flow'; person: PersonReport; flowKey: string }
  | { kind: 'sync-moved' }
  | { kind: 'shop-changed' }
  | { kind: 'scopes-changed'; scopes: string[] }
  | { kind: 'privacy'; request: PrivacyRequest }
  | { kind: 'uninstalled'; at: Date }
  | { kind: 'not-needed' };
