import type { Block, BlockOf } from '../documents/blocks';
import { drawnImages } from './draw-blocks';
import { endWords } from './end-words';
import type { CatalogProduct } from './catalog-product';
import type { MailIngredients } from './mail-ingredients';
import type { MailData, MailGridProduct } from './mail-data';
import { money, recommended, rowsOf, shownProduct } from './shown-product';
import { endOf, fewLeft } from './timely-blocks';

type Filled = Pick<MailData, 'grids' | 'lowStock' | 'ends' | 'drawn'>;

/** What each block has to show for one reader; a block that has nothing is absent, and leaves no hole. */
export function fillBlocks(ingredients: MailIngredients): Filled {
  const filled: Filled = { grids: {}, lowStock: {}, ends: {}, drawn: drawnImages(ingredients) };
  for (const block of ingredients.filling?.blocks ?? []) {
    if (block.kind === 'hero') filled.grids[block.key] = rowsOf(shownIn(ingredients, block).slice(0, 1), 1);
    if (block.kind === 'product-grid') filled.grids[block.key] = gridRows(ingredients, block);
    if (block.kind === 'low-stock')
      filled.lowStock[block.key] = fewLeft(ingredients, block).map(({ title, line }) => ({ title, line }));
    const end = block.kind === 'countdown' ? endOf(ingredients, block) : null;
    if (end) filled.ends[block.key] = { line: endWords(end, ingredients.shop.timezone, ingredients.locale) };
  }
  return filled;
}

/** A lookbook's first stands alone, the others in pairs. What a hero shows large is not shown again, unless somebody chose it by hand. */
function gridRows(ingredients: MailIngredients, grid: BlockOf<'product-grid'>): MailGridProduct[][] {
  const blocks = ingredients.filling?.blocks ?? [];
  const heroes = grid.source.from === 'chosen' ? [] : blocks.filter(isHero);
  const large = new Set(heroes.flatMap((each) => shownIn(ingredients, each)[0]?.url ?? []));
  const all = shownIn(ingredients, grid).filter(({ url }) => !large.has(url));
  const shown = all.slice(0, grid.count);
  if (grid.look !== 'lookbook') return rowsOf(shown, grid.across);
  return [...rowsOf(shown.slice(0, 1), 1), ...rowsOf(shown.slice(1), 2)];
}

const isHero = (block: Block): block is BlockOf<'hero'> => block.kind === 'hero';

/** Only what has a picture and can be bought now, as the store itself says. */
function shownIn(ingredients: MailIngredients, grid: BlockOf<'product-grid' | 'hero'>): MailGridProduct[] {
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
  return grid.source.from === 'recommended' ? own : listed;
}

/** The shop's own price for comparison, only while it is higher than what is asked now. */
function priceWas(ingredients: MailIngredients, product: CatalogProduct | undefined): string {
  if (!product?.compareAtMinor) return '';
  const priceMinor = ingredients.live.get(product.variantId)?.priceMinor ?? product.priceMinor;
  return product.compareAtMinor > priceMinor ? money(ingredients, product.compareAtMinor) : '';
}
