import type { StoreCheckout, StoreOrder, StoreVariant } from '../../../store';
import { gidNumber, gidType, siblingGid } from '../../gid';
import type { LiveState } from '../../live-store/state';
import type { AdminContext } from '../context';
import { codedError } from '../errors';

/** A checkout as the Admin API sees it: with an id. */
export interface CheckoutView {
  id: string;
  checkout: StoreCheckout;
}

export interface InventoryItemView {
  id: string;
  variantId: string;
}

/** The stand-in's one place of stock. */
export const locationId = 'gid://shopify/Location/71290192187';

export function inventoryItemOf(variant: StoreVariant): InventoryItemView {
  return { id: siblingGid(variant.id, 'InventoryItem'), variantId: variant.id };
}

const dayMs = 24 * 60 * 60 * 1000;

/** Orders an app sees without `read_all_orders`: those of the last 60 days. */
const orderWindowMs = 60 * dayMs;

function isVisibleOrder(order: StoreOrder, context: AdminContext): boolean {
  if (context.scopes.has('read_all_orders')) return true;
  return Date.parse(order.createdAt) >= context.world.state.clock.now().getTime() - orderWindowMs;
}

export function visibleOrders(orders: readonly StoreOrder[], context: AdminContext): readonly StoreOrder[] {
  if (context.scopes.has('read_all_orders')) return orders;
  return orders.filter((order) => isVisibleOrder(order, context));
}

/** Refuses an id of another type, as Shopify does. */
export function checkId(id: string, type: string): string {
  if (gidType(id) !== type) throw codedError(`Invalid id: ${id}`, 'RESOURCE_NOT_FOUND');
  return id;
}

function checkoutView(state: LiveState, checkout: StoreCheckout): CheckoutView {
  const id = state.checkoutIds.get(checkout.token);
  if (!id) throw new Error(`Checkout ${checkout.token} has no id.`);
  return { id, checkout };
}

/** Checkouts whose contact is known and which nobody has touched for the time after which Shopify calls them abandoned. */
export function abandonedCheckouts(context: AdminContext): CheckoutView[] {
  const { state, store } = context.world;
  return store
    .checkouts()
    .filter((each) => isAbandoned(each, context))
    .map((each) => checkoutView(state, each));
}

function isAbandoned(checkout: StoreCheckout, { world: { state, unknowns } }: AdminContext): boolean {
  const untouchedSince = state.clock.now().getTime() - unknowns.abandonedAfterMinutes * 60_000;
  return checkout.completedAt !== null || Date.parse(checkout.updatedAt) <= untouchedSince;
}

export function findAbandonedCheckout(id: string, context: AdminContext): CheckoutView | null {
  const { checkoutIds, checkouts } = context.world.state;
  for (const [token, each] of checkoutIds) {
    const checkout = each === id ? checkouts.get(token) : undefined;
    if (checkout) return checkout.email !== null && isAbandoned(checkout, context) ? { id, checkout } : null;
  }
  return null;
}

/** The object with this id, or null: what `node` and `nodes` give. */
export function findNode(id: string, context: AdminContext): unknown {
  const { state, bulk, pixels } = context.world;
  switch (gidType(id)) {
    case 'Product':
      return state.products.get(id) ?? null;
    case 'ProductVariant':
      return state.variants.get(id)?.variant ?? null;
    case 'Collection':
      return state.collections.get(id) ?? null;
    case 'Customer':
      return state.customers.get(id) ?? null;
    case 'Order':
      return findOrder(id, context);
    case 'InventoryItem':
      return findInventoryItem(id, state);
    case 'AbandonedCheckout':
      return findAbandonedCheckout(id, context);
    case 'BulkOperation':
      return bulk.find(id) ?? null;
    case 'WebPixel':
      return pixels.current()?.id === id ? pixels.current() : null;
    case 'Shop':
      return state.data.shop.id === id ? state.data.shop : null;
    case 'Location':
      return id === locationId ? { id } : null;
    case undefined:
      throw codedError(`Invalid global id '${id}'`, 'argumentLiteralsIncompatible');
    default:
      return null;
  }
}

export function findOrder(id: string, context: AdminContext): StoreOrder | null {
  const order = context.world.state.orders.get(id);
  return order && isVisibleOrder(order, context) ? order : null;
}

export function findInventoryItem(id: string, state: LiveState): InventoryItemView | null {
  const variantId = siblingGid(id, 'ProductVariant');
  return state.variants.has(variantId) ? { id, variantId } : null;
}

export function legacyId(source: { id: string }): string {
  return String(gidNumber(source.id));
}
