// The app's forms on the storefront: sign-up, pop-up, and the wish to be told when something is back. What they say stands in the page
// already; only what a shopper sends goes to the app. Nothing here may throw into the page.
(() => {
  'use strict';

  const PROXY = '/apps/kindred/';
  /** What the shopper answered to the pop-up: `done`, or when they closed it; with ` 1` the small bar, too. No id. */
  const ANSWER = 'kindred_popup';
  const ASKED = 'kindred_asked';
  const PAGES = 'kindred_pages';
  const DAY_MS = 86400000;

  const safely = (work, otherwise) => (argument, value) => {
    try {
      return work(argument, value);
    } catch {
      return otherwise;
    }
  };

  const stored = safely((key) => localStorage.getItem(key), null);
  const store = safely((key, value) => localStorage.setItem(key, value));
  const ofVisit = safely((key) => sessionStorage.getItem(key), null);
  const keepForVisit = safely((key, value) => sessionStorage.setItem(key, value));
  const allows = safely((purpose) => window.Shopify.customerPrivacy[purpose + 'ProcessingAllowed'](), false);
  const bannerIsDue = safely(() => window.Shopify.customerPrivacy.shouldShowBanner(), false);

  // Without Shopify's Customer Privacy API nothing is allowed.
  const whenAsked = (done) => {
    const load = () =>
      void window.Shopify.loadFeatures([{ name: 'consent-tracking-api', version: '0.1' }], () => done());
    if (safely(load, true)()) done();
  };

  // Nobody is asked two things at once: the consent banner goes first.
  const whenChosen = (done) =>
    whenAsked(() => {
      if (bannerIsDue()) document.addEventListener('visitorConsentCollected', () => done(), { once: true });
      else done();
    });

  const counted = new Set();
  const noteSeen = (place) =>
    whenAsked(() => {
      if (counted.has(place) || !allows('analytics')) return;
      counted.add(place);
      safely(() => navigator.sendBeacon(PROXY + 'forms/seen', JSON.stringify({ place })))();
    });

  const whenInView = (element, done) => {
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        observer.disconnect();
        done();
      },
      { threshold: 0.5 },
    );
    observer.observe(element);
  };

  const valuesOf = ({ dataset, elements }, since) => {
    const { locale, country, place, wording, variant } = dataset;
    const topics = [...elements].filter(({ name, checked }) => name === 'topics' && checked);
    const sent = { locale, country, place, wording: +wording, page: location.origin + location.pathname };
    for (const name of ['email', 'firstName', 'birthday', 'website'])
      if (elements[name] && elements[name].value) sent[name] = elements[name].value.trim();
    if (topics.length) sent.topics = topics.map(({ value }) => value);
    if (variant) sent.variant = 'gid://shopify/ProductVariant/' + variant;
    sent.seconds = Math.round((performance.now() - since) / 1000);
    return sent;
  };

  // Whether somebody was known before is not in the answer.
  const startForm = (form, whenDone) => {
    const { dataset, elements } = form;
    const since = performance.now();
    const status = form.querySelector('[data-status]');
    let isBusy = false;
    const say = (text, field) => {
      status.textContent = text;
      for (const each of elements) each.removeAttribute('aria-invalid');
      if (!field) return;
      field.setAttribute('aria-invalid', 'true');
      field.focus();
    };
    const send = () => {
      isBusy = true;
      const body = JSON.stringify(valuesOf(form, since));
      fetch(PROXY + dataset.to, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body })
        .then((response) => (response.ok ? response.text() : Promise.reject(response.status)))
        .then((text) => {
          if (window.kindred) window.kindred.tell({ email: elements.email.value });
          whenDone(text ? JSON.parse(text) : {});
        })
        .catch((status) => say(status === 429 ? dataset.tooOften : dataset.failed))
        .then(() => (isBusy = false));
    };
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const { email, consent } = elements;
      if (isBusy) return;
      if (!email.value.trim() || !email.checkValidity()) return say(dataset.noEmail, email);
      if (!consent.checked) return say(dataset.noConsent, consent);
      say('');
      send();
    });
  };

  const startSignUp = (form) => {
    startForm(form, () => {
      store(ANSWER, 'done');
      const message = document.createElement('p');
      Object.assign(message, { className: 'kindred-done', tabIndex: -1, textContent: form.dataset.done });
      // What stands below stays where it is.
      message.style.minHeight = form.offsetHeight + 'px';
      form.replaceWith(message);
      message.focus();
      document.querySelectorAll('[data-kindred-bar]').forEach((bar) => (bar.hidden = true));
    });
    if (form.dataset.place === 'form') whenInView(form, () => noteSeen('form'));
  };

  const isTyping = () => !!document.activeElement && document.activeElement.matches('input, textarea, select');
  const isBesides = () => document.querySelector('dialog[open], [aria-modal="true"]:not([hidden])');

  const watchFor = ({ seconds, scroll, exit, pages }, come) => {
    if (seconds) setTimeout(come, seconds * 1000);
    if (exit) document.addEventListener('mouseout', (event) => !event.relatedTarget && event.clientY <= 0 && come());
    const isFar = () => window.scrollY / (document.documentElement.scrollHeight - window.innerHeight) >= scroll / 100;
    if (scroll) window.addEventListener('scroll', () => isFar() && come(), { passive: true });
    if (!pages || !allows('preferences')) return;
    const seen = 1 + +ofVisit(PAGES);
    keepForVisit(PAGES, seen);
    if (seen >= pages) come();
  };

  // On wide screens it opens by itself, once; on a phone only a small bar does, and the form when the bar is pressed.
  const startPopup = (dialog) => {
    const data = dialog.dataset;
    const bar = dialog.parentElement.querySelector('[data-kindred-bar]');
    const isDone = () => stored(ANSWER) === 'done';
    const open = () => {
      if (dialog.open) return;
      dialog.showModal();
      noteSeen('popup');
    };
    const [closedAt, isGone] = (stored(ANSWER) || '').split(' ');
    const isQuiet = Date.now() - closedAt < data.quiet * DAY_MS;
    dialog.querySelector('[data-close]').addEventListener('click', () => dialog.close());
    dialog.addEventListener('click', ({ target }) => target === dialog && dialog.close());
    dialog.addEventListener('close', () => {
      if (isDone() || data.design) return;
      store(ANSWER, Date.now());
      bar.hidden = !data.teaser;
    });
    bar.querySelector('[data-open]').addEventListener('click', open);
    bar.querySelector('[data-dismiss]').addEventListener('click', () => {
      bar.hidden = true;
      store(ANSWER, Date.now() + ' 1');
    });
    if (data.design) return (bar.hidden = false);
    if (isDone() || stored('kindred_known')) return;
    if (isQuiet) return (bar.hidden = !data.teaser || !!isGone);
    let hasCome = false;
    const come = () => {
      if (hasCome || isDone()) return;
      if (isTyping()) return document.addEventListener('focusout', () => setTimeout(come), { once: true });
      if (isBesides()) return;
      hasCome = true;
      if (matchMedia('(max-width: 749px)').matches) bar.hidden = false;
      else open();
    };
    whenChosen(() => watchFor(data, come));
  };

  const startStock = (box) => {
    const form = box.querySelector('form');
    const [ask, note, link] = ['ask', 'note', 'cancel'].map((name) => box.querySelector('[data-' + name + ']'));
    const soldOut = box.dataset.soldOut.split(',');
    const asked = () => safely(() => JSON.parse(ofVisit(ASKED)), null)() || {};
    const chosen = () => {
      const field = document.querySelector('form[action*="/cart/add"] [name="id"]');
      return (field && field.value) || new URLSearchParams(location.search).get('variant') || box.dataset.variant;
    };
    const expand = (isOpen) => {
      form.hidden = !isOpen;
      ask.setAttribute('aria-expanded', isOpen);
    };
    const show = (words) => {
      const id = chosen();
      const cancel = asked()[id];
      const isAsked = cancel !== undefined;
      form.dataset.variant = id;
      box.hidden = !soldOut.includes(id);
      ask.hidden = isAsked;
      note.parentElement.hidden = !isAsked;
      note.textContent = words || box.dataset.asked;
      link.hidden = !cancel;
      if (cancel) link.href = cancel;
      if (isAsked) expand(false);
    };
    ask.addEventListener('click', () => {
      expand(form.hidden);
      if (!form.hidden) form.elements.email.focus();
    });
    startForm(form, ({ cancel = '' }) => {
      keepForVisit(ASKED, JSON.stringify({ ...asked(), [form.dataset.variant]: cancel }));
      show(box.dataset.done);
      note.focus();
    });
    // Each theme changes the variant in its own way: a field that changes, or the address.
    for (const type of ['change', 'click'])
      document.addEventListener(type, ({ target }) => box.contains(target) || setTimeout(show));
    window.addEventListener('popstate', () => show());
    show();
    whenInView(box, () => noteSeen('back-in-stock'));
  };

  const startAll = () => {
    const kinds = { 'kindred-form': startSignUp, 'kindred-popup': startPopup, 'kindred-stock': startStock };
    for (const kind of Object.keys(kinds))
      for (const each of document.querySelectorAll('[data-' + kind + ']:not([data-started])')) {
        each.dataset.started = '1';
        safely(kinds[kind])(each);
      }
  };
  startAll();
  // Sections are drawn anew in the theme editor.
  document.addEventListener('shopify:section:load', startAll);
})();
