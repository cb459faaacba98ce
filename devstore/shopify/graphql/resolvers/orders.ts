import type { StoreCustomer, StoreLineItem, StoreOrder } from '../../../store';
import { gid, gidTail } from '../../gid';
import { utcSeconds, utcSecondsOrNull } from '../../instants';
import type { StoreRefund } from '../../live-store/contract';
import { moneyBag, moneyText, moneyV2 } from '../../money';
import { connectInOrder, type ConnectionArgs } from '../connections';
import type { AdminContext } from '../context';
import { orderAddress } from './addresses';
import { legacyId } from './lookups';

type Read = (order: StoreOrder) => number;

/** A line of an order, with the order it stands in. */
interface LineView extends StoreLineItem {
  order: StoreOrder;
}

function currencyOf({ world }: AdminContext): string {
  return world.state.data.shop.currency;
}

const bag = (read: Read) => (order: StoreOrder, _args: unknown, context: AdminContext) =>
  moneyBag(read(order), currencyOf(context));
const scalar = (read: Read) => (order: StoreOrder, _args: unknown, context: AdminContext) =>
  moneyText(read(order), currencyOf(context));

function customerOf(order: StoreOrder, { world }: AdminContext): StoreCustomer | undefined {
  return order.customerId ? world.state.customers.get(order.customerId) : undefined;
}

/** Refunds made here; for money refunded before the data began, one refund that stands for it. */
function refundsOf(order: StoreOrder, context: AdminContext): StoreRefund[] {
  const made = context.world.store.refundsOf(order.id);
  const earlierMinor = order.refundedMinor - made.reduce((sum, each) => sum + each.amountMinor, 0);
  if (earlierMinor <= 0 || order.cancelledAt) return made;
  const id = gid('Refund', gidTail(order.id));
  const earlier = {
    id,
    orderId: order.id,
    createdAt: order.updatedAt,
    amountMinor: earlierMinor,
    note: null,
    lines: [],
  };
  return [earlier, ...made];
}

const subtotal: Read = (order) => order.subtotalMinor;
const total: Read = (order) => order.totalMinor;
const remaining: Read = (order) => order.totalMinor - order.refundedMinor;
const discount: Read = (order) => order.discountMinor;
const shipping: Read = (order) => order.shippingMinor;
const tax: Read = (order) => order.taxMinor;
const refunded: Read = (order) => order.refundedMinor;
const received: Read = (order) => (order.financialStatus === 'PENDING' ? 0 : order.totalMinor);
const outstanding: Read = (order) => (order.financialStatus === 'PENDING' ? order.totalMinor : 0);
const nothing: Read = () => 0;

const money = {
  subtotalPriceSet: bag(subtotal),
  currentSubtotalPriceSet: bag(subtotal),
  totalPriceSet: bag(total),
  originalTotalPriceSet: bag(total),
  currentTotalPriceSet: bag(remaining),
  totalDiscountsSet: bag(discount),
  currentTotalDiscountsSet: bag(discount),
  cartDiscountAmountSet: bag(discount),
  currentCartDiscountAmountSet: bag(discount),
  totalShippingPriceSet: bag(shipping),
  currentShippingPriceSet: bag(shipping),
  totalTaxSet: bag(tax),
  currentTotalTaxSet: bag(tax),
  totalRefundedSet: bag(refunded),
  totalReceivedSet: bag(received),
  netPaymentSet: bag((order) => received(order) - order.refundedMinor),
  totalOutstandingSet: bag(outstanding),
  totalCapturableSet: bag(nothing),
  totalTipReceivedSet: bag(nothing),
  totalRefundedShippingSet: bag(nothing),
  refundDiscrepancySet: bag(nothing),
  subtotalPrice: scalar(subtotal),
  totalPrice: scalar(total),
  totalDiscounts: scalar(discount),
  totalShippingPrice: scalar(shipping),
  totalTax: scalar(tax),
  totalRefunded: scalar(refunded),
  totalReceived: scalar(received),
  netPayment: scalar((order) => received(order) - order.refundedMinor),
};

