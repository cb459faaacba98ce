/** The one Admin API version; shopify.app.toml names the same (a test holds them together). */
export const API_VERSION = '2026-10';
