import { SHOPIFY_PARAMETERS } from './config';
import type { Host } from './host';
import { destinationOf, openAddress, type OpenParts } from './open-address';

/** The page's address as the admin shows it: without the parameters Shopify put there. */
function ownPath(): string {
  const url = new URL(location.href);
  for (const name of SHOPIFY_PARAMETERS) url.searchParams.delete(name);
  return url.pathname + url.search + url.hash;
}

/** Tells the admin of each change of the page's address and title. */
export function reportLocation(host: Host): void {
  let told = '';
  const report = () => {
    const path = ownPath();
    if (path === told) return;
    told = path;
    host.send({ kind: 'moved', path });
  };
  for (const name of ['pushState', 'replaceState'] as const) {
    const original = history[name].bind(history);
    history[name] = (...args) => {
      original(...args);
      report();
    };
  }
  addEventListener('popstate', report);
  addEventListener('hashchange', report);
  report();
}

export function reportTitle(host: Host): void {
  let told = '';
  const report = () => {
    if (document.title === told) return;
    told = document.title;
    host.send({ kind: 'titled', title: told });
  };
  new MutationObserver(report).observe(document.head, { childList: true, subtree: true, characterData: true });
  report();
}

/**
 * Asks the app's router for a page, as the admin's navigation does: an event `shopify:navigate` on an element whose `href` is the page.
 * @param from the element that was meant, if it stands in the page
 */
export function navigateInApp(href: string, from?: Element): void {
  const element = from ?? document.body.appendChild(document.createElement('a'));
  if (!from) element.setAttribute('href', href);
  element.dispatchEvent(new CustomEvent('shopify:navigate', { bubbles: true, cancelable: true }));
  if (!from) element.remove();
}

/** Takes over `window.open` and links that lead into the admin. Links within the app are the app's own router's. */
export function interceptOpening(parts: OpenParts): void {
  const plainOpen = window.open.bind(window);
  window.open = (url, target, features) => {
    if (url !== undefined && openAddress(String(url), target ?? '_blank', parts)) return null;
    return plainOpen(url, target, features);
  };
  // On the window, so that the app's router has had its say.
  addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    const href = link?.getAttribute('href');
    if (!link || !href || event.defaultPrevented || event.button !== 0) return;
    const isNewTab = event.ctrlKey || event.metaKey || event.shiftKey;
    const target = isNewTab ? '_blank' : (link.getAttribute('target') ?? '_self');
    const { kind } = destinationOf(href, parts.config);
    const isOurs = kind === 'admin' || (kind === 'app' && (target === '_top' || target === '_parent'));
    if (!isOurs) return;
    event.preventDefault();
    openAddress(href, target, parts);
  });
}
