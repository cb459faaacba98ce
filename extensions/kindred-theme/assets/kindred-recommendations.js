// Products beside a page, from the app through the shop's own address. What is known of the visitor is used where they allow it;
// what was seen and clicked is told as counts. Nothing here may throw into the page.
(() => {
  'use strict';

  const ENDPOINT = '/apps/kindred/recommendations';
  const MOST = 12;
  const MOST_VIEWED = 10;
  const CART_CHANGE = /\/cart\/(add|change|update|clear)\b/;

  const safely = (work, otherwise) => (argument) => {
    try {
      return work(argument);
    } catch {
      return otherwise;
    }
  };

  const stored = safely((key) => localStorage.getItem(key), null);
  const allows = safely((purpose) => window.Shopify.customerPrivacy[purpose + 'ProcessingAllowed'](), false);

  // Without Shopify's Customer Privacy API nothing is allowed.
  const whenAsked = (done) => {
    const load = () =>
      void window.Shopify.loadFeatures([{ name: 'consent-tracking-api', version: '0.1' }], () => done());
    if (safely(load, true)()) done();
  };

  const root = () => safely(() => window.Shopify.routes.root)() || '/';
  const read = (address) => fetch(address).then((response) => response.json());
  const idOf = (gid) => gid.split('/').pop();
  const listOf = (text) => (text || '').split(',').filter(Boolean);

  const viewed = safely(() => {
    const newest = window.kindred.viewed().slice(0, MOST_VIEWED);
    return newest.map(({ productId }) => idOf(productId)).reverse();
  }, []);

  // Beside one product or within a collection the cart only says what not to show.
  const questionOf = (data) => {
    const { locale, product, collection } = data;
    const cart = listOf(data.cart);
    const isAboutPage = product || collection;
    const limit = +data.limit + (isAboutPage ? cart.length : 0);
    const asked = { limit: Math.min(limit, MOST), locale, product, collection };
    if (!isAboutPage) asked.cart = cart.slice(-50).join();
    if (allows('preferences')) {
      asked.viewed = viewed().join();
      if (data.customer || stored('kindred_known')) asked.personal = '1';
      if (asked.personal) asked.visitor = stored('kindred_visitor');
    }
    const query = new URLSearchParams();
    for (const name of Object.keys(asked).sort()) if (asked[name]) query.set(name, asked[name]);
    return query;
  };

  const element = (name, className, textContent = '') =>
    Object.assign(document.createElement(name), { className, textContent });

  const sized = (url, width) => {
    const address = new URL(url, location.href);
    address.searchParams.set('width', width);
    return address.href;
  };

  // The title beside it says what the picture shows.
  const picture = (url, sizes) => {
    const frame = element('span', 'kindred-frame');
    if (!url) return frame;
    const srcset = [180, 360, 540, 720].map((width) => sized(url, width) + ' ' + width + 'w').join();
    const image = element('img', '');
    Object.assign(image, { alt: '', loading: 'lazy', decoding: 'async', sizes, srcset, src: sized(url, 360) });
    frame.append(image);
    return frame;
  };

  // Prices are the shop's own: who pays in another currency sees none.
  const isOwnCurrency = safely(({ currency }) => window.Shopify.currency.active === currency, true);

  const wordsOf = ({ kind, productTitle }, words) => {
    const said = words[kind] || '';
    return said.includes('{title}') ? productTitle && said.replace('{title}', () => productTitle) : said;
  };

  const card = (product, data, words) => {
    const item = element('li', 'kindred-product');
    const link = element('a', 'kindred-link');
    link.href = root() + 'products/' + encodeURIComponent(product.handle);
    link.append(
      picture(product.imageUrl, '(min-width: 750px) ' + Math.ceil(100 / data.columns) + 'vw, 50vw'),
      element('span', 'kindred-title', product.title),
    );
    item.append(link);
    if (data.price && isOwnCurrency(product.price)) item.append(element('span', 'kindred-price', product.price.words));
    const why = data.reason && wordsOf(product.reason, words);
    if (why) item.append(element('span', 'kindred-reason', why));
    return item;
  };

  const tell = safely((told) => {
    if (allows('analytics')) navigator.sendBeacon(ENDPOINT + '/seen', JSON.stringify(told));
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
    const come = (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        observer.unobserve(target);
        waiting.push(where[cards.indexOf(target)]);
        if (waiting.length === cards.length) flush();
      }
    };
    const observer = new IntersectionObserver(come, { threshold: 0.5 });
    cards.forEach((each, at) => {
      observer.observe(each);
      each.addEventListener('click', ({ target }) => {
        if (clicked.has(at) || !target.closest('a')) return;
        clicked.add(at);
        flush();
        tell({ clicked: [where[at]] });
      });
    });
    document.addEventListener('visibilitychange', () => document.hidden && flush());
    window.addEventListener('pagehide', flush);
  };

  // In the theme editor a merchant is told so; a shopper sees no block.
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
    const chosen = products.filter(({ id }) => !inCart.includes(idOf(id))).slice(0, data.limit);
    if (!chosen.length) return leave(block);
    const words = JSON.parse(block.querySelector('[data-words]').textContent);
    const cards = chosen.map((product) => card(product, data, words));
    block.querySelector('ul').replaceChildren(...cards);
    block.removeAttribute('aria-busy');
    if (!data.design) watch(cards, chosen);
  };

  // An answer about a cart that has changed since is not shown.
  const ask = (block) =>
    whenAsked(() => {
      const { cart } = block.dataset;
      read(ENDPOINT + '?' + questionOf(block.dataset))
        .then(({ products }) => block.dataset.cart === cart && show(block, products))
        .catch(() => leave(block));
    });

  // Themes change the cart each in its own way; that they asked the shop to, every browser sees.
  const followCart = safely((block) => {
    const data = block.dataset;
    if (data.product || data.collection) return;
    const compare = ({ items }) => {
      const cart = [...new Set(items.map((item) => item.product_id))].join();
      if (cart === data.cart || !block.isConnected) return;
      data.cart = cart;
      ask(block);
    };
    const look = (list) => {
      if (list.getEntries().some(({ name }) => CART_CHANGE.test(name)))
        read(root() + 'cart.js').then(compare, () => {});
    };
    new PerformanceObserver(look).observe({ type: 'resource' });
  });

  const started = new WeakSet();
  const start = safely((block) => {
    if (started.has(block)) return;
    started.add(block);
    followCart(block);
    const come = (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      ask(block);
    };
    const observer = new IntersectionObserver(come, { rootMargin: '500px' });
    observer.observe(block);
  });

  const startAll = () => document.querySelectorAll('[data-kindred-recommendations]').forEach(start);
  startAll();
  // Sections are drawn anew: in the theme editor, and where a cart changes.
  new MutationObserver(startAll).observe(document.documentElement, { childList: true, subtree: true });
})();
