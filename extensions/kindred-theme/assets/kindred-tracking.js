// Kindred on the storefront: visible time on product pages, and the visitor's id on the cart, so that checkout and order
// carry it. All of it waits for consent to analytics and marketing. Nothing here may throw into the shop's page.
(() => {
  'use strict';

  const script = document.currentScript;
  const KEY = 'kindred_visitor';
  const ENDPOINT = '/apps/kindred/events';
  const MAX_SECONDS = 1800;

  const data = script ? script.dataset : {};
  let visitorId = '';
  let cartMark = data.cartVisitor || '';
  let cartHasLines = Number(data.cartCount) > 0;
  let visibleMs = 0;
  let visibleSince = null;

  const safely = (work) => (argument) => {
    try {
      return work(argument);
    } catch {
      return undefined;
    }
  };

  const isAllowed = () => {
    const privacy = window.Shopify && window.Shopify.customerPrivacy;
    return Boolean(privacy && privacy.analyticsProcessingAllowed() && privacy.marketingAllowed());
  };

  const randomId = () =>
    btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))))
      .replace(/\+/g, '-')
      .replace(/\//g, '_')
      .replace(/=/g, '');

  const stored = (method, value) => {
    try {
      return localStorage[method](KEY, value);
    } catch {
      return null; // private mode: the id then lives as long as the page
    }
  };

  // Read again at each use: the web pixel may have made the id first, or replaced ours at the same moment.
  const rememberVisitor = () => {
    const known = stored('getItem');
    if (/^[\w-]{22,64}$/.test(known || '')) visitorId = known;
    else stored('setItem', (visitorId = visitorId || randomId()));
  };

  const forgetVisitor = () => {
    visitorId = '';
    visibleMs = 0;
    stored('removeItem');
  };

  // A mark that fails is tried again by the next page, whose Liquid still shows the old one.
  const markCart = (value) => {
    cartMark = value;
    fetch(window.Shopify.routes.root + 'cart/update.js', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ attributes: { _kindred_visitor: value } }),
    }).catch(() => {});
  };

  const syncCart = safely(() => {
    if (isAllowed()) {
      rememberVisitor();
      if (cartHasLines && cartMark !== visitorId) markCart(visitorId);
    } else if (cartMark) markCart('');
  });

  const send = (event) => {
    const batch = { v: 1, shop: data.shop, source: 'theme', visitorId, sentAt: event.at, events: [event] };
    const body = JSON.stringify(batch);
    // A beacon outlives the page; a browser may refuse it when its queue is full.
    if (navigator.sendBeacon && navigator.sendBeacon(ENDPOINT, body)) return;
    fetch(ENDPOINT, { method: 'POST', body, keepalive: true }).catch(() => {});
  };

  const measure = (isLeaving) => {
    const now = performance.now();
    if (visibleSince !== null) visibleMs += now - visibleSince;
    visibleSince = !isLeaving && isAllowed() && document.visibilityState === 'visible' ? now : null;
  };

  // Seconds since the last report of this page, so that several reports of one page add up.
  const reportTime = () => {
    const secondsOnPage = Math.min(Math.round(visibleMs / 1000), MAX_SECONDS);
    if (!data.productId || !secondsOnPage || !isAllowed()) return;
    visibleMs = 0;
    rememberVisitor();
    send({
      id: randomId(),
      type: 'time_on_page',
      at: new Date().toISOString(),
      productId: 'gid://shopify/Product/' + data.productId,
      url: location.pathname.slice(0, 500),
      secondsOnPage,
    });
  };

  const onVisibility = safely((event) => {
    measure(event.type === 'pagehide');
    if (visibleSince === null) reportTime();
  });

  const applyConsent = safely(() => {
    measure(false);
    if (!isAllowed()) forgetVisitor();
    syncCart();
  });

  // Shopify's Visitor API: an address given to the shop's newsletter form is told to the shop itself, not to us.
  const onSubmit = safely((event) => {
    const form = event.target;
    const input = form.querySelector('input[type="email"]');
    const isNewsletter = form.querySelector('[name="form_type"][value="customer"]');
    const analytics = window.Shopify.analytics;
    if (!isNewsletter || !input || !input.value || !input.checkValidity() || !isAllowed()) return;
    if (analytics.visitor)
      analytics.visitor({ email: input.value.trim() }, data.appId ? { appId: data.appId } : undefined);
  });

  // Themes add to the cart without a page load; the browser's record of requests tells so without touching their fetch.
  const watchCart = safely(() => {
    new PerformanceObserver((list) => {
      const isAdded = ({ name, responseStatus }) => /\/cart\/add(\.js)?(\?|$)/.test(name) && !(responseStatus >= 400);
      if (!list.getEntries().some(isAdded)) return;
      cartHasLines = true;
      syncCart();
    }).observe({ type: 'resource' });
  });

  const start = safely(() => {
    document.addEventListener('visitorConsentCollected', applyConsent);
    document.addEventListener('visibilitychange', onVisibility);
    document.addEventListener('submit', onSubmit, true);
    window.addEventListener('pagehide', onVisibility);
    window.addEventListener('pageshow', onVisibility);
    watchCart();
    window.Shopify.loadFeatures([{ name: 'consent-tracking-api', version: '0.1' }], (error) => {
      if (!error) applyConsent();
    });
  });

  if (data.shop) start();
})();
