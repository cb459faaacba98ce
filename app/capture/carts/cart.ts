import type { CartLine } from '../events/reports';

/** Whether two reports of a cart hold the same things in the same numbers, whatever their order and prices. */
export function sameLines(a: CartLine[], b: CartLine[]): boolean {
  return contents(a) === contents(b);
}

function contents(lines: CartLine[]): string {
  const quantities = new Map<string, number>();
  for (const line of lines) quantities.set(line.variantId, (quantities.get(line.variantId) ?? 0) + line.quantity);
  return JSON.stringify([...quantities].filter(([, quantity]) => quantity > 0).sort());
}

export const itemCount = (lines: CartLine[]): number => lines.reduce((sum, line) => sum + line.quantity, 0);

export const cartValueMinor = (lines: CartLine[]): number =>
  lines.reduce((sum, line) => sum + line.quantity * line.priceMinor, 0);

/** What is known of a cart's contents: by which stamp they are as they are, and since when at the least. */
export interface KnownContents {
  lines: CartLine[];
  /** Null where only an order spoke of the cart so far. */
  cartUpdatedAt: Date | null;
  linesChangedAt: Date;
}

export interface ContentsChange {
  /** The report is the newest of all so far: its contents are the cart's. */
  isNewest: boolean;
  linesChanged: boolean;
  /** The new stamp of the last change; null: it stays. */
  linesChangedAt: Date | null;
}

/**
 * What a report changes, in whatever order reports come: contents follow the newest stamp, and `linesChangedAt` is the newest stamp at which
 * they differed. A late report of other contents shows that they changed since; how long since is not known, so it then is the newest stamp of
 * all, never one too early.
 */
export function changeContents(known: KnownContents, told: { lines: CartLine[]; reportedAt: Date }): ContentsChange {
  const isNewest = !known.cartUpdatedAt || known.cartUpdatedAt <= told.reportedAt;
  const isOther = !sameLines(known.lines, told.lines);
  const linesChanged = isNewest && isOther;
  const changedUnseen = !isNewest && isOther && known.linesChangedAt <= told.reportedAt;
  const linesChangedAt = linesChanged ? told.reportedAt : changedUnseen ? known.cartUpdatedAt : null;
  return { isNewest, linesChanged, linesChangedAt };
}
