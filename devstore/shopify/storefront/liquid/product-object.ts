import type { StoreCollection, StoreProduct, StoreVariant } from '../../../store';
import { isAvailable, isOnlyVariant, productPath, sellableQuantity } from '../catalogue/find-products';
import { hundredths, numericId } from '../catalogue/storefront-ids';
import { drawnImage, imageObject, variantImage } from './product-image';

/** From here down the theme says how many pieces are left. */
const FEW_PIECES = 5;

/** Liquid's `product`. Prices are hundredths of the currency's unit, ids plain numbers. */
export function productObject(product: StoreProduct, currency: string, selectedId?: string) {
  const variants = product.variants.map((variant) => variantObject(product, variant, currency));
  const chosen = variants.find((variant) => String(variant.id) === selectedId);
  const selected = chosen ?? variants.find((variant) => variant.available) ?? variants[0] ?? null;
  const images = product.images.map((image) => imageObject(image, product));
  const options = optionsOf(product, selected?.options ?? []);
  return {
    id: numericId(product.id),
    title: product.title,
    handle: product.handle,
    url: productPath(product),
    description: product.descriptionHtml,
    vendor: product.vendor,
    type: product.productType,
    tags: product.tags,
    ...pricesOf(variants),
    available: variants.some((variant) => variant.available),
    images,
    featured_image: images[0] ?? drawnImage(product),
    // Shown where a photograph does not load.
    drawn_image: drawnImage(product),
    variants,
    options: options.map(({ name }) => name),
    options_with_values: options,
    has_only_default_variant: isOnlyVariant(product),
    selected_variant: chosen ?? null,
    selected_or_first_available_variant: selected,
  };
}

export function collectionObject(collection: StoreCollection | 'all', products: StoreProduct[], currency: string) {
  const isAll = collection === 'all';
  return {
    id: isAll ? 0 : numericId(collection.id),
    title: isAll ? 'All products' : collection.title,
    handle: isAll ? 'all' : collection.handle,
    url: `/collections/${isAll ? 'all' : encodeURIComponent(collection.handle)}`,
    products_count: products.length,
    products: products.map((product) => productObject(product, currency)),
  };
}

function variantObject(product: StoreProduct, variant: StoreVariant, currency: string) {
  const compareAt = variant.compareAtPriceMinor;
  const pieces = sellableQuantity(variant);
  return {
    id: numericId(variant.id),
    title: variant.title,
    sku: variant.sku,
    price: hundredths(variant.priceMinor, currency),
    compare_at_price: compareAt === null ? null : hundredths(compareAt, currency),
    available: isAvailable(variant),
    inventory_quantity: variant.inventoryQuantity,
    few_left: pieces > 0 && pieces <= FEW_PIECES ? pieces : null,
    options: variant.selectedOptions.map((option) => option.value),
    url: `${productPath(product)}?variant=${numericId(variant.id)}`,
    image: variantImage(product, variant),
  };
}

type VariantObject = ReturnType<typeof variantObject>;

/** The lowest price, and what that variant cost before. */
function pricesOf([first, ...others]: VariantObject[]) {
  if (!first)
    return { price: 0, price_min: 0, price_max: 0, price_varies: false, compare_at_price: null, percent_off: 0 };
  const cheapest = others.reduce((low, each) => (each.price < low.price ? each : low), first);
  const low = cheapest.price;
  const high = Math.max(first.price, ...others.map(({ price }) => price));
  const before = cheapest.compare_at_price;
  return {
    price: low,
    price_min: low,
    price_max: high,
    price_varies: low !== high,
    compare_at_price: before,
    percent_off: before !== null && before > low ? Math.round((1 - low / before) * 100) : 0,
  };
}

/** Liquid's `product_option`: each name with its values in the order of the variants; a colour's values have pictures. */
function optionsOf(product: StoreProduct, selected: string[]) {
  if (isOnlyVariant(product)) return [];
  const names = product.variants[0]?.selectedOptions.map(({ name }) => name) ?? [];
  return names.map((name, index) => {
    const valueOf = (variant: StoreVariant) => variant.selectedOptions[index]?.value ?? '';
    const isColour = /^colou?r$/i.test(name);
    return {
      name,
      position: index + 1,
      selected_value: selected[index] ?? null,
      values: [...new Set(product.variants.map(valueOf))].map((value) => {
        const variant = product.variants.find((each) => valueOf(each) === value);
        return { name: value, image: isColour && variant ? variantImage(product, variant) : null };
      }),
    };
  });
}
