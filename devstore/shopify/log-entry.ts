/** What the Shopify stand-in writes to its append-only log: one entry for each request received, each delivery made, each turn of an operation. */
export type ShopifyLogEntry =
  | RequestLogEntry
  | TokenLogEntry
  | DeliveryLogEntry
  | UndeliveredLogEntry
  | BulkLogEntry
  | InstallationLogEntry
  | VisitorLogEntry;

export interface RequestLogEntry {
  kind: 'request';
  method: string;
  path: string;
  shop: string | null;
  status: number;
  ms: number;
  /** Of a GraphQL request. */
  operation?: string;
  requestedCost?: number;
  actualCost?: number;
  /** Codes of the GraphQL errors answered, such as `THROTTLED`. */
  errorCodes?: string[];
}

export interface TokenLogEntry {
  kind: 'token';
  grant: 'token-exchange' | 'refresh' | 'unknown';
  outcome: 'issued' | 'refused';
  /** Shopify's error code when refused. */
  error?: string;
}

export interface DeliveryLogEntry {
  kind: 'webhook';
  topic: string;
  uri: string;
  eventId: string;
  webhookId: string;
  /** 0 is the first try. */
  attempt: number;
  /** HTTP status answered, or null when no answer came. */
  status: number | null;
  error?: string;
  ms: number;
  /** True when the stand-in sent the same delivery again after a success. */
  isDuplicate: boolean;
}

export interface UndeliveredLogEntry {
  kind: 'webhook-undelivered';
  topic: string;
  uri: string;
  eventId: string;
  webhookId: string;
  /** `dropped`: lost on purpose; `exhausted`: all retries failed; `filtered`: the subscription's filter said no. */
  reason: 'dropped' | 'exhausted' | 'filtered';
}

export interface BulkLogEntry {
  kind: 'bulk';
  id: string;
  status: string;
  objectCount: number;
  ms: number;
}

export interface InstallationLogEntry {
  kind: 'installation';
  event: 'installed' | 'uninstalled' | 'scopes-updated';
  scopes: string[];
}

/** A call of the storefront's Visitor API: an address or number that somebody gave there. */
export interface VisitorLogEntry {
  kind: 'visitor';
  email?: string;
  phone?: string;
  /** The app that called, if it said so. */
  appId?: string;
}
