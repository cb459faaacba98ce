import type { StoreLineItem, StoreOrder } from '../../../store';
import type { AdminWorld } from '../../graphql/context';
import { gidNumber, gidTail } from '../../gid';
import { locationId } from '../../graphql/resolvers/lookups';
import type { StoreRefund } from '../../live-store/contract';
import type { OrderEdit } from '../../live-store/events';
import { addressPayload, customerPayload, restShape, type Payload, type RestShape } from './rest';

/** An order as payloads since 2026-04 carry it: without `checkout_id`; `checkout_token` names the checkout. */
export function orderPayload(order: StoreOrder, world: AdminWorld): Payload {
  const rest = restShape(world);
  const customer = order.customerId ? world.state.customers.get(order.customerId) : undefined;
  const address = customer ? addressPayload(customer) : null;
  return {
    id: gidNumber(order.id),
    admin_graphql_api_id: order.id,
    ...identity(order, rest, world),
    ...amounts(order, rest),
    ...(address ? { billing_address: address, shipping_address: address } : {}),
    ...(customer ? { customer: customerPayload(customer, world) } : {}),
    discount_applications: [],
    fulfillments: fulfillmentPayloads(order, rest, world),
    line_items: order.lines.map((line) => ({
      ...linePayload(line, rest, world),
      current_quantity: line.quantity - refundedPieces(order, line.id, world),
    })),
    payment_terms: null,
    refunds: world.store.refundsOf(order.id).map((refund) => refundPayload(refund, order, world)),
    shipping_lines: [],
  };
}

function refundedPieces(order: StoreOrder, lineId: string, world: AdminWorld): number {
  const lines = world.store.refundsOf(order.id).flatMap((refund) => refund.lines);
  return lines.reduce((sum, line) => (line.lineId === lineId ? sum + line.quantity : sum), 0);
}

/** An order is sent out in one parcel, without tracking. */
function fulfillmentPayloads(order: StoreOrder, rest: RestShape, world: AdminWorld): Payload[] {
  const fulfillment = world.store.fulfillmentOf(order.id);
  if (!fulfillment) return [];
  return [
    {
      id: gidNumber(fulfillment.id),
      admin_graphql_api_id: fulfillment.id,
      created_at: rest.at(fulfillment.createdAt),
      location_id: gidNumber(locationId),
      name: `${order.name}.1`,
      order_id: gidNumber(order.id),
      service: 'manual',
      shipment_status: null,
      status: 'success',
      tracking_company: null,
      tracking_number: null,
      tracking_numbers: [],
      tracking_url: null,
      tracking_urls: [],
      updated_at: rest.at(fulfillment.createdAt),
      line_items: order.lines.map((line) => linePayload(line, rest, world)),
    },
  ];
}

function identity(order: StoreOrder, rest: RestShape, world: AdminWorld): Payload {
  const number = Number(/\d+/.exec(order.name)?.[0] ?? 0);
  return {
    app_id: 580111,
    browser_ip: null,
    buyer_accepts_marketing: order.acceptsMarketing,
    cancel_reason: order.cancelledAt ? 'other' : null,
    cancelled_at: rest.atOrNull(order.cancelledAt),
    cart_token: order.cartToken,
    checkout_token: order.checkoutToken,
    client_details: null,
    closed_at: rest.atOrNull(order.cancelledAt),
    company: null,
    confirmation_number: null,
    confirmed: true,
    contact_email: order.email,
    created_at: rest.at(order.createdAt),
    customer_locale: (order.customerId && world.state.customers.get(order.customerId)?.locale) || null,
    device_id: null,
    email: order.email,
    financial_status: order.financialStatus.toLowerCase(),
    fulfillment_status: order.fulfillmentStatus === 'FULFILLED' ? 'fulfilled' : null,
    landing_site: '/',
    location_id: null,
    name: order.name,
    note: null,
    note_attributes: order.noteAttributes,
    number: number - 1000,
    order_number: number,
    order_status_url: `${world.storefrontUrl()}/orders/${gidTail(order.id)}/authenticate`,
    payment_gateway_names: ['bogus'],
    phone: null,
    po_number: null,
    processed_at: rest.at(order.createdAt),
    referring_site: '',
    source_identifier: null,
    source_name: order.sourceName,
    source_url: null,
    tags: '',
    tax_exempt: false,
    taxes_included: true,
    test: false,
    token: order.checkoutToken,
    updated_at: rest.at(order.updatedAt),
    user_id: null,
  };
}

