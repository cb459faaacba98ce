import type { PageSetup } from '../pixel/page-setup';
import { createCustomerPrivacy } from './customer-privacy';
import { startPixelManager } from './pixel-manager';
import { startPrivacyBanner } from './privacy-banner';
import { shiftClock } from './shift-clock';
import { createShopifyGlobal } from './shopify-global';
import { watchCart } from './watch-cart';

/** What Shopify itself puts first into each page: the clock, `window.Shopify`, pixels and the consent banner. */
const setup = JSON.parse(document.getElementById('shopify-setup')?.textContent ?? '{}') as PageSetup;
const page = window as unknown as { Date: DateConstructor; Shopify: object };

shiftClock(page, setup.clockOffsetMs);
const privacy = createCustomerPrivacy(setup.isConsentRequired);
const pixels = startPixelManager(setup, privacy);
page.Shopify = createShopifyGlobal(setup, privacy, () => pixels);

watchCart(setup.cart, setup.shop.paymentSettings.currencyCode, pixels.publish);
document.addEventListener('DOMContentLoaded', () => {
  startPrivacyBanner(privacy);
  setup.events.forEach(({ name, data }) => pixels.publish(name, data));
});
