/**
 * What Remix is told; vite.config.ts hands it to Remix's Vite plugin.
 * @type {import('@remix-run/dev').VitePluginConfig}
 */
export default {
  appDirectory: 'app',
  ignoredRouteFiles: ['**/*.test.{ts,tsx}', '**/.*'],
  future: {
    v3_fetcherPersist: true,
    v3_relativeSplatPath: true,
    v3_throwAbortReason: true,
    // A page that is gone to while others are being asked anew may be lost: the router then shows nothing. All routes together are a few kilobytes, and which
    // pages are linked (customers among them) is nobody's to hear.
    v3_lazyRouteDiscovery: false,
    v3_singleFetch: false,
    v3_routeConfig: false,
  },
};
