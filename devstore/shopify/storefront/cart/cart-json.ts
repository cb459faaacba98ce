import type { LiveStore } from '../../../live-store';
import type { StoreCart, StoreProduct, StoreVariant } from '../../../store';
import { findVariant, isOnlyVariant, productPath } from '../catalogue/find-products';
import { hundredths, numericId } from '../catalogue/storefront-ids';

/** A line as the Ajax API gives it. Prices are hundredths of the currency's unit. */
export type LineJson = ReturnType<typeof describeLine>;

/** The cart as `/cart.js` gives it. `token` carries the cart's key, as it does on the real storefront and not in webhooks. */
export type CartJson = ReturnType<typeof describeCart>;

export function describeCart(data: LiveStore['data'], cart: StoreCart, key: string) {
  const items = cart.lines.flatMap((line) => {
    const found = findVariant(data, line.variantId);
    return found ? [describeLine(found, line.quantity, data.shop.currency)] : [];
  });
  const total = items.reduce((sum, item) => sum + item.final_line_price, 0);
  return {
    token: `${cart.token}?key=${key}`,
    note: '',
    attributes: { ...cart.attributes },
    original_total_price: total,
    total_price: total,
    total_discount: 0,
    total_weight: 0,
    item_count: items.reduce((sum, item) => sum + item.quantity, 0),
    items,
    requires_shipping: items.length > 0,
    currency: data.shop.currency,
    items_subtotal_price: total,
    cart_level_discount_applications: [],
    discount_codes: [],
  };
}

/** `quantity` is the line's quantity in the cart. */
export function describeLine(
  { product, variant }: { product: StoreProduct; variant: StoreVariant },
  quantity: number,
  currency: string,
) {
  const price = hundredths(variant.priceMinor, currency);
  return {
    id: numericId(variant.id),
    properties: {},
    quantity,
    variant_id: numericId(variant.id),
    key: `${numericId(variant.id)}:${numericId(product.id).toString(16)}`,
    title: isOnlyVariant(product) ? product.title : `${product.title} - ${variant.title}`,
    ...linePrices(price, quantity),
    sku: variant.sku,
    grams: 0,
    vendor: product.vendor,
    taxable: true,
    product_id: numericId(product.id),
    product_has_only_default_variant: isOnlyVariant(product),
    gift_card: false,
    url: `${productPath(product)}?variant=${numericId(variant.id)}`,
    ...lineImage(product),
    handle: product.handle,
    requires_shipping: true,
    product_type: product.productType,
    product_title: product.title,
    product_description: product.descriptionHtml.replace(/<[^>]*>/g, '').trim(),
    variant_title: isOnlyVariant(product) ? null : variant.title,
    variant_options: variant.selectedOptions.map((option) => option.value),
    options_with_values: variant.selectedOptions.map((option) => ({ ...option })),
    line_level_discount_allocations: [],
    line_level_total_discount: 0,
    has_components: false,
  };
}

function linePrices(price: number, quantity: number) {
  return {
    price,
    original_price: price,
    presentment_price: price / 100,
    discounted_price: price,
    line_price: price * quantity,
    original_line_price: price * quantity,
    total_discount: 0,
    discounts: [],
    final_price: price,
    final_line_price: price * quantity,
  };
}

function lineImage(product: StoreProduct) {
  const image = product.images[0];
  if (!image)
    return { featured_image: { aspect_ratio: null, alt: null, height: null, url: null, width: null }, image: null };
  const { url, altText, width, height } = image;
  return {
    featured_image: { aspect_ratio: width / height, alt: altText ?? product.title, height, url, width },
    image: url,
  };
}
