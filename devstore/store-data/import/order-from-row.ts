import type { StoreCustomer, StoreOrder } from '../../store';
import type { ORDER_COLUMNS } from './columns';
import type { Match } from './match-lines';
import type { Row } from './read-rows';
import { BadField } from './report';
import { commaList, countryCode, email, instant, money, oneOf, withoutApostrophe, yesNo } from './values';

export type OrderRow = Row<keyof typeof ORDER_COLUMNS>;

export interface OrderContext {
  currency: string;
  fractionDigits: number;
  match: (sku: string, name: string) => Match | null;
  /** The customer of an order, by what its first row says; null for none. */
  customerFor: (row: OrderRow, email: string | null) => StoreCustomer | null;
}

/** Shopify's words for payment; what the store does not tell apart is what it is closest to. */
const FINANCIAL: Record<string, StoreOrder['financialStatus']> = {
  paid: 'PAID',
  pending: 'PENDING',
  authorized: 'PENDING',
  partially_paid: 'PENDING',
  refunded: 'REFUNDED',
  partially_refunded: 'PARTIALLY_REFUNDED',
  voided: 'VOIDED',
  expired: 'VOIDED',
};

/** The order that a first row describes, as yet without its lines. Its id stays empty where the file has none. */
export function orderFrom(row: OrderRow, context: OrderContext): StoreOrder {
  const amount = (column: Parameters<OrderRow['text']>[0], field: string): number =>
    row.text(column) === '' ? 0 : money(row.text(column), field, context.fractionDigits);
  checkCurrency(row, context.currency);
  const address = email(row.text('email'), 'Email');
  const createdAt = instant(row.text('createdAt'), 'Created at');
  const cancelledAt = row.text('cancelledAt') ? instant(row.text('cancelledAt'), 'Cancelled at') : null;
  const financialStatus = financialStatusOf(row);
  const totalMinor = amount('total', 'Total');
  const refunded = amount('refundedAmount', 'Refunded Amount');
  const order: StoreOrder = {
    id: idOf(row),
    name: row.text('name'),
    customerId: null,
    email: address,
    createdAt: iso(createdAt),
    updatedAt: iso(Math.max(createdAt, cancelledAt ?? 0, laterOf(row))),
    cancelledAt: cancelledAt === null ? null : iso(cancelledAt),
    lines: [],
    subtotalMinor: amount('subtotal', 'Subtotal'),
    shippingMinor: amount('shipping', 'Shipping'),
    taxMinor: amount('taxes', 'Taxes'),
    discountMinor: amount('discountAmount', 'Discount Amount'),
    totalMinor,
    // Old exports have no column for it, but their status says that all of it went back.
    refundedMinor: financialStatus === 'REFUNDED' && refunded === 0 ? totalMinor : refunded,
    financialStatus,
    fulfillmentStatus: row.text('fulfillmentStatus').toLowerCase() === 'fulfilled' ? 'FULFILLED' : 'UNFULFILLED',
    discountCodes: commaList(row.text('discountCode')),
    cartToken: null,
    checkoutToken: null,
    noteAttributes: noteAttributesIn(row.text('noteAttributes')),
    acceptsMarketing: yesNo(row.text('acceptsMarketing'), 'Accepts Marketing'),
    countryCode: countryCode(row.text('shippingCountry')) ?? countryCode(row.text('billingCountry')),
    sourceName: row.text('source') || 'web',
  };
  // Last, so that a row that is not usable makes no customer.
  return { ...order, customerId: context.customerFor(row, address)?.id ?? null };
}

function financialStatusOf(row: OrderRow): StoreOrder['financialStatus'] {
  const word = row.text('financialStatus');
  if (word === '' && row.has('financialStatus')) {
    throw new BadField(
      'Financial Status',
      `is empty on the first line of order ${row.text('name')}`,
      'keep all lines of an order together, the one with its totals first',
    );
  }
  return word === '' ? 'PAID' : oneOf(word, 'Financial Status', FINANCIAL);
}

function checkCurrency(row: OrderRow, currency: string): void {
  const own = row.text('currency').toUpperCase();
  if (own !== '' && own !== currency) {
    throw new BadField(
      'Currency',
      `${own} is not the store's ${currency}`,
      'export orders of one currency, the store’s own',
    );
  }
}

function idOf(row: OrderRow): string {
  const number = withoutApostrophe(row.text('id'));
  if (number === '') return '';
  if (!/^\d+$/.test(number))
    throw new BadField('Id', `"${number}" is no number`, 'keep the number that Shopify gave, digits only');
  return `gid://shopify/Order/${number}`;
}

const laterOf = (row: OrderRow): number =>
  Math.max(
    row.text('paidAt') ? instant(row.text('paidAt'), 'Paid at') : 0,
    row.text('fulfilledAt') ? instant(row.text('fulfilledAt'), 'Fulfilled at') : 0,
  );

/** One `name: value` a line. */
const noteAttributesIn = (text: string): StoreOrder['noteAttributes'] =>
  text.split(/\r\n|\n|\r/).flatMap((line) => {
    const colon = line.indexOf(':');
    return colon > 0 ? [{ name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() }] : [];
  });

const iso = (at: number): string => new Date(at).toISOString();
