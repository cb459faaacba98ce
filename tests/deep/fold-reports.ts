import type { OrderReport, Report } from '~/capture/events/reports';
import { keptOf, noNumbers, type ShopLife } from '../models/shop-life';
import type { ModelNumbers } from '../models/order-life';

interface Known {
  orders: Map<string, OrderReport>;
  /** By order, then by refund: amounts. */
  refunds: Map<string, Map<string, number>>;
  deleted: Set<string>;
  erased: Set<string>;
  /** From a customer that is no more to the one that was kept. */
  mergedInto: Map<string, string>;
}

/**
 * The rules by which reports are stored, in memory and as short as can be: the newest wins, what was deleted or erased stays away, refunds are kept
 * each by itself. What the payloads tell must be enough for these rules to come to the truth in any order.
 */
export function foldReports(reports: Report[]): Known {
  const known: Known = {
    ...{ orders: new Map(), refunds: new Map(), deleted: new Set(), erased: new Set(), mergedInto: new Map() },
  };
  for (const report of reports) take(known, report);
  return known;
}

function take(known: Known, report: Report): void {
  switch (report.kind) {
    case 'order':
      return takeOrder(known, report.order);
    case 'refund':
      return takeRefund(known, report.refund.orderId, report.refund.id, report.refund.amountMinor);
    case 'order-deleted':
      known.deleted.add(report.orderId);
      return void known.orders.delete(report.orderId);
    case 'customer-merge':
      return void known.mergedInto.set(report.merge.absorbedCustomerId, report.merge.keptCustomerId);
    case 'privacy':
      return forget(known, (report.request.customer as { id: number }).id);
    default:
      return undefined;
  }
}

function takeOrder(known: Known, order: OrderReport): void {
  if (known.deleted.has(order.id) || known.erased.has(order.id)) return;
  for (const refund of order.refunds) takeRefund(known, order.id, refund.id, refund.amountMinor);
  const before = known.orders.get(order.id);
  if (!before || before.updatedAt <= order.updatedAt) known.orders.set(order.id, order);
}

function takeRefund({ refunds }: Known, orderId: string, refundId: string, amountMinor: number): void {
  const own = refunds.get(orderId) ?? new Map<string, number>();
  refunds.set(orderId, own.set(refundId, amountMinor));
}

function forget(known: Known, customer: number): void {
  const whom = now(known, `gid://shopify/Customer/${customer}`);
  for (const [id, order] of known.orders) {
    if (now(known, order.person.customerId ?? '') !== whom) continue;
    known.erased.add(id);
    known.orders.delete(id);
  }
}

function now({ mergedInto }: Known, customerId: string): string {
  const next = mergedInto.get(customerId);
  return next === undefined ? customerId : now({ mergedInto } as Known, next);
}

/** What everybody's orders amount to, by the customer they are now. */
export function numbersOfReports(known: Known, life: ShopLife): Map<number, ModelNumbers> {
  const customers = new Set(keptOf(life).values());
  return new Map(
    [...customers].map((customer) => {
      const id = `gid://shopify/Customer/${customer}`;
      const own = [...known.orders.values()].filter(({ person }) => now(known, person.customerId ?? '') === id);
      return [customer, sumOf(known, own)];
    }),
  );
}

function sumOf({ refunds }: Known, all: OrderReport[]): ModelNumbers {
  const orders = all.filter(({ isTest, cancelledAt }) => !isTest && !cancelledAt);
  if (orders.length === 0) return noNumbers();
  const sum = (of: (order: OrderReport) => number) => orders.reduce((total, order) => total + of(order), 0);
  const paidBack = ({ id }: OrderReport) => [...(refunds.get(id)?.values() ?? [])].reduce((a, b) => a + b, 0);
  const grossMinor = sum(({ totalMinor }) => totalMinor);
  const refundedMinor = sum((order) => Math.max(order.refundedMinor, paidBack(order)));
  const times = orders.map(({ placedAt }) => placedAt.getTime());
  return {
    ...{ orderCount: orders.length, grossMinor, refundedMinor, netMinor: grossMinor - refundedMinor },
    averageMinor: Math.round(grossMinor / orders.length),
    itemCount: sum(({ lines }) => lines.reduce((pieces, line) => pieces + (line.currentQuantity ?? line.quantity), 0)),
    firstOrderAt: new Date(Math.min(...times)),
    lastOrderAt: new Date(Math.max(...times)),
  };
}
