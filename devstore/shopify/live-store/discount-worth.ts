import type { StoreCheckout } from '../../store';
import { codeKey, type StoreDiscount, type StoreDiscountCode } from './discounts';
import { StoreRefusal } from './refusal';
import type { LiveState } from './state';

interface Usable {
  discount: StoreDiscount;
  code: StoreDiscountCode;
  offMinor: number;
}

/** The discount behind a code with what it takes off this checkout. Refused where it is none, not on yet, over, used up, or does not fit what is bought. */
export function usableDiscount(state: LiveState, checkout: StoreCheckout, text: string): Usable {
  const code = state.discounts.codes.get(codeKey(text));
  const discount = code && state.discounts.discounts.get(code.discountId);
  if (!code || !discount) throw refusal('Enter a valid discount code or gift card');
  const now = state.clock.now().toISOString();
  if (now < discount.startsAt) throw refusal(`${code.code} discount code isn’t available right now`);
  if (discount.endsAt !== null && now >= discount.endsAt) throw refusal(`${code.code} discount code has expired`);
  refuseUsedUp(state, checkout, discount, code);
  const goods = entitledMinor(state, checkout, discount);
  if (goods === 0) throw refusal(`${code.code} discount code isn’t valid for the items in your cart`);
  if (discount.minimumMinor !== null && goods < discount.minimumMinor)
    throw refusal(`${code.code} discount code isn’t valid for the items in your cart: they come to too little`);
  return { discount, code, offMinor: offMinor(goods, discount) };
}

const refusal = (words: string) => new StoreRefusal('invalid', words);

function refuseUsedUp(
  state: LiveState,
  checkout: StoreCheckout,
  discount: StoreDiscount,
  code: StoreDiscountCode,
): void {
  if (discount.usageLimit !== null && code.orderIds.length >= discount.usageLimit)
    throw refusal(`${code.code} discount code has been used up`);
  if (!discount.appliesOncePerCustomer || !checkout.customerId) return;
  const used = [...state.discounts.codes.values()].filter(({ discountId }) => discountId === discount.id);
  const isTheirs = (orderId: string) => state.orders.get(orderId)?.customerId === checkout.customerId;
  if (used.some(({ orderIds }) => orderIds.some(isTheirs)))
    throw refusal(`${code.code} discount code was used by you already`);
}

/** What of a checkout the discount is on. */
function entitledMinor(state: LiveState, checkout: StoreCheckout, { items }: StoreDiscount): number {
  return checkout.lines.reduce((sum, { variantId, quantity }) => {
    const place = state.variants.get(variantId);
    if (!place) return sum;
    const { id, collectionIds } = place.product;
    const isMeant =
      items.kind === 'all' ||
      (items.kind === 'products' ? items.ids.includes(id) : collectionIds.some((each) => items.ids.includes(each)));
    return isMeant ? sum + place.variant.priceMinor * quantity : sum;
  }, 0);
}

const offMinor = (goods: number, { value }: StoreDiscount): number =>
  'percentage' in value ? Math.round(goods * value.percentage) : Math.min(goods, value.amountMinor);
