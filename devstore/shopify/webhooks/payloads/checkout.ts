import type { StoreCheckout } from '../../../store';
import type { AdminWorld } from '../../graphql/context';
import { recoveryUrl } from '../../graphql/resolvers/abandoned-checkouts';
import { gidNumber } from '../../gid';
import { found } from '../../live-store/state';
import { addressPayload, customerPayload, restShape, type Payload } from './rest';

/** A checkout as payloads since 2026-04 carry it: without `id`; `token` names it. */
export function checkoutPayload(checkout: StoreCheckout, world: AdminWorld): Payload {
  const rest = restShape(world);
  const { currency, primaryLocale } = world.state.data.shop;
  const customer = checkout.customerId ? world.state.customers.get(checkout.customerId) : undefined;
  const subtotal = checkout.lines.reduce((sum, line) => sum + line.quantity * priceOf(line.variantId, world), 0);
  return {
    token: checkout.token,
    cart_token: checkout.cartToken,
    email: checkout.email,
    gateway: null,
    buyer_accepts_marketing: checkout.acceptsMarketing,
    buyer_accepts_sms_marketing: false,
    sms_marketing_phone: null,
    created_at: rest.at(checkout.createdAt),
    updated_at: rest.at(checkout.updatedAt),
    landing_site: '/',
    note: null,
    note_attributes: Object.entries(checkout.attributes).map(([name, value]) => ({ name, value })),
    referring_site: '',
    shipping_lines: [],
    shipping_address: customer ? addressPayload(customer) : null,
    billing_address: customer ? addressPayload(customer) : null,
    taxes_included: true,
    total_weight: 0,
    currency,
    completed_at: rest.atOrNull(checkout.completedAt),
    closed_at: null,
    phone: null,
    customer_locale: customer?.locale ?? primaryLocale,
    line_items: checkout.lines.map((line) => checkoutLine(line, world)),
    abandoned_checkout_url: recoveryUrl(checkout, world.storefrontUrl()),
    discount_codes: [],
    tax_lines: [],
    presentment_currency: currency,
    source_name: 'web',
    total_line_items_price: rest.money(subtotal),
    total_tax: rest.money(0),
    total_discounts: rest.money(0),
    subtotal_price: rest.money(subtotal),
    total_price: rest.money(subtotal),
    total_duties: rest.money(0),
    device_id: null,
    user_id: null,
    location_id: null,
    ...(customer ? { customer: customerPayload(customer, world) } : {}),
  };
}

function priceOf(variantId: string, { state }: AdminWorld): number {
  return state.variants.get(variantId)?.variant.priceMinor ?? 0;
}

function checkoutLine(line: StoreCheckout['lines'][number], world: AdminWorld): Payload {
  const rest = restShape(world);
  const { product, variant } = found(world.state.variants.get(line.variantId), `variant ${line.variantId}`);
  const variantTitle = variant.title === 'Default Title' ? '' : variant.title;
  return {
    key: String(gidNumber(variant.id)),
    applied_discounts: [],
    discount_allocations: [],
    destination_location_id: null,
    fulfillment_service: 'manual',
    gift_card: false,
    grams: 0,
    origin_location_id: null,
    presentment_title: product.title,
    presentment_variant_title: variantTitle,
    product_id: gidNumber(product.id),
    properties: null,
    quantity: line.quantity,
    requires_shipping: true,
    sku: variant.sku,
    tax_lines: [],
    taxable: true,
    title: product.title,
    variant_id: gidNumber(variant.id),
    variant_title: variantTitle,
    variant_price: rest.money(variant.priceMinor),
    vendor: product.vendor,
    user_id: null,
    unit_price_measurement: null,
    rank: null,
    compare_at_price: variant.compareAtPriceMinor === null ? null : rest.money(variant.compareAtPriceMinor),
    line_price: rest.money(variant.priceMinor * line.quantity),
    price: rest.money(variant.priceMinor),
  };
}
