import type { OfferTerms } from '~/decisions/offers/offer';
import type { DiscountChange, DiscountInput } from '~/decisions/offers/shop-discounts';
import { decimalOf } from '~/platform/money';
import type { DiscountCodeBasicInput, DiscountItemsInput } from './operations.gen';

/** A new discount as Shopify takes it. Each of its codes is good once (`usageLimit` counts by the code). */
export const newDiscount = (marker: string, input: DiscountInput): DiscountCodeBasicInput => ({
  ...shared(input),
  code: marker,
  startsAt: input.startsAt.toISOString(),
  usageLimit: 1,
  context: { all: 'ALL' },
  customerGets: { value: valueOf(input.terms, input.currency), items: itemsOf(input.terms.items) },
});

/** What brings a discount from the terms it has to those it should have. */
export const changedDiscount = (change: DiscountChange): DiscountCodeBasicInput => ({
  ...shared(change),
  customerGets: {
    value: valueOf(change.terms, change.currency),
    items: itemsFrom(change.from.items, change.terms.items),
  },
});

const shared = ({ name, terms, currency, endsAt, isOncePerCustomer }: Omit<DiscountInput, 'startsAt'>) => ({
  title: name,
  endsAt: endsAt.toISOString(),
  appliesOncePerCustomer: isOncePerCustomer,
  minimumRequirement: {
    subtotal: {
      greaterThanOrEqualToSubtotal:
        terms.minimumMinor === null ? null : decimalOf({ minor: terms.minimumMinor, currency }),
    },
  },
  combinesWith: {
    orderDiscounts: terms.combinesWith.orders,
    productDiscounts: terms.combinesWith.products,
    shippingDiscounts: terms.combinesWith.shipping,
  },
});

const valueOf = ({ value }: OfferTerms, currency: string) =>
  value.kind === 'percent'
    ? { percentage: value.percent / 100 }
    : { discountAmount: { amount: decimalOf({ minor: value.minor, currency }), appliesOnEachItem: false } };

type Items = OfferTerms['items'];

function itemsOf(items: Items): DiscountItemsInput {
  if (items.kind === 'all') return { all: true };
  return items.kind === 'products' ? { products: { productsToAdd: items.ids } } : { collections: { add: items.ids } };
}

/** Shopify is told which come and which go. */
function itemsFrom(from: Items, to: Items): DiscountItemsInput {
  if (to.kind === 'all') return { all: true };
  const had = from.kind === to.kind ? from.ids : [];
  const come = to.ids.filter((id) => !had.includes(id));
  const go = had.filter((id) => !to.ids.includes(id));
  return to.kind === 'products'
    ? { products: { productsToAdd: come, productsToRemove: go } }
    : { collections: { add: come, remove: go } };
}
