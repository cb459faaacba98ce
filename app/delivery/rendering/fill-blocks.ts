import { Temporal } from 'temporal-polyfill';
import type { BlockOf } from '../documents/blocks';
import { mailWords } from '../documents/words';
import type { CatalogProduct, MailIngredients } from './mail-ingredients';
import type { MailData, MailGridProduct, MailLowStock } from './mail-data';
import { money, recommended, rowsOf, shownProduct } from './shown-product';

type Filled = Pick<MailData, 'grids' | 'lowStock' | 'ends'>;

/** What each block has to show for one reader; a block that has nothing is absent, and leaves no hole. */
export function fillBlocks(ingredients: MailIngredients): Filled {
  const filled: Filled = { grids: {}, lowStock: {}, ends: {} };
  for (const block of ingredients.filling?.blocks ?? []) {
    if (block.kind === 'product-grid') filled.grids[block.key] = gridRows(ingredients, block);
    if (block.kind === 'low-stock') filled.lowStock[block.key] = fewLeft(ingredients, block);
    const line = block.kind === 'countdown' ? endLine(ingredients, block) : null;
    if (line) filled.ends[block.key] = { line };
  }
  return filled;
}

/** Only what has a picture and can be bought now, as the store itself says. */
function gridRows(ingredients: MailIngredients, grid: BlockOf<'product-grid'>): MailGridProduct[][] {
  const { filling, products, live } = ingredients;
  const own = (filling?.recommended.get(grid.key) ?? []).flatMap((each) => {
    const shown = recommended(ingredients, each);
    return shown ? [{ ...shown, priceWas: priceWas(ingredients, products.get(each.productId)) }] : [];
  });
  const listed = (filling?.lists.get(grid.key) ?? []).flatMap((id) => {
    const product = products.get(id);
    if (!product?.imageUrl || !live.get(product.variantId)?.isBuyable) return [];
    return [{ ...shownProduct(ingredients, product), reason: '', priceWas: priceWas(ingredients, product) }];
  });
  const all = grid.source.from === 'recommended' ? own : listed;
  return rowsOf(all.slice(0, grid.count), grid.across);
}

/** The shop's own price for comparison, only while it is higher than what is asked now. */
function priceWas(ingredients: MailIngredients, product: CatalogProduct | undefined): string {
  if (!product?.compareAtMinor) return '';
  const priceMinor = ingredients.live.get(product.variantId)?.priceMinor ?? product.priceMinor;
  return product.compareAtMinor > priceMinor ? money(ingredients, product.compareAtMinor) : '';
}

function fewLeft(ingredients: MailIngredients, { of, atMost }: BlockOf<'low-stock'>): MailLowStock[] {
  const words = mailWords(ingredients.locale);
  const told = of === 'cart' ? ingredients.lines.map(({ variantId }) => variantId) : variantsAbout(ingredients);
  return [...new Set(told)].flatMap((id) => {
    const variant = ingredients.live.get(id);
    const product = variant && ingredients.products.get(variant.productId);
    if (!product || !variant.isBuyable || variant.leftCount === null) return [];
    const isFew = variant.leftCount >= 1 && variant.leftCount <= atMost;
    return isFew ? [{ title: formName(ingredients, id, product), line: words.onlyLeft(variant.leftCount) }] : [];
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
function endLine({ shop, locale, coupon, filling }: MailIngredients, { until }: BlockOf<'countdown'>): string | null {
  const end = until.kind === 'coupon' ? coupon?.endsAt : momentIn(until.at, shop.timezone);
  if (!end || !filling || end <= filling.now) return null;
  const moment = new Intl.DateTimeFormat(locale, {
    ...({ weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' } as const),
    ...({ timeZoneName: 'short', timeZone: shop.timezone } as const),
  }).format(end);
  return mailWords(locale).until(moment);
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
