import { ownScript, readConfig } from './config';
import { defineModal } from './elements/modal';
import { defineNavMenu, navLink } from './elements/nav-menu';
import { defineSaveBar } from './elements/save-bar';
import { defineTitleBar } from './elements/title-bar';
import { watchForms } from './form-save-bars';
import { connectHost } from './host';
import { interceptOpening, navigateInApp, reportLocation, reportTitle } from './navigation';
import { createSaveBars } from './save-bars';
import { createShopifyGlobal } from './shopify-global';
import { signFetch } from './signed-fetch';

const script = ownScript();
const adminOrigin = new URL(script.src).origin;
const config = readConfig(script);

if (window === parent) {
  // Opened outside of the admin: the real one leads there, too.
  location.replace(
    `${adminOrigin}/admin/-/open-app?${new URLSearchParams({ path: location.pathname + location.search })}`,
  );
} else start();

function start(): void {
  const host = connectHost(adminOrigin);
  const bars = createSaveBars(host);
  const ready = new Promise<void>((resolve) => addEventListener('DOMContentLoaded', () => resolve()));
  const idToken = () => host.ask('id-token', null);
  const opening = { host, config, navigate: (href: string) => navigateInApp(href, navLink(href)) };
  Object.assign(window, { shopify: createShopifyGlobal({ host, config, bars, ready }) });
  window.fetch = signFetch(window.fetch.bind(window), { ...opening, idToken });
  host.send({ kind: 'began' });
  const reload = new URLSearchParams(location.search).get('shopify-reload');
  if (reload) return void reloadWithToken(reload, idToken);

  hideElements();
  defineNavMenu(host);
  defineTitleBar(host);
  defineSaveBar(bars);
  defineModal(host);
  watchForms(bars);
  interceptOpening(opening);
  reportLocation(host);
  host.listen((message) => {
    if (message.kind === 'navigate') opening.navigate(message.href);
    // A page that knows how to refresh itself does so when its tab is looked at again.
    if (message.kind === 'returned' && !bars.isOpen) document.dispatchEvent(new Event('visibilitychange'));
  });
  void ready.then(() => {
    reportTitle(host);
    host.send({ kind: 'ready' });
  });
}

/** The app's page that only fetches a token: it goes on to where the person wanted to be, if that is the app's own. */
async function reloadWithToken(address: string, idToken: () => Promise<string>): Promise<void> {
  const url = new URL(address, location.href);
  if (url.origin !== location.origin) throw new Error('App Bridge: shopify-reload leads out of the app.');
  url.searchParams.set('id_token', await idToken());
  location.replace(url);
}

/** Without adding nodes to the document, which React would miss when it takes the page over. */
function hideElements(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('ui-nav-menu, s-app-nav, ui-title-bar, ui-save-bar { display: none !important; }');
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
