import { orderPlace } from '~/capture/data-quality/order-place';
import type { OrderLineReport, OrderReport } from '~/capture/events/order-reports';
import { parseMinor } from '~/platform/money';
import type { ImportPlan } from './plan';
import { subjectsOfRow } from './read-identity';
import type { RowOutcome } from './read-person-row';
import { rowCells, type RowCells } from './row-cells';
import { readGid, readInstant } from './row-values';

export interface OrderRows {
  order: OrderReport;
  /** Of each line, to find it in the catalogue; empty where the file has none. */
  skus: string[];
}

/**
 * One order of Shopify's export: its first row has what it came to, each row one of its lines. The export has no time of the last change: it is
 * stamped with the last it tells of, so that whatever Shopify says itself is newer.
 */
export function readOrderRows(rows: readonly string[][], plan: ImportPlan, currency: string): RowOutcome<OrderRows> {
  const all = rows.map((fields) => rowCells(fields, plan.columns));
  const [head] = all;
  if (!head) return { read: null, subjects: [], problems: [] };
  const told = head.text('currency').toUpperCase() || currency;
  const id = readGid('Order', head.text('orderId'));
  if (!id)
    head.refuse('orderId', 'It has no Id of Shopify’s.', 'Export the orders again; Shopify fills this column in.');
  const placedAt = readInstant(head.text('orderedAt'));
  if (!placedAt) head.refuse('orderedAt', 'When it was placed cannot be read.', 'Keep the date as Shopify wrote it.');
  const lines = all.map((row, index) => readLine(row, `${id ?? ''}/line/${index + 1}`, told));
  const email = head.text('email') || undefined;
  const phone = head.text('phone').slice(0, 50) || undefined;
  const order = id && placedAt ? orderOf(head, { id, placedAt, currency: told }) : null;
  const problems = all.flatMap((row) => row.problems);
  const isRead = order !== null && !problems.some(({ isFatal }) => isFatal);
  const person = { email, phone, countryCode: head.text('country') || undefined, seenAt: placedAt ?? new Date(0) };
  return {
    read: isRead ? { order: { ...order, lines, person }, skus: all.map((row) => row.text('lineSku')) } : null,
    subjects: subjectsOfRow({ email, phone, customerId: undefined, externalId: undefined }),
    problems,
  };
}

interface Head {
  id: string;
  placedAt: Date;
  currency: string;
}

function orderOf(row: RowCells, { id, placedAt, currency }: Head): Omit<OrderReport, 'lines' | 'person'> {
  const amount = (target: string) => readAmount(row, target, currency);
  const optional = (target: string) => (row.text(target) ? amount(target) : null);
  const [fulfilledAt, cancelledAt] = [readInstant(row.text('fulfilledAt')), readInstant(row.text('cancelledAt'))];
  const word = (target: string) => row.text(target).toUpperCase().slice(0, 40) || null;
  const totalMinor = amount('total');
  const refundedMinor = optional('refunded') ?? 0;
  const codes = row.text('discountCode');
  return {
    ...{ id, name: row.text('orderName').slice(0, 100), cartToken: null, checkoutToken: null, currency, totalMinor },
    refundedMinor: word('financialStatus') === 'REFUNDED' && !refundedMinor ? totalMinor : refundedMinor,
    ...{
      subtotalMinor: optional('subtotal'),
      shippingMinor: optional('shipping'),
      discountMinor: optional('discount'),
    },
    discountCodes: codes ? codes.split(',').map((code) => code.trim()) : null,
    ...{ financialStatus: word('financialStatus'), fulfillmentStatus: word('fulfillmentStatus') },
    ...{ sourceName: row.text('orderSource').slice(0, 100) || null, attribution: null, isTest: false, refunds: [] },
    shippedTo: orderPlace({ country: row.text('country') }),
    ...{ placedAt, cancelledAt, fulfilledAt },
    updatedAt: new Date(Math.max(placedAt.getTime(), fulfilledAt?.getTime() ?? 0, cancelledAt?.getTime() ?? 0)),
  };
}

function readLine(row: RowCells, id: string, currency: string): OrderLineReport {
  const quantity = Number(row.text('lineQuantity'));
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > 1_000_000)
    row.refuse('lineQuantity', 'This is no number of pieces.', 'Keep it as Shopify wrote it.');
  const title = row.text('lineName').slice(0, 500);
  if (!title) row.refuse('lineName', 'The line has no name.', 'Keep all lines of an order, one after the other.');
  const priceMinor = readAmount(row, 'linePrice', currency);
  return { id, productId: null, variantId: null, title, quantity, currentQuantity: null, priceMinor };
}

function readAmount(row: RowCells, target: string, currency: string): number {
  try {
    return parseMinor(row.text(target), currency);
  } catch {
    row.refuse(
      target,
      `This is no amount of ${/^[A-Z]{3}$/.test(currency) ? currency : 'money'}.`,
      'Write it as 12.90.',
    );
    return 0;
  }
}