function amounts(order: StoreOrder, rest: RestShape): Payload {
  const remaining = order.totalMinor - order.refundedMinor;
  const named: Record<string, number> = {
    current_subtotal_price: order.subtotalMinor,
    current_total_discounts: order.discountMinor,
    current_total_price: remaining,
    current_total_tax: order.taxMinor,
    subtotal_price: order.subtotalMinor,
    total_discounts: order.discountMinor,
    total_line_items_price: order.lines.reduce((sum, line) => sum + line.priceMinor * line.quantity, 0),
    total_price: order.totalMinor,
    total_tax: order.taxMinor,
  };
  const pairs = Object.entries(named).flatMap(([name, minor]): [string, unknown][] => [
    [name, rest.money(minor)],
    [`${name}_set`, rest.moneySet(minor)],
  ]);
  return {
    ...Object.fromEntries(pairs),
    total_shipping_price_set: rest.moneySet(order.shippingMinor),
    total_outstanding: rest.money(order.financialStatus === 'PENDING' ? order.totalMinor : 0),
    total_tip_received: rest.money(0),
    total_weight: 0,
    discount_codes: order.discountCodes.map((code) => ({
      code,
      amount: rest.money(order.discountMinor),
      type: 'fixed_amount',
    })),
    estimated_taxes: false,
    tax_lines: [],
    currency: currencyOf(rest),
    presentment_currency: currencyOf(rest),
  };
}

function currencyOf(rest: RestShape): unknown {
  return (rest.moneySet(0).shop_money as Payload).currency_code;
}

function linePayload(line: StoreLineItem, rest: RestShape, world: AdminWorld): Payload {
  const product = line.productId ? world.state.products.get(line.productId) : undefined;
  return {
    id: gidNumber(line.id),
    admin_graphql_api_id: line.id,
    attributed_staffs: [],
    current_quantity: line.quantity,
    fulfillable_quantity: line.quantity,
    fulfillment_service: 'manual',
    fulfillment_status: null,
    gift_card: false,
    grams: 0,
    name: line.variantTitle ? `${line.title} - ${line.variantTitle}` : line.title,
    price: rest.money(line.priceMinor),
    price_set: rest.moneySet(line.priceMinor),
    product_exists: product !== undefined,
    product_id: line.productId ? gidNumber(line.productId) : null,
    properties: [],
    quantity: line.quantity,
    requires_shipping: true,
    sku: line.sku,
    taxable: true,
    title: line.title,
    total_discount: rest.money(0),
    total_discount_set: rest.moneySet(0),
    variant_id: line.variantId ? gidNumber(line.variantId) : null,
    variant_inventory_management: 'shopify',
    variant_title: line.variantTitle,
    vendor: product?.vendor ?? null,
    tax_lines: [],
    duties: [],
    discount_allocations: [],
  };
}

export function refundPayload(refund: StoreRefund, order: StoreOrder, world: AdminWorld): Payload {
  const rest = restShape(world);
  return {
    id: gidNumber(refund.id),
    admin_graphql_api_id: refund.id,
    order_id: gidNumber(order.id),
    created_at: rest.at(refund.createdAt),
    processed_at: rest.at(refund.createdAt),
    note: refund.note,
    user_id: null,
    restock: true,
    duties: [],
    order_adjustments: [],
    refund_shipping_lines: [],
    refund_line_items: refund.lines.map(({ lineId, quantity }) => refundLine(lineId, quantity, order, rest, world)),
    transactions: [
      {
        id: gidNumber(refund.id) + 1,
        order_id: gidNumber(order.id),
        kind: 'refund',
        status: 'success',
        gateway: 'bogus',
        amount: rest.money(refund.amountMinor),
        currency: currencyOf(rest),
        created_at: rest.at(refund.createdAt),
      },
    ],
  };
}

function refundLine(lineId: string, quantity: number, order: StoreOrder, rest: RestShape, world: AdminWorld): Payload {
  const line = order.lines.find((each) => each.id === lineId);
  const subtotal = (line?.priceMinor ?? 0) * quantity;
  return {
    id: gidNumber(lineId) + 1,
    line_item_id: gidNumber(lineId),
    location_id: null,
    quantity,
    restock_type: 'return',
    subtotal: Number(rest.money(subtotal)),
    subtotal_set: rest.moneySet(subtotal),
    total_tax: 0,
    total_tax_set: rest.moneySet(0),
    line_item: line ? linePayload(line, rest, world) : null,
  };
}

export function orderEditPayload(order: StoreOrder, edit: OrderEdit, world: AdminWorld): Payload {
  const changes = (list: OrderEdit['added']) => list.map(({ lineId, delta }) => ({ id: gidNumber(lineId), delta }));
  return {
    order_edit: {
      id: gidNumber(order.id) + 1,
      app_id: null,
      created_at: restShape(world).at(order.updatedAt),
      notify_customer: false,
      order_id: gidNumber(order.id),
      reason: '',
      staff_note: '',
      user_id: null,
      line_items: { additions: changes(edit.added), removals: changes(edit.removed) },
      discounts: { line_item: { additions: [], removals: [] } },
      shipping_lines: { additions: [], removals: [] },
    },
  };
}
