import { Temporal } from 'temporal-polyfill';
import type { BlockOf } from '../documents/blocks';
import { mailWords } from '../documents/words';
import type { MailLowStock } from './mail-data';
import type { CatalogProduct } from './catalog-product';
import type { MailIngredients } from './mail-ingredients';

/** Of which few are left, with the variant of each. */
export function fewLeft(
  ingredients: MailIngredients,
  { of, atMost }: BlockOf<'low-stock'>,
): (MailLowStock & { variantId: string })[] {
  const words = mailWords(ingredients.locale);
  const told = of === 'cart' ? ingredients.lines.map(({ variantId }) => variantId) : variantsAbout(ingredients);
  return [...new Set(told)].flatMap((id) => {
    const variant = ingredients.live.get(id);
    const product = variant && ingredients.products.get(variant.productId);
    if (!product || !variant.isBuyable || variant.leftCount === null) return [];
    const isFew = variant.leftCount >= 1 && variant.leftCount <= atMost;
    if (!isFew) return [];
    return [{ variantId: id, title: formName(ingredients, id, product), line: words.onlyLeft(variant.leftCount) }];
  });
}

/** The variant that turned; and products that come in one form, since of others one form says nothing of the rest. */
function variantsAbout({ about, turn, products }: MailIngredients): string[] {
  if (turn) return [turn.variantId];
  return about.flatMap((id) => {
    const product = products.get(id);
    return product?.variantCount === 1 ? [product.variantId] : [];
  });
}

function formName({ lines }: MailIngredients, variantId: string, { title }: CatalogProduct): string {
  const form = lines.find((line) => line.variantId === variantId)?.variantTitle?.trim();
  return form && form !== 'Default Title' ? `${title} (${form})` : title;
}

/** Null: there is no end, or it is over. */
export function endOf({ shop, coupon, filling }: MailIngredients, { until }: BlockOf<'countdown'>): Date | null {
  const end = until.kind === 'coupon' ? coupon?.endsAt : momentIn(until.at, shop.timezone);
  return !end || !filling || end <= filling.now ? null : end;
}

/** A moment that the clock skips is the one after it; null: there is no such day. */
function momentIn(at: string, timezone: string): Date | null {
  try {
    return new Date(
      Temporal.PlainDateTime.from(at, { overflow: 'reject' }).toZonedDateTime(timezone).epochMilliseconds,
    );
  } catch {
    return null;
  }
}
