import type { PageSetup } from '../pixel/page-setup';
import type { CustomerPrivacy } from './customer-privacy';

interface Feature {
  name: string;
  version: string;
}

interface Publisher {
  publishCustom(name: string, customData: unknown): void;
}

/** What themes and app embeds find in `window.Shopify`. The Customer Privacy API is there only once its feature was loaded. */
export function createShopifyGlobal(setup: PageSetup, privacy: CustomerPrivacy, pixels: () => Publisher) {
  const shopify: Record<string, unknown> = {
    shop: setup.shop.myshopifyDomain,
    country: setup.shop.countryCode,
    currency: { active: setup.shop.paymentSettings.currencyCode, rate: '1.0' },
    locale: document.documentElement.lang,
    routes: { root: '/' },
    designMode: setup.isDesigning,
    analytics: {
      publish: (name: string, customData?: unknown) => (pixels().publishCustom(name, customData), true),
      visitor: tellVisitor,
    },
    loadFeatures(features: Feature[], done?: (error?: Error) => void): void {
      const unknown = features.find((each) => each.name !== 'consent-tracking-api' || each.version !== '0.1');
      if (!unknown) shopify.customerPrivacy = privacy;
      // Asynchronous, as the real one loads a script first.
      void Promise.resolve().then(() =>
        done?.(unknown ? new Error(`Could not load feature ${unknown.name} ${unknown.version}`) : undefined),
      );
    },
  };
  return shopify;
}

/** Shopify's Visitor API: the shop's back end hears of the address; pixels do not. False when there is nothing valid to tell. */
function tellVisitor(visit: { email?: unknown; phone?: unknown }, options?: { appId?: unknown }): boolean {
  const email =
    typeof visit?.email === 'string' && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(visit.email) ? visit.email : undefined;
  const phone = typeof visit?.phone === 'string' && /^\+?[\d\s()-]{5,}$/.test(visit.phone) ? visit.phone : undefined;
  if (!email && !phone) return false;
  const appId = typeof options?.appId === 'string' ? options.appId : undefined;
  return navigator.sendBeacon('/cdn/shopify/visitor', JSON.stringify({ email, phone, appId }));
}
