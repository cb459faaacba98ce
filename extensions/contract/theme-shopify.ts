import type { Lack } from './theme-page';

export interface PageRequest {
  by: 'beacon' | 'fetch';
  url: string;
  body: string;
}

/** What a page under test knows and what has happened on it. */
export interface PageRecord {
  isAllowed: boolean;
  refuses: 'analytics' | 'marketing' | undefined;
  nowMs: number;
  visibility: 'visible' | 'hidden';
  storage: Map<string, string> | 'refused';
  session: Map<string, string>;
  refusesSale: boolean;
  requests: PageRequest[];
  /** Errors that reached the page. */
  errors: string[];
  /** Arguments of each call of Shopify's Visitor API. */
  told: unknown[][];
  observers: ((list: { getEntries(): { name: string; responseStatus: number }[] }) => void)[];
}

/** `window.Shopify` as the asset meets it. As on a real page, `customerPrivacy` is there only once its feature was loaded. */
export function shopifyGlobal(record: PageRecord, without: Lack[]) {
  const shopify: Record<string, unknown> = { routes: { root: '/en/' }, analytics: {} };
  if (!without.includes('analytics')) {
    shopify.analytics = { visitor: (...given: unknown[]) => record.told.push(given) > 0 };
  }
  if (without.includes('loadFeatures')) return shopify;
  const allows = (purpose: string) => record.isAllowed && record.refuses !== purpose;
  shopify.loadFeatures = (_features: unknown, done: (error?: Error) => void) => {
    if (without.includes('customerPrivacy')) return done(new Error('consent-tracking-api could not be loaded'));
    shopify.customerPrivacy = {
      analyticsProcessingAllowed: () => allows('analytics'),
      marketingAllowed: () => allows('marketing'),
      saleOfDataAllowed: () => !record.refusesSale,
    };
    done();
  };
  return shopify;
}
