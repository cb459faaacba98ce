import { z } from 'zod';
import type { RefundReport, Report } from '~/capture/events/reports';
import { parseMinor } from '~/platform/money';
import { count, gid, instant, money } from './payload-parts';

const transaction = z.object({ kind: z.string(), status: z.string(), amount: money, currency: z.string().nullish() });

const refundLine = z.object({
  line_item_id: gid('LineItem'),
  quantity: count,
  subtotal: money.nullish(),
  total_tax: money.nullish(),
});

/** Within an order's payload, and by itself in `refunds/create`. */
export const refundPayload = z.object({
  id: gid('Refund'),
  order_id: gid('Order'),
  created_at: instant,
  processed_at: instant.nullish(),
  refund_line_items: z.array(refundLine).nullish(),
  transactions: z.array(transaction).nullish(),
});

type Refund = z.infer<typeof refundPayload>;

/** `currency` is the shop's; lines' amounts are always in it. */
export function toRefund(refund: Refund, currency: string): RefundReport {
  const lines = (refund.refund_line_items ?? []).map((line) => ({
    lineId: line.line_item_id,
    quantity: line.quantity,
    amountMinor: parseMinor(line.subtotal ?? '0', currency),
  }));
  return {
    id: refund.id,
    orderId: refund.order_id,
    amountMinor: amountOf(refund, currency),
    refundedAt: refund.processed_at ?? refund.created_at,
    lines,
  };
}

/**
 * What was paid back: the transactions that went through. Where a shopper paid in another currency than the shop's they are in that, and the
 * lines with their taxes stand in; shipping that was paid back is then left to the order's own figures.
 */
function amountOf({ transactions, refund_line_items: lines }: Refund, currency: string): number {
  const paid = (transactions ?? []).filter(({ kind, status }) => kind === 'refund' && status === 'success');
  const sum = (amounts: string[]) => amounts.reduce((total, amount) => total + parseMinor(amount, currency), 0);
  if (paid.every((each) => !each.currency || each.currency === currency)) return sum(paid.map(({ amount }) => amount));
  return sum((lines ?? []).flatMap(({ subtotal, total_tax: tax }) => [subtotal ?? '0', tax ?? '0']));
}

export function refundReport(payload: unknown, currency: string): Report {
  return { kind: 'refund', refund: toRefund(refundPayload.parse(payload), currency) };
}
