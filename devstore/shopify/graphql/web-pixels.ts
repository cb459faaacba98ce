import { gid } from '../gid';

interface WebPixelRecord {
  id: string;
  /** JSON text, as Shopify stores it. */
  settings: string;
}

/** The app's one web pixel on this shop. */
export interface WebPixels {
  current(): WebPixelRecord | null;
  create(settings: string): WebPixelRecord;
  update(settings: string): WebPixelRecord | null;
  remove(): WebPixelRecord | null;
}

export function createWebPixels(): WebPixels {
  let pixel: WebPixelRecord | null = null;
  let made = 0;
  return {
    current: () => pixel,
    create(settings) {
      made += 1;
      pixel = { id: gid('WebPixel', 1_500_000_000 + made), settings };
      return pixel;
    },
    update(settings) {
      if (pixel) pixel = { ...pixel, settings };
      return pixel;
    },
    remove() {
      const removed = pixel;
      pixel = null;
      return removed;
    },
  };
}
