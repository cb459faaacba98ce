/** Shopify's App Bridge, as its review wants it: from Shopify's own servers, always the latest. */
export const APP_BRIDGE = 'https://cdn.shopify.com/shopifycloud/app-bridge.js';

/** Where pages load App Bridge from: the stand-in's where one is named. */
export const appBridgeUrl = ({ ADMIN_STANDIN_URL }: { ADMIN_STANDIN_URL?: string | undefined }): string =>
  ADMIN_STANDIN_URL ? `${ADMIN_STANDIN_URL}/app-bridge.js` : APP_BRIDGE;
