import type { RequestHandler } from 'express';
import type { WorldClock } from '../../clock';
import type { LiveStore } from '../../live-store';
import type { SeededRandom } from '../../store-data/seeded-random';
import type { StorefrontExtensions } from './extension/load-extensions';

export interface StorefrontOptions {
  store: LiveStore;
  /** Such as `name.myshopify.com`: what Liquid and pixels call the shop, whatever host the storefront is reached at. */
  shopDomain: string;
  clock: WorldClock;
  /** For client ids. */
  random: SeededRandom;
  /** Carts' keys are made with it: with the same one, cookies of an earlier run still open their carts. Default: drawn by `random`. */
  cartSecret?: string;
  /** From `loadExtensions`. */
  extensions: StorefrontExtensions;
  /** Forwards `/apps/…` and the other app proxy prefixes to the app; without it they answer 404. */
  appProxy?: RequestHandler;
  /** Whether the merchant has switched the app's embed on in the theme editor. */
  appEmbedEnabled: () => boolean;
  /** The settings the app gave with `webPixelCreate`; null while the pixel is not connected. */
  pixelSettings: () => Record<string, unknown> | null;
  /** The app's own metafields as Liquid sees them: `app.metafields.NAMESPACE.KEY.value`. */
  appMetafields?: () => Record<string, Record<string, { value: string }>>;
  /** Whether visitors come from a region that asks before tracking (default: they do), or from one that allows until told otherwise. */
  isConsentRequired?: () => boolean;
  /** Draws the products' images, served at `/images/products/HANDLE.FORMAT`. */
  images?: (handle: string, format: 'svg' | 'png') => Buffer | string | undefined;
  /** Is told of each call of the Visitor API, as Shopify's back end is. */
  onVisitor?: (visit: { email?: string; phone?: string; appId?: string }) => void;
}
