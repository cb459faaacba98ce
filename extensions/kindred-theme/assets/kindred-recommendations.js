// Products beside a page, from the app through the shop's own address. What is known of the visitor is used only where they allow it; what was seen
// and clicked is told as counts, once a page. Nothing here may throw into the page.
(() => {
  'use strict';

  const ENDPOINT = '/apps/kindred/recommendations';
  const MOST = 12;
  const MOST_VIEWED = 10;
  const NEAR = '500px';

  const safely = (work, otherwise) => (argument) => {
    try {
      return work(argument);
    } catch {
      return otherwise;
    }
  };

  const stored = safely((key) => localStorage.getItem(key), null);
  const allows = safely((purpose) => Boolean(window.Shopify.customerPrivacy[purpose + 'ProcessingAllowed']()), false);

  // Shopify loads its Customer Privacy API when it is asked for; without it nothing is allowed.
  const whenAsked = (done) => {
    const isThere = safely(() => {
      window.Shopify.loadFeatures([{ name: 'consent-tracking-api', version: '0.1' }], () => done());
      return true;
    }, false);
    if (!isThere()) done();
  };

  const listOf = (text) => (text || '').split(',').filter(Boolean);

  const viewed = safely(
    () =>
      window.kindred
        .viewed()
        .slice(0, MOST_VIEWED)
        .map(({ productId }) => productId.split('/').pop())
        .reverse(),
    [],
  );

  // Beside one product or within a collection the cart only says what not to show.
  const questionOf = (data) => {
    const isAboutPage = data.product || data.collection;
    const limit = Number(data.limit) + (isAboutPage ? listOf(data.cart).length : 0);
    const asked = {
      limit: Math.min(limit, MOST),
      locale: data.locale,
      product: data.product,
      collection: data.collection,
    };
    if (!isAboutPage) asked.cart = listOf(data.cart).slice(-50).join(',');
    if (allows('preferences')) {
      asked.viewed = viewed().join(',');
      if (data.customer || stored('kindred_known')) asked.personal = '1';
      if (asked.personal) asked.visitor = stored('kindred_visitor');
    }
    const query = new URLSearchParams();
    for (const name of Object.keys(asked).sort()) if (asked[name]) query.set(name, asked[name]);
    return query;
  };

  const element = (name, className, text) => {
    const made = document.createElement(name);
    made.className = className;
    if (text) made.textContent = text;
    return made;
  };

  const sized = (url, width) => {
    const address = new URL(url, location.href);
    address.searchParams.set('width', width);
    return address.href;
  };

  // The title beside it says what the picture shows: read out once is enough.
  const picture = (url, sizes) => {
    const frame = element('span', 'kindred-frame');
    if (!url) return frame;
    const image = element('img', '');
    image.alt = '';
    image.loading = 'lazy';
    image.decoding = 'async';
    image.sizes = sizes;
    image.srcset = [180, 360, 540, 720].map((width) => sized(url, width) + ' ' + width + 'w').join(', ');
    image.src = sized(url, 360);
    frame.append(image);
    return frame;
  };

  // Prices are the shop's own: who pays in another currency sees none rather than a wrong one.
  const isOwnCurrency = safely(({ currency }) => window.Shopify.currency.active === currency, true);

  const wordsOf = ({ kind, productTitle }, words) => {
    const said = words[kind] || '';
    return said.includes('{title}') ? productTitle && said.replace('{title}', () => productTitle) : said;
  };

  const card = (product, data, words) => {
    const item = element('li', 'kindred-product');
    const link = element('a', 'kindred-link');
    const root = safely(() => window.Shopify.routes.root, '/')() || '/';
    link.href = root + 'products/' + encodeURIComponent(product.handle);
    link.append(
      picture(product.imageUrl, '(min-width: 750px) ' + Math.ceil(100 / Number(data.columns || 4)) + 'vw, 50vw'),
      element('span', 'kindred-title', product.title),
    );
    item.append(link);
    if (data.price && isOwnCurrency(product.price)) item.append(element('span', 'kindred-price', product.price.words));
    const why = data.reason && wordsOf(product.reason, words);
    if (why) item.append(element('span', 'kindred-reason', why));
    return item;
  };

  const tell = safely((told) => {
    if (!allows('analytics') || !navigator.sendBeacon) return;
    navigator.sendBeacon(ENDPOINT + '/seen', JSON.stringify(told));
  });

  // Seen is what was half in view; each place is told once, when all are or the page goes.
  const watch = (cards, products) => {
    const where = cards.map((_, at) => ({ place: at + 1, strategy: products[at].strategy }));
    const clicked = new Set();
    let waiting = [];
    const flush = () => {
      if (waiting.length) tell({ shown: waiting });
      waiting = [];
    };
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { isIntersecting, target } of entries) {
          if (!isIntersecting) continue;
          observer.unobserve(target);
          waiting.push(where[cards.indexOf(target)]);
          if (waiting.length === cards.length) flush();
        }
      },
      { threshold: 0.5 },
    );
    cards.forEach((each, at) => {
      observer.observe(each);
      each.addEventListener('click', ({ target }) => {
        if (clicked.has(at) || !target.closest('a')) return;
        clicked.add(at);
        flush();
        tell({ clicked: [where[at]] });
      });
    });
    document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && flush());
    window.addEventListener('pagehide', flush);
  };

  // In the theme editor a merchant is told that there is nothing yet; a shopper sees no block.
  const leave = (block) => {
    const note = block.querySelector('[data-none]');
    if (!note) return block.remove();
    note.hidden = false;
    block.querySelector('ul').remove();
    block.removeAttribute('aria-busy');
  };

  const show = (block, products) => {
    const data = block.dataset;
    const inCart = listOf(data.cart);
    const chosen = products.filter(({ id }) => !inCart.includes(id.split('/').pop())).slice(0, Number(data.limit));
    if (!chosen.length) return leave(block);
    const words = JSON.parse(block.querySelector('[data-words]').textContent);
    const cards = chosen.map((product) => card(product, data, words));
    block.querySelector('ul').replaceChildren(...cards);
    block.removeAttribute('aria-busy');
    if (!data.design && 'IntersectionObserver' in window) watch(cards, chosen);
  };

  const ask = (block) =>
    whenAsked(() =>
      fetch(ENDPOINT + '?' + questionOf(block.dataset))
        .then((response) => (response.ok ? response.json() : { products: [] }))
        .then(({ products }) => show(block, products))
        .catch(() => leave(block)),
    );

  const start = safely((block) => {
    if (block.dataset.started) return;
    block.dataset.started = '1';
    if (!('IntersectionObserver' in window)) return ask(block);
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        observer.disconnect();
        ask(block);
      },
      { rootMargin: NEAR },
    );
    observer.observe(block);
  });

  const startAll = () => document.querySelectorAll('[data-kindred-recommendations]').forEach(start);
  startAll();
  document.addEventListener('shopify:section:load', startAll);
})();
