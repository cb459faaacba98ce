import type { Checkout, CheckoutLineItem } from '@shopify/web-pixels-extension';
import type { LiveStore } from '../../../live-store';
import type { StoreCheckout, StoreOrder } from '../../../store';
import { findVariant } from '../catalogue/find-products';
import { numericId } from '../catalogue/storefront-ids';
import { moneyPayload, variantPayload } from './catalogue-payloads';

/** A checkout as pixels get it. It holds the buyer's address, as the real one does: a pixel must not pass it on unasked. */
export function checkoutPayload(data: LiveStore['data'], checkout: StoreCheckout, order: StoreOrder | null): Checkout {
  const currency = data.shop.currency;
  const lineItems = checkout.lines.flatMap((line) => lineItem(data, line));
  const subtotal = lineItems.reduce((sum, line) => sum + line.finalLinePrice.amount, 0);
  const totalPrice = order ? moneyPayload(order.totalMinor, currency) : { amount: subtotal, currencyCode: currency };
  return {
    token: checkout.token,
    email: checkout.email,
    phone: null,
    smsMarketingPhone: null,
    buyerAcceptsEmailMarketing: checkout.acceptsMarketing,
    buyerAcceptsSmsMarketing: false,
    attributes: Object.entries(checkout.attributes).map(([key, value]) => ({ key, value })),
    currencyCode: currency,
    lineItems,
    subtotalPrice: { amount: subtotal, currencyCode: currency },
    totalPrice,
    totalTax: moneyPayload(order?.taxMinor ?? 0, currency),
    discountsAmount: moneyPayload(order?.discountMinor ?? 0, currency),
    discountApplications: [],
    shippingLine: order ? { price: moneyPayload(order.shippingMinor, currency) } : null,
    order: order ? orderPayload(data, order) : null,
    transactions: [],
    ...noAddress(data),
  };
}

function lineItem(data: LiveStore['data'], line: StoreCheckout['lines'][number]): CheckoutLineItem[] {
  const found = findVariant(data, line.variantId);
  if (!found) return [];
  const { product, variant } = found;
  return [
    {
      id: String(numericId(variant.id)),
      title: product.title,
      quantity: line.quantity,
      variant: variantPayload(product, variant, data.shop.currency),
      finalLinePrice: moneyPayload(variant.priceMinor * line.quantity, data.shop.currency),
      discountAllocations: [],
      properties: [],
      sellingPlanAllocation: null,
    },
  ];
}

/** Some real stores give the order's plain number and some an `OrderIdentity` GID; this one gives the number. */
function orderPayload(data: LiveStore['data'], order: StoreOrder): Checkout['order'] {
  const earlier = data.orders.some((each) => each.customerId === order.customerId && each.id !== order.id);
  const customer = order.customerId ? { id: String(numericId(order.customerId)), isFirstOrder: !earlier } : null;
  return { id: String(numericId(order.id)), customer };
}

function noAddress(
  data: LiveStore['data'],
): Pick<Checkout, 'billingAddress' | 'shippingAddress' | 'delivery' | 'localization'> {
  return {
    billingAddress: null,
    shippingAddress: null,
    delivery: null,
    localization: {
      country: { isoCode: data.shop.countryCode },
      language: { isoCode: data.shop.primaryLocale },
      market: { id: null, handle: null },
    },
  };
}