const facts = {
  createdAt: (order: StoreOrder) => utcSeconds(order.createdAt),
  processedAt: (order: StoreOrder) => utcSeconds(order.createdAt),
  updatedAt: (order: StoreOrder) => utcSeconds(order.updatedAt),
  cancelledAt: (order: StoreOrder) => utcSecondsOrNull(order.cancelledAt),
  cancelReason: (order: StoreOrder) => (order.cancelledAt ? 'OTHER' : null),
  closed: (order: StoreOrder) => order.cancelledAt !== null || order.fulfillmentStatus === 'FULFILLED',
  closedAt: (order: StoreOrder) => utcSecondsOrNull(order.cancelledAt),
  legacyResourceId: legacyId,
  number: (order: StoreOrder) => Number(/\d+/.exec(order.name)?.[0] ?? 0),
  confirmed: () => true,
  confirmationNumber: () => null,
  test: () => false,
  edited: () => false,
  tags: () => [],
  note: () => null,
  phone: () => null,
  poNumber: () => null,
  sourceIdentifier: () => null,
  registeredSourceUrl: () => null,
  taxesIncluded: () => true,
  taxLines: () => [],
  taxExempt: () => false,
  estimatedTaxes: () => false,
  dutiesIncluded: () => false,
  requiresShipping: () => true,
  returnStatus: () => 'NO_RETURN',
  paymentGatewayNames: () => ['bogus'],
  customAttributes: (order: StoreOrder) => order.noteAttributes.map(({ name, value }) => ({ key: name, value })),
  customerAcceptsMarketing: (order: StoreOrder) => order.acceptsMarketing,
  discountCode: (order: StoreOrder) => order.discountCodes[0] ?? null,
  displayFinancialStatus: (order: StoreOrder) => order.financialStatus,
  displayFulfillmentStatus: (order: StoreOrder) => order.fulfillmentStatus,
  fullyPaid: (order: StoreOrder) => order.financialStatus !== 'PENDING',
  unpaid: (order: StoreOrder) => order.financialStatus === 'PENDING',
  refundable: (order: StoreOrder) => order.refundedMinor < order.totalMinor,
  currencyCode: (_order: StoreOrder, _args: unknown, context: AdminContext) => currencyOf(context),
  presentmentCurrencyCode: (_order: StoreOrder, _args: unknown, context: AdminContext) => currencyOf(context),
  customer: (order: StoreOrder, _args: unknown, context: AdminContext) => customerOf(order, context) ?? null,
  customerLocale: (order: StoreOrder, _args: unknown, context: AdminContext) =>
    customerOf(order, context)?.locale ?? null,
  billingAddress: (order: StoreOrder, _args: unknown, context: AdminContext) =>
    orderAddress(order, customerOf(order, context)),
  shippingAddress: (order: StoreOrder, _args: unknown, context: AdminContext) =>
    orderAddress(order, customerOf(order, context)),
  displayAddress: (order: StoreOrder, _args: unknown, context: AdminContext) =>
    orderAddress(order, customerOf(order, context)),
  customerJourneySummary: () => ({
    ready: false,
    customerOrderIndex: null,
    daysToConversion: null,
    firstVisit: null,
    lastVisit: null,
    momentsCount: null,
  }),
  statusPageUrl: (order: StoreOrder, _args: unknown, { world }: AdminContext) =>
    `${world.storefrontUrl()}/orders/${gidTail(order.id)}/authenticate`,
  subtotalLineItemsQuantity: piecesOf,
  currentSubtotalLineItemsQuantity: piecesOf,
  refunds: (order: StoreOrder, args: { first?: number | null }, context: AdminContext) =>
    refundsOf(order, context).slice(0, args.first ?? undefined),
  lineItems: (order: StoreOrder, args: ConnectionArgs, context: AdminContext) =>
    connectInOrder(
      order.lines.map((line) => ({ ...line, order })),
      args,
      context,
    ),
};

function piecesOf(order: StoreOrder): number {
  return order.lines.reduce((sum, line) => sum + line.quantity, 0);
}

type LineRead = (line: LineView) => number;
const lineBag = (read: LineRead) => (line: LineView, _args: unknown, context: AdminContext) =>
  moneyBag(read(line), currencyOf(context));
const lineScalar = (read: LineRead) => (line: LineView, _args: unknown, context: AdminContext) =>
  moneyText(read(line), currencyOf(context));

const lineTotal: LineRead = (line) => line.priceMinor * line.quantity;
const unitPrice: LineRead = (line) => line.priceMinor;

const lineItem = {
  name: (line: LineView) => (line.variantTitle ? `${line.title} - ${line.variantTitle}` : line.title),
  product: (line: LineView, _args: unknown, { world }: AdminContext) =>
    (line.productId && world.state.products.get(line.productId)) ?? null,
  variant: (line: LineView, _args: unknown, { world }: AdminContext) =>
    (line.variantId && world.state.variants.get(line.variantId)?.variant) ?? null,
  vendor: (line: LineView, _args: unknown, { world }: AdminContext) =>
    (line.productId && world.state.products.get(line.productId)?.vendor) || null,
  currentQuantity: (line: LineView, _args: unknown, context: AdminContext) =>
    line.quantity - refundedPieces(line, context),
  refundableQuantity: (line: LineView, _args: unknown, context: AdminContext) =>
    line.quantity - refundedPieces(line, context),
  unfulfilledQuantity: (line: LineView) => (line.order.fulfillmentStatus === 'FULFILLED' ? 0 : line.quantity),
  nonFulfillableQuantity: () => 0,
  customAttributes: () => [],
  discountAllocations: () => [],
  duties: () => [],
  taxLines: () => [],
  isGiftCard: () => false,
  requiresShipping: () => true,
  taxable: () => true,
  restockable: () => true,
  originalUnitPriceSet: lineBag(unitPrice),
  discountedUnitPriceSet: lineBag(unitPrice),
  discountedUnitPriceAfterAllDiscountsSet: lineBag(unitPrice),
  originalTotalSet: lineBag(lineTotal),
  discountedTotalSet: lineBag(lineTotal),
  totalDiscountSet: lineBag(() => 0),
  originalUnitPrice: lineScalar(unitPrice),
  originalTotal: lineScalar(lineTotal),
  discountedTotal: lineScalar(lineTotal),
};

function refundedPieces(line: LineView, { world }: AdminContext): number {
  const refunds = world.store.refundsOf(line.order.id).flatMap((each) => each.lines);
  return refunds.reduce((sum, each) => (each.lineId === line.id ? sum + each.quantity : sum), 0);
}

const refund = {
  createdAt: (each: StoreRefund) => utcSeconds(each.createdAt),
  processedAt: (each: StoreRefund) => utcSeconds(each.createdAt),
  updatedAt: (each: StoreRefund) => utcSeconds(each.createdAt),
  legacyResourceId: legacyId,
  order: (each: StoreRefund, _args: unknown, { world }: AdminContext) => world.state.orders.get(each.orderId),
  totalRefundedSet: (each: StoreRefund, _args: unknown, context: AdminContext) =>
    moneyBag(each.amountMinor, currencyOf(context)),
  totalRefunded: (each: StoreRefund, _args: unknown, context: AdminContext) =>
    moneyV2(each.amountMinor, currencyOf(context)),
};

export const orderResolvers = { Order: { ...facts, ...money }, LineItem: lineItem, Refund: refund };
