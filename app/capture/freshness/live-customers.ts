/** What the store itself says of a customer at this moment. */
export interface LiveCustomer {
  /** Global id of the newest order; null: there is none. */
  lastOrderId: string | null;
  /** When they said no to marketing mail, where that is what stands there now; null: they did not. */
  refusedAt: Date | null;
}

/** Asks the store itself, for the last check before a mail leaves; whom it does not know is missing from the answer. */
export interface LiveCustomers {
  customers(shopDomain: string, customerIds: string[]): Promise<Map<string, LiveCustomer>>;
}
