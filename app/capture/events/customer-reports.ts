/** What Shopify keeps of a customer, beyond who it is. Each part is told by topics of its own and has a stamp of its own; null: not told. */
export interface CustomerRecordReport {
  customerId: string;
  /** ENABLED | DISABLED | INVITED | DECLINED */
  state: string | null;
  locale: string | null;
  createdAt: Date | null;
  /** Of the parts above. */
  updatedAt: Date;
  tags: CustomerTagsReport | null;
  purchases: CustomerPurchasesReport | null;
  statistics: CustomerStatisticsReport | null;
  dataSale: { isOptedOut: boolean; asOf: Date } | null;
}

/** All tags, or those that were added or taken away. */
export type CustomerTagsReport =
  { kind: 'all'; tags: string[]; asOf: Date } | { kind: 'added' | 'removed'; tags: string[]; asOf: Date };

/** What Shopify itself counts; our own numbers come from orders. */
export interface CustomerPurchasesReport {
  numberOfOrders: number;
  amountSpentMinor: number;
  currency: string;
  lastOrderId: string | null;
  asOf: Date;
}

export interface CustomerStatisticsReport {
  rfmGroup: string | null;
  /** HIGH | MEDIUM | LOW */
  predictedSpendTier: string | null;
  asOf: Date;
}
