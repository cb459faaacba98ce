import type { Request, RequestHandler } from 'express';
import type { WorldClock } from '../../clock';
import type { LiveStore } from '../../live-store';
import type { SeededRandom } from '../../store-data/seeded-random';
import type { AppMetafields } from '../app-metafields';
import type { StorefrontExtensions } from './extension/load-extensions';
import type { ThemeStore } from './theme/theme-store';

/** A call of the Visitor API: an address or a number that somebody gave on the storefront. */
export interface VisitorCall {
  email?: string;
  phone?: string;
  appId?: string;
}

export interface StorefrontOptions {
  store: LiveStore;
  /** Such as `name.myshopify.com`: what Liquid and pixels call the shop, whatever host the storefront is reached at. */
  shopDomain: string;
  clock: WorldClock;
  /** For client ids. */
  random: SeededRandom;
  /** Signs carts and logins in cookies: the same at each start, or browsers lose theirs. */
  secret: string;
  /** From `loadExtensions`. */
  extensions: StorefrontExtensions;
  /** Makes what forwards `/apps/…` and the other app proxy prefixes to the app, given who is logged in; without it they answer 404. */
  appProxy?: ((loggedInCustomerId: (request: Request) => string) => RequestHandler) | undefined;
  /** What the merchant has switched on in the theme editor, with which settings. */
  theme: ThemeStore;
  /** The settings the app gave with `webPixelCreate`; null while the pixel is not connected. */
  pixelSettings: () => Record<string, unknown> | null;
  /** The app's own metafields as Liquid sees them: `app.metafields.NAMESPACE.KEY.value`. */
  appMetafields?: () => AppMetafields;
  /** Whether visitors come from a region that asks before tracking (default: they do), or from one that allows until told otherwise. */
  isConsentRequired?: () => boolean;
  /** Draws a product's picture, served at `/images/products/HANDLE.FORMAT`; in the look of one variant, given its number. */
  images?: (handle: string, format: 'svg' | 'png', variant?: string) => Buffer | string | undefined;
  /** Is told of each call of the Visitor API, as Shopify's back end is. */
  onVisitor?: (visit: VisitorCall) => void;
}
