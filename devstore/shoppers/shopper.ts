import type { WorldClock } from '../clock';
import { seededRandom } from '../store-data/seeded-random';
import { browseActions } from './browse-actions';
import { createBrowser } from './browser/browser';
import { cartActions } from './cart-actions';
import { checkoutActions } from './checkout-actions';
import { createVisit } from './visit';

export type { Contact } from './checkout-actions';
export { ShopperStopped } from './visit';

export interface ShopperOptions {
  /** Such as `http://127.0.0.1:4002`. */
  storefrontUrl: string;
  clock: WorldClock;
  /** The same seed gives the same ids in each run. */
  seed: number;
  device?: keyof typeof USER_AGENTS;
  /** Real milliseconds to wait for the storefront's and the app's answers (default 10,000). */
  patienceMs?: number;
}

const CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';
const SAFARI = 'AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1';
const USER_AGENTS = {
  desktop: `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME}`,
  mobile: `Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) ${SAFARI}`,
  tablet: `Mozilla/5.0 (iPad; CPU OS 19_1 like Mac OS X) ${SAFARI}`,
};

export type Shopper = ReturnType<typeof createShopper>;

/**
 * Someone in front of a browser. Pages truly load and run the shop's scripts, the app's embed and its pixel; each action resolves when
 * all that it set off has been answered, and throws `ShopperStopped` with the page's own words when the shop says no. Time on a page
 * passes without waiting; what time of day it is, the pages know from the shop.
 */
export function createShopper({ storefrontUrl, clock, seed, device = 'desktop', patienceMs = 10_000 }: ShopperOptions) {
  const userAgent = USER_AGENTS[device];
  const browser = createBrowser({
    random: seededRandom(seed, 'shopper'),
    userAgent,
    patienceMs,
    homeUrl: storefrontUrl,
  });
  const visit = createVisit(browser, storefrontUrl);
  const { localStorage } = browser;
  return {
    ...browseActions(visit),
    ...cartActions(visit),
    ...checkoutActions(visit),
    /** Resolves when all requests have been answered; rejects with what a page reported as broken. */
    settled: () => browser.settled(),
    close: () => browser.close(),
    /** Business time, as everything in the shopper's pages sees it. */
    now: () => clock.now(),
    /** Where the shopper is. */
    url: () => browser.page.url,
    /** What the page says, for a test's judgement. */
    text: () => browser.page.window.document.body.textContent?.replace(/\s+/g, ' ').trim() ?? '',
    /** The app's id of this browser, once there is one. */
    visitorId: () => localStorage.getItem('kindred_visitor'),
    /** Names of what the browser has stored in all, for tests of what may not be stored. */
    storedKeys: () => Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? ''),
  };
}
