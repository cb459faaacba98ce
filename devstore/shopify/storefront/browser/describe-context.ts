import type { Context } from '@shopify/web-pixels-extension';

/** The page as pixels are told of it, in plain copies: what crosses to a worker must be data. */
export function describeContext(): Context {
  const { hash, host, hostname, href, origin, pathname, port, protocol, search } = window.location;
  const location = { hash, host, hostname, href, origin, pathname, port, protocol, search };
  const { innerHeight, innerWidth, outerHeight, outerWidth, screenX, screenY, scrollX, scrollY } = window;
  return {
    document: { location, referrer: document.referrer, title: document.title, characterSet: document.characterSet },
    navigator: {
      language: navigator.language,
      languages: [...navigator.languages],
      userAgent: navigator.userAgent,
      cookieEnabled: navigator.cookieEnabled,
    },
    window: {
      ...{ innerHeight, innerWidth, outerHeight, outerWidth, screenX, screenY, scrollX, scrollY },
      location,
      origin,
      pageXOffset: scrollX,
      pageYOffset: scrollY,
      screen: { height: window.screen.height, width: window.screen.width },
    },
  };
}
