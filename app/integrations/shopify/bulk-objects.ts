import { z } from 'zod';
import type { OrderReport, ProductReport } from '~/capture/events/reports';
import type { SyncedCustomer } from '~/capture/shopify-sync/store-source';
import { parseMinor } from '~/platform/money';
import type { BulkObject } from './bulk-lines';
import { consentStateOf } from './consent-state';

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const amount = z.object({ shopMoney: z.object({ amount: z.string() }) });
const withId = z.object({ id: z.string() });

const isKind = (kind: string) => (row: Record<string, unknown>) =>
  typeof row.id === 'string' && row.id.startsWith(`gid://shopify/${kind}/`);

const product = z.object({
  id: z.string(),
  handle: z.string(),
  title: z.string(),
  vendor: z.string(),
  productType: z.string(),
  tags: z.array(z.string()),
  status: z.enum(['ACTIVE', 'ARCHIVED', 'DRAFT', 'UNLISTED']),
  createdAt: instant,
  updatedAt: instant,
  onlineStoreUrl: z.string().nullable(),
  featuredMedia: z
    .object({
      preview: z.object({ image: z.object({ url: z.string(), altText: z.string().nullable() }).nullable() }).nullable(),
    })
    .nullable(),
});
const variant = z.object({
  id: z.string(),
  title: z.string(),
  sku: z.string().nullable(),
  price: z.string(),
  compareAtPrice: z.string().nullable(),
  inventoryQuantity: z.number().nullable(),
  availableForSale: z.boolean(),
});

export function toProduct({ parent, children }: BulkObject, currency: string): ProductReport {
  const { onlineStoreUrl, featuredMedia, ...known } = product.parse(parent);
  const image = featuredMedia?.preview?.image;
  return {
    ...known,
    isPublished: onlineStoreUrl !== null,
    imageUrl: image?.url ?? null,
    imageAlt: image?.altText ?? null,
    media: null,
    onlineStoreUrl,
    collectionIds: children.filter(isKind('Collection')).map((row) => withId.parse(row).id),
    variants: children.filter(isKind('ProductVariant')).map((row) => {
      const { price, compareAtPrice, availableForSale, ...rest } = variant.parse(row);
      return {
        ...rest,
        priceMinor: parseMinor(price, currency),
        compareAtPriceMinor: compareAtPrice === null ? null : parseMinor(compareAtPrice, currency),
        isAvailable: availableForSale,
        imageUrl: null,
        inventoryItemId: null,
        inventoryPolicy: null,
        isTracked: null,
        options: null,
      };
    }),
  };
}

const customer = z.object({
  id: z.string(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  locale: z.string(),
  updatedAt: instant,
  defaultAddress: z.object({ countryCodeV2: z.string().nullable() }).nullable(),
  defaultEmailAddress: z
    .object({
      emailAddress: z.string(),
      marketingState: z.string(),
      marketingOptInLevel: z.string().nullable(),
      marketingUpdatedAt: instant.nullable(),
    })
    .nullable(),
});

export function toCustomer({ parent }: BulkObject): SyncedCustomer {
  const known = customer.parse(parent);
  const email = known.defaultEmailAddress;
  return {
    person: {
      customerId: known.id,
      email: email?.emailAddress,
      firstName: known.firstName ?? undefined,
      lastName: known.lastName ?? undefined,
      locale: known.locale,
      countryCode: known.defaultAddress?.countryCodeV2 ?? undefined,
      seenAt: known.updatedAt,
    },
    consent: email && {
      customerId: known.id,
      email: email.emailAddress,
      state: consentStateOf(email.marketingState),
      optInLevel: email.marketingOptInLevel,
      occurredAt: email.marketingUpdatedAt ?? known.updatedAt,
    },
  };
}

const order = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  test: z.boolean(),
  createdAt: instant,
  updatedAt: instant,
  cancelledAt: instant.nullable(),
  cartToken: z.string().nullable(),
  checkoutToken: z.string().nullable(),
  currencyCode: z.string(),
  customerLocale: z.string().nullable(),
  customer: withId.nullable(),
  shippingAddress: z.object({ countryCodeV2: z.string().nullable() }).nullable(),
  totalPriceSet: amount,
  totalRefundedSet: amount,
});
const lineItem = z.object({
  id: z.string(),
  title: z.string(),
  quantity: z.number().int(),
  product: withId.nullable(),
  variant: withId.nullable(),
  originalUnitPriceSet: amount,
});

export function toOrder({ parent, children }: BulkObject): OrderReport {
  const known = order.parse(parent);
  const minor = (set: z.infer<typeof amount>) => parseMinor(set.shopMoney.amount, known.currencyCode);
  return {
    id: known.id,
    name: known.name,
    cartToken: known.cartToken,
    checkoutToken: known.checkoutToken,
    currency: known.currencyCode,
    totalMinor: minor(known.totalPriceSet),
    refundedMinor: minor(known.totalRefundedSet),
    subtotalMinor: null,
    discountMinor: null,
    shippingMinor: null,
    discountCodes: null,
    financialStatus: null,
    fulfillmentStatus: null,
    sourceName: null,
    attribution: null,
    isTest: known.test,
    placedAt: known.createdAt,
    cancelledAt: known.cancelledAt,
    fulfilledAt: null,
    updatedAt: known.updatedAt,
    lines: children.filter(isKind('LineItem')).map((row) => {
      const line = lineItem.parse(row);
      return {
        id: line.id,
        title: line.title,
        quantity: line.quantity,
        currentQuantity: null,
        productId: line.product?.id ?? null,
        variantId: line.variant?.id ?? null,
        priceMinor: minor(line.originalUnitPriceSet),
      };
    }),
    refunds: [],
    person: {
      customerId: known.customer?.id,
      email: known.email ?? undefined,
      locale: known.customerLocale ?? undefined,
      countryCode: known.shippingAddress?.countryCodeV2 ?? undefined,
      seenAt: known.createdAt,
    },
  };
}
