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
