import type { StoreShop } from '../../store';

/** The shop of the demo: an invented homeware shop in Berlin. Its address and mail domain belong to no one. */
export const DEMO_SHOP: StoreShop = {
  id: 'gid://shopify/Shop/64382107830',
  domain: 'kindred-demo.myshopify.com',
  name: 'Linden & Loom',
  email: 'hello@linden-and-loom.example.com',
  currency: 'EUR',
  ianaTimezone: 'Europe/Berlin',
  countryCode: 'DE',
  primaryLocale: 'en',
  address: { address1: 'Musterstraße 12', city: 'Berlin', zip: '10115', countryCode: 'DE' },
};
