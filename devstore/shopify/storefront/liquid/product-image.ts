import type { StoreImage, StoreProduct, StoreVariant } from '../../../store';
import { numericId } from '../catalogue/storefront-ids';

/** Liquid's `image`. */
export interface ImageObject {
  src: string;
  alt: string;
  width: number;
  height: number;
  aspect_ratio: number;
}

const DRAWN = '/images/products/';

export function imageObject({ url, altText, width, height }: StoreImage, { title }: StoreProduct): ImageObject {
  // A drawn picture is asked for as the drawing it is: smaller than its pixels, and sharp at any size.
  const src = url.startsWith(DRAWN) ? url.replace(/\.png$/, '.svg') : url;
  return { src, alt: altText ?? title, width, height, aspect_ratio: width / height };
}

/** The drawing that any product can have, in the look of one variant if it is given. */
export function drawnImage({ handle, title }: StoreProduct, variant?: StoreVariant): ImageObject {
  const which = variant ? `?variant=${numericId(variant.id)}` : '';
  const src = `${DRAWN}${encodeURIComponent(handle)}.svg${which}`;
  return { src, alt: title, width: 600, height: 600, aspect_ratio: 1 };
}

/** The picture of a variant: drawn in its colour, unless the product has photographs of its own. */
export function variantImage(product: StoreProduct, variant: StoreVariant): ImageObject {
  const [first] = product.images;
  if (first && !first.url.startsWith(DRAWN)) return imageObject(first, product);
  return drawnImage(product, product.variants.length > 1 ? variant : undefined);
}
