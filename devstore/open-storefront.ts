import express from 'express';
import type { WorldClock } from './clock';
import { forgetful } from './kept/keep';
import { listen } from './listen';
import type { AppendOnlyLog } from './log';
import { appProxy, type ShopifyLogEntry, type ShopifyStandIn } from './shopify';
import { createStorefront, type StorefrontExtensions, type StorefrontOptions } from './shopify/storefront/storefront';
import type { ThemeStore } from './shopify/storefront/theme/theme-store';
import { drawProductImage, drawProductPng } from './store-data';
import { seededRandom } from './store-data/seeded-random';
import type { WorldOptions } from './world';

interface StorefrontParts {
  clock: WorldClock;
  shopify: ShopifyStandIn;
  extensions: StorefrontExtensions;
  theme: ThemeStore;
  log: AppendOnlyLog<ShopifyLogEntry>;
}

const PNG_PIXELS = 560;

/** Opens the shop's storefront on its port, with the app's proxy behind it and the store's products drawn. */
export function openStorefront(
  { data, app, seed, ports, keep = forgetful }: WorldOptions,
  { clock, shopify, extensions, theme, log }: StorefrontParts,
) {
  const site = express();
  site.use(
    createStorefront({
      ...{ store: shopify.store, shopDomain: data.shop.domain, clock, extensions, theme },
      random: keep.random(seed, 'storefront'),
      // The same at each start: browsers keep their carts and logins.
      secret: seededRandom(seed, 'cart keys').hex(32),
      appProxy: (loggedInCustomerId) =>
        appProxy({
          ...{ url: '/proxy', appUrl: app.appUrl, prefix: 'apps', subpath: 'kindred' },
          ...{ secret: app.apiSecret, shop: data.shop.domain, loggedInCustomerId },
        }),
      appMetafields: () => shopify.appMetafields(),
      pixelSettings: () => shopify.pixelSettings(),
      images: picturesOf(shopify.store),
      onVisitor: (visit) => void log.append({ kind: 'visitor', ...visit }),
    }),
  );
  return listen(site, ports.storefront);
}

/** Each product as it is drawn; with a variant's number, in that variant's colour. */
function picturesOf(store: StorefrontOptions['store']): NonNullable<StorefrontOptions['images']> {
  return (handle, format, number) => {
    const product = store.data.products.find((each) => each.handle === handle);
    if (!product) return undefined;
    const variant = number && product.variants.find(({ id }) => id.endsWith(`/${number}`));
    const drawn = variant ? { ...product, variants: [variant] } : product;
    return format === 'svg' ? drawProductImage(drawn) : drawProductPng(drawn, PNG_PIXELS);
  };
}
