// Kindred on the storefront: visible time on pages, products seen lately, addresses given to the shop's forms, the visitor's id on
// the cart. All waits for consent to analytics and marketing. All else is the web pixel's. Nothing here may throw into the page.
(() => {
  'use strict';

  const script = document.currentScript;
  const ENDPOINT = '/apps/kindred/events';
  const MAX_SECONDS = 1800;
  const KEEP_MS = 14 * 86400000;
  // The web pixel's as well.
  const VISITOR = 'kindred_visitor';
  const HISTORY = 'kindred_history_t_';
  const KNOWN = 'kindred_known';
  const PAUSE = 'kindred_pause';
  const MAX_ENTRIES = 60;
  const VIEWED = 'kindred_viewed';
  const MAX_VIEWED = 50;
  const TOLD = 'kindred_told';
  const GREETED = 'kindred_greeted';

  const data = script ? script.dataset : {};
  let visitorId = '';
  let cartMark = data.cartVisitor || '';
  let cartHasLines = Number(data.cartCount) > 0;
  let visibleMs = 0;
  let visibleSince = null;
  let told = '';
  let mailToken = '';

  const safely = (work, otherwise) => (argument) => {
    try {
      return work(argument);
    } catch {
      return otherwise;
    }
  };

  const isAllowed = (purpose) => {
    const privacy = window.Shopify && window.Shopify.customerPrivacy;
    if (!privacy || (purpose === 'sale' && !privacy.saleOfDataAllowed())) return false;
    return Boolean(privacy.analyticsProcessingAllowed() && privacy.marketingAllowed());
  };

  const randomId = (bytes) =>
    btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(bytes))))
      .replace(/\+/g, '-')
      .replace(/\//g, '_')
      .replace(/=/g, '');

  const read = safely((key) => localStorage.getItem(key), null);
  const remove = safely((key) => localStorage.removeItem(key));
  const write = (key, value) => safely(() => localStorage.setItem(key, value))();
  const session = (method, key, value) => safely(() => sessionStorage[method](key, value), null)();
  const keysOf = (storage, start) =>
    [...Array(storage.length).keys()].map((nth) => storage.key(nth)).filter((key) => key.startsWith(start));

  // Read again at each use: the web pixel may have made the id first.
  const rememberVisitor = () => {
    const known = read(VISITOR);
    if (/^[\w-]{22,64}$/.test(known || '')) visitorId = known;
    else write(VISITOR, (visitorId = visitorId || randomId(16)));
  };

  const forgetAll = () => {
    visitorId = told = '';
    visibleMs = 0;
    for (const name of ['localStorage', 'sessionStorage'])
      safely(() => keysOf(window[name], 'kindred_').forEach((key) => window[name].removeItem(key)))();
  };

  const isKnown = () => read(KNOWN) !== null;

  const isPaused = () => {
    const leftMs = read(PAUSE) - Date.now();
    return leftMs > 0 && leftMs <= 3600000;
  };

  // One entry an event, so that no other tab writes there; the web pixel hands them over.
  const keep = safely((event) => {
    const now = Date.now();
    const old = keysOf(localStorage, HISTORY).sort();
    const isOld = (key) => now - parseInt(key.slice(HISTORY.length), 36) > KEEP_MS;
    old.filter((key, index) => isOld(key) || index <= old.length - MAX_ENTRIES).forEach(remove);
    write(HISTORY + now.toString(36) + '_' + randomId(3), JSON.stringify([event]));
  });

  const batchOf = (events) => {
    rememberVisitor();
    const batch = { v: 1, shop: data.shop, source: 'theme', visitorId, sentAt: new Date().toISOString(), events };
    return JSON.stringify(mailToken ? Object.assign(batch, { mail: mailToken }) : batch);
  };

  // A beacon outlives its page; a browser may refuse it when its queue is full.
  const send = (event) => {
    const mayGo = isKnown() && !isPaused() && navigator.onLine !== false && navigator.sendBeacon;
    if (!mayGo || !navigator.sendBeacon(ENDPOINT, batchOf([event]))) keep(event);
  };

  // Once a visit, through the shop's own address, where Shopify vouches for who is logged in.
  const greet = safely(() => {
    if ((!data.customer && !mailToken) || isPaused()) return;
    write(KNOWN, '1');
    const greeting = mailToken || 'customer';
    if (session('getItem', GREETED) === greeting) return;
    fetch(ENDPOINT, { method: 'POST', body: batchOf([]), keepalive: true })
      .then((response) => {
        const seconds = Number(response.headers.get('Retry-After')) || 60;
        if (!isAllowed()) return;
        if (response.status === 429 || response.status >= 500) write(PAUSE, String(Date.now() + seconds * 1000));
        else session('setItem', GREETED, greeting);
      })
      .catch(() => {});
  });

  // Taken out of the address at once: a link that is copied from there must name nobody.
  const takeMailToken = safely(() => {
    const url = new URL(location.href);
    const token = url.searchParams.get('kindred_mail') || '';
    if (!token) return;
    url.searchParams.delete('kindred_mail');
    history.replaceState(history.state, '', url);
    if (/^[\w.-]{40,120}$/.test(token)) mailToken = token;
  });

  // One that fails is tried again by the next page, whose Liquid shows the old mark.
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

  const gid = (type, id) => (id ? 'gid://shopify/' + type + '/' + id : undefined);

  const viewed = safely(() => {
    const since = Date.now() - KEEP_MS;
    return isAllowed() ? JSON.parse(read(VIEWED) || '[]').filter(({ at }) => Date.parse(at) > since) : [];
  }, []);

  const noteViewed = (seconds) => {
    const productId = gid('Product', data.productId);
    if (!productId) return;
    const list = viewed();
    const before = list.find((each) => each.productId === productId) || { seconds: 0 };
    const now = { productId, at: new Date().toISOString(), seconds: before.seconds + seconds };
    write(VIEWED, JSON.stringify([now].concat(list.filter((each) => each !== before)).slice(0, MAX_VIEWED)));
  };

  const measure = (isLeaving) => {
    const now = performance.now();
    if (visibleSince !== null) visibleMs += now - visibleSince;
    visibleSince = !isLeaving && isAllowed() && document.visibilityState === 'visible' ? now : null;
  };

  // Seconds since this page's last report: several add up.
  const reportTime = () => {
    const secondsOnPage = Math.min(Math.round(visibleMs / 1000), MAX_SECONDS);
    if (!data.time || !secondsOnPage || !isAllowed()) return;
    visibleMs = 0;
    noteViewed(secondsOnPage);
    send({
      id: randomId(16),
      type: 'time_on_page',
      at: new Date().toISOString(),
      productId: gid('Product', data.productId),
      collectionId: gid('Collection', data.collectionId),
      url: /@|%40/.test(location.pathname) ? undefined : location.pathname.slice(0, 500),
      pageType: data.pageType,
      locale: data.locale,
      secondsOnPage,
    });
  };

  const onVisibility = safely((event) => {
    measure(event.type === 'pagehide');
    if (visibleSince === null) reportTime();
  });

  const applyConsent = safely(() => {
    measure(false);
    if (isAllowed()) {
      noteViewed(0);
      greet();
    } else forgetAll();
    syncCart();
  });

  // FNV-1a: 32 bits know an address again within a visit, and are too few to find it by.
  const markOf = (text) => {
    let hash = 2166136261;
    for (const character of text.toLowerCase()) hash = Math.imul(hash ^ character.codePointAt(0), 16777619);
    return (hash >>> 0).toString(36) + ' ';
  };

  // Other apps may use what Shopify's Visitor API hears: an opt-out of data sale keeps the address untold.
  const tell = safely((contact) => {
    const value = (contact.email || contact.phone || '').trim();
    if (!value || !isAllowed()) return false;
    write(KNOWN, '1');
    const visitor = window.Shopify.analytics && window.Shopify.analytics.visitor;
    told = session('getItem', TOLD) || told;
    if (!visitor || !isAllowed('sale') || told.includes(markOf(value))) return false;
    told += markOf(value);
    session('setItem', TOLD, told);
    return visitor(contact.email ? { email: value } : { phone: value }, data.appId ? { appId: data.appId } : undefined);
  }, false);

  const onSubmit = safely((event) => {
    const form = event.target;
    const type = form.querySelector('[name="form_type"]');
    if (!type || !/^(customer|contact|create_customer)$/.test(type.value)) return;
    const [email, phone] = ['email', 'tel'].map((kind) => {
      const input = form.querySelector('input[type="' + kind + '"]');
      return input && input.checkValidity() ? input.value.trim() : '';
    });
    tell(email ? { email } : { phone });
  });

  // The browser's record of requests tells of additions without touching the theme's fetch.
  const watchCart = safely(() => {
    new PerformanceObserver((list) => {
      const isAdded = ({ name, responseStatus }) => /\/cart\/add(\.js)?(\?|$)/.test(name) && !(responseStatus >= 400);
      if (!list.getEntries().some(isAdded)) return;
      cartHasLines = true;
      syncCart();
    }).observe({ type: 'resource' });
  });

  const start = safely(() => {
    takeMailToken();
    document.addEventListener('visitorConsentCollected', applyConsent);
    document.addEventListener('visibilitychange', onVisibility);
    document.addEventListener('submit', onSubmit, true);
    window.addEventListener('pagehide', onVisibility);
    window.addEventListener('pageshow', onVisibility);
    watchCart();
    window.kindred = Object.freeze({ viewed: () => viewed(), tell });
    window.Shopify.loadFeatures([{ name: 'consent-tracking-api', version: '0.1' }], (error) => {
      if (!error) applyConsent();
    });
  });

  if (data.shop) start();
})();
