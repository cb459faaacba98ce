import { z } from 'zod';
import type { ConsentReport, CustomerRecordReport } from '~/capture/events/reports';
import type { SyncedCustomer } from '~/capture/shopify-sync/sync-kinds';
import { parseMinor } from '~/platform/money';
import type { BulkObject } from './bulk-lines';
import { instant, isKind, withId } from './bulk-parts';
import { consentStateOf } from './consent-state';
import { propertiesOf } from './metafield-values';

const customer = z.object({
  id: z.string(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  locale: z.string(),
  state: z.string(),
  tags: z.array(z.string()),
  createdAt: instant,
  updatedAt: instant,
  numberOfOrders: z.coerce.number().int(),
  amountSpent: z.object({ amount: z.string(), currencyCode: z.string() }),
  lastOrder: withId.nullable(),
  dataSaleOptOut: z.boolean(),
  statistics: z.object({ rfmGroup: z.string().nullable(), predictedSpendTier: z.string().nullable() }).nullable(),
  defaultAddress: z
    .object({ city: z.string().nullable(), provinceCode: z.string().nullable(), countryCodeV2: z.string().nullable() })
    .nullable(),
  defaultPhoneNumber: z.object({ phoneNumber: z.string() }).nullable(),
  defaultEmailAddress: z
    .object({
      emailAddress: z.string(),
      marketingState: z.string(),
      marketingOptInLevel: z.string().nullable(),
      marketingUpdatedAt: instant.nullable(),
    })
    .nullable(),
});
type Customer = z.infer<typeof customer>;

/** Who a customer is, what Shopify keeps of them, and what they said about marketing. */
export function toCustomer({ parent, children }: BulkObject): SyncedCustomer {
  const known = customer.parse(parent);
  const { defaultAddress: place, defaultEmailAddress: email } = known;
  return {
    person: {
      customerId: known.id,
      email: email?.emailAddress,
      phone: known.defaultPhoneNumber?.phoneNumber,
      firstName: known.firstName ?? undefined,
      lastName: known.lastName ?? undefined,
      locale: known.locale,
      countryCode: place?.countryCodeV2 ?? undefined,
      city: place?.city ?? undefined,
      regionCode: place?.provinceCode ?? undefined,
      properties: propertiesOf(children.filter(isKind('Metafield'))),
      seenAt: known.updatedAt,
    },
    record: recordOf(known),
    consent: consentOf(known),
  };
}

function recordOf(known: Customer): CustomerRecordReport {
  const { id, state, locale, createdAt, updatedAt, tags, statistics, amountSpent } = known;
  return {
    ...{ customerId: id, state, locale, createdAt, updatedAt },
    tags: { kind: 'all', tags, asOf: updatedAt },
    purchases: {
      numberOfOrders: known.numberOfOrders,
      amountSpentMinor: parseMinor(amountSpent.amount, amountSpent.currencyCode),
      currency: amountSpent.currencyCode,
      lastOrderId: known.lastOrder?.id ?? null,
      asOf: updatedAt,
    },
    statistics: statistics && { ...statistics, asOf: updatedAt },
    dataSale: { isOptedOut: known.dataSaleOptOut, asOf: updatedAt },
  };
}

function consentOf({ id, defaultEmailAddress: email, updatedAt }: Customer): ConsentReport | null {
  return (
    email && {
      customerId: id,
      email: email.emailAddress,
      state: consentStateOf(email.marketingState),
      optInLevel: email.marketingOptInLevel,
      occurredAt: email.marketingUpdatedAt ?? updatedAt,
    }
  );
}
