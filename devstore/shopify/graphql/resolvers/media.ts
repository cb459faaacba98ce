import type { StoreImage, StoreProduct } from '../../../store';
import { gid, gidTail } from '../../gid';
import { utcSeconds } from '../../instants';
import type { AdminContext } from '../context';

/** An image of a product: `MediaImage` and `Image` read the same record. */
export interface ImageView extends StoreImage {
  id: string;
  createdAt: string;
}

export function imagesOf(product: StoreProduct, { world }: AdminContext): ImageView[] {
  return product.images.map((image, index) => ({
    ...image,
    id: gid('MediaImage', `${gidTail(product.id)}${index}`),
    url: new URL(image.url, `${world.storefrontUrl()}/`).toString(),
    createdAt: product.createdAt,
  }));
}

const image = {
  altText: (each: ImageView) => each.altText,
  url: transformedUrl,
  src: (each: ImageView) => each.url,
  originalSrc: (each: ImageView) => each.url,
  transformedSrc: (each: ImageView) => each.url,
  thumbhash: () => null,
};

/** The image service takes the wished size as parameters of the address. */
function transformedUrl(
  each: ImageView,
  args: { transform?: { maxWidth?: number; maxHeight?: number } | null },
): string {
  const url = new URL(each.url);
  if (args.transform?.maxWidth) url.searchParams.set('width', String(args.transform.maxWidth));
  if (args.transform?.maxHeight) url.searchParams.set('height', String(args.transform.maxHeight));
  return url.toString();
}

const mediaImage = {
  alt: (each: ImageView) => each.altText,
  image: (each: ImageView) => each,
  preview: (each: ImageView) => ({ image: each, status: 'READY' }),
  mediaContentType: () => 'IMAGE',
  status: () => 'READY',
  fileStatus: () => 'READY',
  mediaErrors: () => [],
  mediaWarnings: () => [],
  fileErrors: () => [],
  mimeType: () => null,
  createdAt: (each: ImageView) => utcSeconds(each.createdAt),
  updatedAt: (each: ImageView) => utcSeconds(each.createdAt),
};

export const mediaResolvers = { Image: image, MediaImage: mediaImage };
