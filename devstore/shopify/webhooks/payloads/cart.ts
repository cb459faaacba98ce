import { createHash } from 'node:crypto';
import type { StoreCart } from '../../../store';
import type { AdminWorld } from '../../graphql/context';
import { gidNumber } from '../../gid';
import { found } from '../../live-store/state';
import { restShape, type Payload } from './rest';

/** A cart: no email and no customer, unless the story tries the other possibility. */
export function cartPayload(cart: StoreCart, world: AdminWorld): Payload {
  const buyer = world.unknowns.cartPayloadNamesCustomer ? { customer: buyerOf(cart, world) } : {};
  return {
    id: cart.token,
    token: cart.token,
    line_items: cart.lines.map((line) => cartLine(line, world)),
    note: null,
    updated_at: cart.updatedAt,
    created_at: cart.createdAt,
    ...buyer,
  };
}

function buyerOf(cart: StoreCart, { state }: AdminWorld): Payload | null {
  const checkout = [...state.checkouts.values()].find((each) => each.cartToken === cart.token && each.customerId);
  return checkout?.customerId ? { id: gidNumber(checkout.customerId), email: checkout.email } : null;
}

function cartLine(line: StoreCart['lines'][number], world: AdminWorld): Payload {
  const rest = restShape(world);
  const { product, variant } = found(world.state.variants.get(line.variantId), `variant ${line.variantId}`);
  const id = gidNumber(line.variantId);
  const price = variant.priceMinor;
  const total = price * line.quantity;
  return {
    id,
    properties: null,
    quantity: line.quantity,
    variant_id: id,
    key: `${id}:${createHash('md5').update(line.variantId).digest('hex')}`,
    discounted_price: rest.money(price),
    discounts: [],
    gift_card: false,
    grams: 0,
    line_price: rest.money(total),
    original_line_price: rest.money(total),
    original_price: rest.money(price),
    price: rest.money(price),
    product_id: gidNumber(line.productId),
    sku: variant.sku,
    taxable: true,
    title: variant.title === 'Default Title' ? product.title : `${product.title} - ${variant.title}`,
    total_discount: rest.money(0),
    vendor: product.vendor,
    discounted_price_set: rest.moneySet(price),
    line_price_set: rest.moneySet(total),
    original_line_price_set: rest.moneySet(total),
    price_set: rest.moneySet(price),
    total_discount_set: rest.moneySet(0),
  };
}
