/** A change of a variant's price, in minor units, or of its stock, in pieces (null: not counted). Instants here and below are in ms since 1970. */
export interface VariantChange {
  at: number;
  kind: 'price' | 'stock';
  before: number | null;
  after: number | null;
  wasAvailable: boolean;
  isAvailable: boolean;
}

/** What a variant is: whether it can be bought, how many pieces there are (null: not counted, or sold beyond what is there), and its price. */
export interface VariantState {
  isAvailable: boolean;
  pieces: number | null;
  priceMinor: number;
}

/** A variant as it is now, and what changed of it from some instant on, the oldest first. */
export interface VariantPast {
  now: VariantState & { isCounted: boolean };
  changes: readonly VariantChange[];
}

/** What a variant was at an instant that is no earlier than where its changes begin. Whether it was on sale in the shop at all counts as it is now. */
export function variantAt({ now, changes }: VariantPast, at: number): VariantState {
  const price = stateAt(changes, 'price', at);
  const stock = stateAt(changes, 'stock', at);
  const pieces = stock ? stock.amount : now.pieces;
  return {
    isAvailable: stock ? stock.isAvailable : now.isAvailable,
    pieces: now.isCounted ? pieces : null,
    priceMinor: price?.amount ?? now.priceMinor,
  };
}

/** By the last change until then, or else by what the first one after it changed; null: nothing changed, it is as now. */
function stateAt(changes: readonly VariantChange[], kind: VariantChange['kind'], at: number) {
  const own = changes.filter((change) => change.kind === kind);
  const last = own.findLast((change) => change.at <= at);
  if (last) return { amount: last.after, isAvailable: last.isAvailable };
  const next = own.find((change) => change.at > at);
  return next ? { amount: next.before, isAvailable: next.wasAvailable } : null;
}
