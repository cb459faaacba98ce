export type PropertyValue = string | number | boolean | null;

/** What a payload says of a person. Absent means: it does not say. */
export interface PersonReport {
  customerId?: string | undefined;
  email?: string | undefined;
  visitorId?: string | undefined;
  /** As it was written down; E.164 or a national form. */
  phone?: string | undefined;
  /** An id of the merchant's own or of another tool, in one namespace a shop: `loyalty:4711`. */
  externalId?: string | undefined;
  firstName?: string | undefined;
  lastName?: string | undefined;
  locale?: string | undefined;
  /** A country's code or name as it was written down; whoever keeps it brings it to ISO 3166-1 alpha-2. */
  countryCode?: string | undefined;
  city?: string | undefined;
  /** ISO 3166-2 without its country, as Shopify's `provinceCode`. */
  regionCode?: string | undefined;
  /** As it was written down; kept as `1990-12-31`, or `12-31` where the year is not told. */
  birthday?: string | undefined;
  /** Custom properties and metafields (`namespace.key`). Null takes one away; one that is not named stays. */
  properties?: Record<string, PropertyValue> | undefined;
  seenAt: Date;
}
