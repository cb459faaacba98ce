/** What the newest left checkouts say of mail that went out about them. */
export interface RecoveryMailSeen {
  examined: number;
  mailed: number;
  lastAt: Date | null;
}

/** Whether Shopify itself, or an app that reports to it, also writes to people who left a checkout. */
export interface RecoveryMails {
  /** Looks at checkouts that were left between these instants of business time. */
  seen(shopDomain: string, between: { from: Date; until: Date }): Promise<RecoveryMailSeen>;
}
