import type { StoreProduct } from '../../../store';
import type { SeededRandom } from '../../seeded-random';

const SOLD_OUT_SHARE = 0.045;
const LOW_SHARE = 0.11;
/** Single colours and sizes that ran out while the rest is there. */
const VARIANT_OUT_SHARE = 0.05;
/** Made to order: may be bought when none is on the shelf. */
const TO_ORDER_SHARE = 0.03;

/** Sets how many of each variant are there: plenty of most, few of some, none of a few. */
export function stockShelves(product: StoreProduct, random: SeededRandom): void {
  const fate = random.next();
  const toOrder = random.chance(TO_ORDER_SHARE);
  for (const variant of product.variants) {
    // Drawn for every variant, so that one product's fate does not shift the next one's.
    const [out, few, plenty] = [
      random.chance(VARIANT_OUT_SHARE),
      random.int(1, 5),
      plentyOf(variant.priceMinor, random),
    ];
    if (!variant.inventoryTracked) continue;
    if (toOrder) variant.inventoryPolicy = 'CONTINUE';
    if (fate < SOLD_OUT_SHARE) variant.inventoryQuantity = 0;
    else if (fate < SOLD_OUT_SHARE + LOW_SHARE) variant.inventoryQuantity = few;
    else variant.inventoryQuantity = out && product.variants.length > 1 ? 0 : plenty;
  }
}

/** Cheap things are kept by the hundred, furniture by the dozen. */
function plentyOf(priceMinor: number, random: SeededRandom): number {
  const usual = priceMinor < 2000 ? 90 : priceMinor < 8000 ? 45 : 14;
  return Math.max(6, Math.round(usual * Math.exp(random.normal() * 0.5)));
}
