import { z } from 'zod';
import type { CustomerRecordReport, Report } from '~/capture/events/reports';
import { parseMinor } from '~/platform/money';
import { count, currencyCode, gid, instant, money } from './payload-parts';

/** These topics name their customer by GID, others by number. */
const customerGid = z.string().regex(/^gid:\/\/shopify\/Customer\/\d+$/);

const blank = (customerId: string, updatedAt: Date): CustomerRecordReport => ({
  ...{ customerId, updatedAt, state: null, locale: null, createdAt: null },
  ...{ tags: null, purchases: null, statistics: null, dataSale: null },
});

const tags = z.object({ customerId: customerGid, tags: z.array(z.string()), occurredAt: instant });

export function customerTagsReport(payload: unknown, kind: 'added' | 'removed'): Report {
  const { customerId, tags: named, occurredAt } = tags.parse(payload);
  const record = { ...blank(customerId, occurredAt), tags: { kind, tags: named, asOf: occurredAt } };
  return { kind: 'customer-record', record };
}

const summary = z.object({
  customerId: customerGid,
  numberOfOrders: z
    .union([z.number(), z.string().regex(/^\d+$/)])
    .transform(Number)
    .pipe(count.min(0)),
  amountSpent: z.object({ amount: money, currencyCode }),
  lastOrderId: z.string().nullish(),
  occurredAt: instant,
});

export function purchasingSummaryReport(payload: unknown): Report {
  const { customerId, numberOfOrders, amountSpent, lastOrderId, occurredAt } = summary.parse(payload);
  const purchases = {
    numberOfOrders,
    amountSpentMinor: parseMinor(amountSpent.amount, amountSpent.currencyCode),
    currency: amountSpent.currencyCode,
    lastOrderId: lastOrderId ?? null,
    asOf: occurredAt,
  };
  return { kind: 'customer-record', record: { ...blank(customerId, occurredAt), purchases } };
}

const own = z.object({
  id: gid('Customer'),
  state: z.string().nullish(),
  created_at: instant.nullish(),
  updated_at: instant,
});

/** What `customers/create` and `customers/update` tell beside who somebody is. */
export function customerRecordOf(payload: unknown): CustomerRecordReport {
  const { id, state, created_at, updated_at } = own.parse(payload);
  return { ...blank(id, updated_at), state: state?.toUpperCase() ?? null, createdAt: created_at ?? null };
}

export function customerDeletedReport(payload: unknown, deletedAt: Date): Report {
  return { kind: 'customer-deleted', customerId: z.object({ id: gid('Customer') }).parse(payload).id, deletedAt };
}
