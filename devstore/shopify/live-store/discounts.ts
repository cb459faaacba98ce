import type { StoreCheckout } from '../../store';
import { gid } from '../gid';
import { openCheckout } from './checkouts';
import { usableDiscount } from './discount-worth';
import { StoreRefusal } from './refusal';
import { found, uuidFrom, type LiveState } from './state';

/** An amount off, by codes. */
export interface StoreDiscount {
  id: string;
  title: string;
  createdAt: string;
  startsAt: string;
  endsAt: string | null;
  /** How often each code may be used; null: as often as one likes. */
  usageLimit: number | null;
  appliesOncePerCustomer: boolean;
  value: { percentage: number } | { amountMinor: number };
  minimumMinor: number | null;
  items: { kind: 'all' } | { kind: 'products' | 'collections'; ids: string[] };
}

export interface StoreDiscountCode {
  id: string;
  discountId: string;
  code: string;
  /** Ids of the orders it was used for. */
  orderIds: string[];
}

/** What came of adding codes in bulk: of each its id, or why there is none. */
export interface StoreCodeCreation {
  id: string;
  discountId: string;
  createdAt: string;
  results: { code: string; codeId: string | null; problem: string | null }[];
}

export interface DiscountState {
  discounts: Map<string, StoreDiscount>;
  /** By the code in capitals: no two differ in the size of letters alone. */
  codes: Map<string, StoreDiscountCode>;
  creations: Map<string, StoreCodeCreation>;
  deletions: Set<string>;
  /** Creations and deletions that somebody has asked for once: then they are done. */
  asked: Set<string>;
}

export const noDiscounts = (): DiscountState => ({
  ...{ discounts: new Map(), codes: new Map(), creations: new Map() },
  ...{ deletions: new Set(), asked: new Set() },
});

export const codeKey = (code: string): string => code.trim().toUpperCase();

export type NewDiscount = Omit<StoreDiscount, 'id' | 'createdAt'> & { code: string };

/** Makes a discount with its first code. Refused where any discount has that code. */
export function createDiscount(state: LiveState, { code, ...input }: NewDiscount): StoreDiscount {
  if (state.discounts.codes.has(codeKey(code)))
    throw new StoreRefusal('taken', `Code ${code} is taken; choose another.`);
  const id = state.nextId('DiscountCodeNode');
  const discount: StoreDiscount = { ...input, id, createdAt: state.clock.now().toISOString() };
  state.discounts.discounts.set(id, discount);
  keepCode(state, id, code);
  return discount;
}

function keepCode(state: LiveState, discountId: string, code: string): StoreDiscountCode {
  const kept: StoreDiscountCode = { id: state.nextId('DiscountRedeemCode'), discountId, code, orderIds: [] };
  state.discounts.codes.set(codeKey(code), kept);
  return kept;
}

export function updateDiscount(state: LiveState, id: string, changes: Partial<StoreDiscount>): StoreDiscount {
  return Object.assign(found(state.discounts.discounts.get(id), `discount ${id}`), changes);
}

/** With all its codes, as the admin's "Delete discount" does. */
export function deleteDiscount(state: LiveState, id: string): void {
  found(state.discounts.discounts.get(id), `discount ${id}`);
  state.discounts.discounts.delete(id);
  for (const [key, { discountId }] of state.discounts.codes) if (discountId === id) state.discounts.codes.delete(key);
}

/** Adds codes, each for itself: one that any discount has already is not taken, and the others are. */
export function addDiscountCodes(state: LiveState, discountId: string, codes: string[]): StoreCodeCreation {
  found(state.discounts.discounts.get(discountId), `discount ${discountId}`);
  const creation: StoreCodeCreation = {
    id: state.nextId('DiscountRedeemCodeBulkCreation'),
    ...{ discountId, createdAt: state.clock.now().toISOString() },
    results: codes.map((code) => {
      if (state.discounts.codes.has(codeKey(code)))
        return { code, codeId: null, problem: 'Code must be unique. Please try a different code.' };
      return { code, codeId: keepCode(state, discountId, code).id, problem: null };
    }),
  };
  state.discounts.creations.set(creation.id, creation);
  return creation;
}

/** Deletes codes of a discount by their ids; of those it does not have, nothing is said. */
export function removeDiscountCodes(state: LiveState, discountId: string, ids: string[]): { id: string } {
  found(state.discounts.discounts.get(discountId), `discount ${discountId}`);
  const gone = new Set(ids);
  for (const [key, code] of state.discounts.codes)
    if (code.discountId === discountId && gone.has(code.id)) state.discounts.codes.delete(key);
  const id = gid('Job', uuidFrom(state.random));
  state.discounts.deletions.add(id);
  return { id };
}

/** What the field for a discount does in checkout: the code is looked at then, and once more when it is paid. Null takes it off. */
export function applyDiscountCode(state: LiveState, token: string, code: string | null): StoreCheckout {
  const checkout = openCheckout(state, token);
  const now = state.clock.now().toISOString();
  if (code === null) return Object.assign(checkout, { discountCode: null, updatedAt: now });
  const { code: kept } = usableDiscount(state, checkout, code);
  return Object.assign(checkout, { discountCode: kept.code, updatedAt: now });
}
