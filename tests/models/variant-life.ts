import fc from 'fast-check';
import type { ProductReport, VariantStockReport } from '~/capture/events/reports';
import { gid, productReport, variantReport } from '../factories/reports';
import { after } from '../factories/times';

/** How a variant's price and stock go up and down, what is told of it, and what it must come to in the end. */
export interface VariantLife {
  product: number;
  /** One a minute. `hasTopic`: that it came or went is told by a topic of its own as well, a moment before its product. */
  moments: { priceMinor: number; quantity: number; hasTopic: boolean }[];
}

export const variantLives = (product: number): fc.Arbitrary<VariantLife> =>
  fc.record({
    product: fc.constant(product),
    moments: fc.array(
      fc.record({
        priceMinor: fc.constantFrom(1_000, 1_200, 900),
        quantity: fc.integer({ min: 0, max: 3 }),
        hasTopic: fc.boolean(),
      }),
      { minLength: 1, maxLength: 6 },
    ),
  });

export type VariantTelling = { kind: 'product'; product: ProductReport } | { kind: 'stock'; stock: VariantStockReport };

const MINUTE = 60_000;
export const variantOf = (product: number): string => gid('ProductVariant', product * 10);

/** Each instant is told of once by its product, and the topics of stock fall between. */
export const tellingsOfVariant = ({ product, moments }: VariantLife): VariantTelling[] =>
  moments.flatMap(({ priceMinor, quantity, hasTopic }, minute): VariantTelling[] => {
    const stock = { inventoryQuantity: quantity, isAvailable: quantity > 0 };
    const variants = [variantReport(product * 10, { priceMinor, ...stock })];
    const whole = productReport(product, { updatedAt: after((minute + 1) * MINUTE), variants });
    const own = { variantId: variantOf(product), ...stock, updatedAt: after((minute + 1) * MINUTE - 1_000) };
    return [...(hasTopic ? [{ kind: 'stock' as const, stock: own }] : []), { kind: 'product', product: whole }];
  });

/** What the variant is in the end. */
export function lastOf({ moments }: VariantLife): { priceMinor: number; quantity: number } {
  const last = moments.at(-1);
  if (!last) throw new Error('a life has moments');
  return { priceMinor: last.priceMinor, quantity: last.quantity };
}
