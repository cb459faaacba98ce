import type { PageSetup } from '../pixel/page-setup';
import { createCustomerPrivacy } from './customer-privacy';
import { stayInDesign } from './design-mode';
import { followClock } from './follow-clock';
import { startPixelManager } from './pixel-manager';
import { startPrivacyBanner } from './privacy-banner';
import { shiftClock } from './shift-clock';
import { createShopifyGlobal } from './shopify-global';
import { showTime } from './show-time';
import { watchCart } from './watch-cart';

/** What Shopify itself puts first into each page: the clock, `window.Shopify`, pixels and the consent banner. */
const setup = JSON.parse(document.getElementById('shopify-setup')?.textContent ?? '{}') as PageSetup;
const page = window as unknown as { Date: DateConstructor; Shopify: object; __st: object; ShopifyAnalytics: object };

const clock = followClock(setup.clockOffsetMs);
shiftClock(page, clock.offsetMs);
const privacy = createCustomerPrivacy(setup);
const pixels = startPixelManager(setup, privacy, clock);
page.Shopify = createShopifyGlobal(setup, privacy, () => pixels);
page.__st = setup.analytics.st;
page.ShopifyAnalytics = { meta: { currency: setup.shop.paymentSettings.currencyCode, ...setup.analytics.meta } };

watchCart(setup.cart, setup.shop.paymentSettings.currencyCode, pixels.publish);
document.addEventListener('DOMContentLoaded', () => {
  if (setup.isDesigning) stayInDesign('_editor');
  else startPrivacyBanner(privacy);
  showTime(clock, setup.timeZone);
  setup.events.forEach(({ name, data }) => pixels.publish(name, data));
});
