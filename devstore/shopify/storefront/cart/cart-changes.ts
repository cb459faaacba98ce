import type { CartLineInput, LiveStore } from '../../../live-store';
import type { StoreCart } from '../../../store';
import { describeLine } from './cart-json';
import { variantGid } from '../catalogue/storefront-ids';
import { CartRefusal, checkQuantity, missingParameter, noLine } from './cart-refusal';

/** A body of the Ajax API as parsed from JSON or from a form; nothing in it is certain. */
export type CartBody = Record<string, unknown>;

type Data = LiveStore['data'];

/** The lines after `/cart/add.js`: what is already there grows. Also says which variants were named, in order. */
export function addLines(data: Data, cart: StoreCart, body: CartBody): { lines: CartLineInput[]; added: string[] } {
  const wanted = readItems(body);
  let lines = linesOf(cart);
  for (const { variantId, quantity } of wanted) {
    const inCart = quantityOf(lines, variantId);
    checkQuantity(data, variantId, inCart + quantity, inCart);
    lines = withQuantity(lines, variantId, inCart + quantity);
  }
  return { lines, added: wanted.map((item) => item.variantId) };
}

/** The lines after `/cart/change.js`: one line, named by `id` (a variant's or the line's key) or by `line` (counted from 1). */
export function changeLine(data: Data, cart: StoreCart, body: CartBody): CartLineInput[] {
  const lines = linesOf(cart);
  const byNumber = lines[Number(body.line) - 1];
  const named = typeof body.id === 'string' || typeof body.id === 'number' ? variantOfKey(body.id) : undefined;
  const target = byNumber ?? lines.find((line) => line.variantId === named);
  if (!target) throw noLine();
  const quantity = readQuantity(body.quantity, 1);
  if (quantity > target.quantity) checkQuantity(data, target.variantId, quantity, target.quantity);
  return withQuantity(lines, target.variantId, quantity);
}

/** The lines after the `updates` of `/cart/update.js`: quantities by variant id or line key, or an array in the order of the lines. */
export function updateLines(data: Data, cart: StoreCart, updates: unknown): CartLineInput[] {
  const lines = linesOf(cart);
  if (updates === undefined || updates === null) return lines;
  if (typeof updates !== 'object') throw missingParameter('updates');
  const entries: [string, unknown][] = Array.isArray(updates)
    ? lines.map((line, index) => [line.variantId, updates[index] ?? line.quantity])
    : Object.entries(updates).map(([key, quantity]) => [variantOfKey(key), quantity]);
  return entries.reduce((result, [variantId, value]) => {
    const quantity = readQuantity(value, 0);
    const inCart = quantityOf(result, variantId);
    if (quantity > inCart) checkQuantity(data, variantId, quantity, inCart);
    return withQuantity(result, variantId, quantity);
  }, lines);
}

/** Attributes as strings; an empty or null one removes itself. */
export function readAttributes(attributes: unknown): Record<string, string> {
  if (attributes === undefined || attributes === null) return {};
  if (typeof attributes !== 'object' || Array.isArray(attributes)) throw missingParameter('attributes');
  return Object.fromEntries(
    Object.entries(attributes).map(([key, value]) => [key, value === null ? '' : String(value)]),
  );
}

/** The answer of `/cart/add.js`: the line for one product, `{ items }` when the request named a list. */
export function describeAdded(data: Data, cart: StoreCart, added: string[], body: CartBody) {
  const lines = added.flatMap((variantId) => {
    for (const product of data.products) {
      const variant = product.variants.find((each) => each.id === variantId);
      if (variant) return [describeLine({ product, variant }, quantityOf(cart.lines, variantId), data.shop.currency)];
    }
    return [];
  });
  return Array.isArray(body.items) ? { items: lines } : lines[0];
}

function readItems(body: CartBody): CartLineInput[] {
  const items: unknown[] = Array.isArray(body.items) ? body.items : [body];
  if (items.length === 0) throw missingParameter('items');
  return items.map((item) => {
    const { id, quantity } = (item ?? {}) as CartBody;
    if ((typeof id !== 'string' && typeof id !== 'number') || !/^\d+$/.test(String(id))) throw missingParameter('id');
    const pieces = readQuantity(quantity, 1);
    if (pieces === 0) throw new CartRefusal(422, 'Quantity must be greater than 0');
    return { variantId: variantGid(id), quantity: pieces };
  });
}

function readQuantity(value: unknown, byDefault: number): number {
  if (value === undefined || value === null || value === '') return byDefault;
  const quantity = Number(value);
  if (!Number.isInteger(quantity) || quantity < 0) throw missingParameter('quantity');
  return quantity;
}

function variantOfKey(key: string | number): string {
  return variantGid(String(key).split(':')[0] ?? '');
}

function linesOf(cart: StoreCart): CartLineInput[] {
  return cart.lines.map(({ variantId, quantity }) => ({ variantId, quantity }));
}

function quantityOf(lines: readonly CartLineInput[], variantId: string): number {
  return lines.find((line) => line.variantId === variantId)?.quantity ?? 0;
}

function withQuantity(lines: CartLineInput[], variantId: string, quantity: number): CartLineInput[] {
  const known = lines.some((line) => line.variantId === variantId);
  const next = known
    ? lines.map((line) => (line.variantId === variantId ? { variantId, quantity } : line))
    : [...lines, { variantId, quantity }];
  return next.filter((line) => line.quantity > 0);
}
