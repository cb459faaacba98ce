import type { AppConfig } from '../../shopify';
import { html, jsonScript, type Html } from '../html';
import { icon, type IconName } from './icons';
import type { ShellSetup } from './protocol';

/** The admin's own sections. */
export type Section = 'home' | 'orders' | 'products' | 'customers' | 'marketing';

export interface ShellPage {
  app: Pick<AppConfig, 'name' | 'handle'>;
  setup: ShellSetup;
  /** Where the person is; `app`: in the app's frame. */
  at: Section | 'app';
  title: string;
  /** Where the shop's visitors are. */
  storefrontUrl: string;
  /** Business time in words. */
  now: string;
  /** What stands in the middle; absent: the app's frame. */
  content?: Html;
  /** Changes when the scripts or styles do. */
  version: string;
}

const SECTIONS: { section: Section; href: string; label: string; icon: IconName }[] = [
  { section: 'home', href: '/admin/home', label: 'Home', icon: 'home' },
  { section: 'orders', href: '/admin/orders', label: 'Orders', icon: 'orders' },
  { section: 'products', href: '/admin/products', label: 'Products', icon: 'products' },
  { section: 'customers', href: '/admin/customers', label: 'Customers', icon: 'customers' },
  { section: 'marketing', href: '/admin/marketing', label: 'Marketing', icon: 'marketing' },
];

/** The dev store's mark, a leaf green square, as a picture in the address itself. */
const ICON = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8" rx="2" fill="#1d4f3f"/></svg>')}`;

/** One page of the admin: what is the same everywhere, around either the app's frame or a page of the admin's own. */
export function shellPage(page: ShellPage): string {
  const { setup, title, version, content } = page;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${setup.shopName} · ${title}</title>
        <link rel="icon" href="${ICON}" />
        <link rel="stylesheet" href="/admin/-/shell.css?v=${version}" />
        ${jsonScript('shell-setup', setup)}
        <script src="/admin/-/shell.js?v=${version}" defer></script>
      </head>
      <body>
        <a class="skip" href="#main">Skip to content</a>
        ${topBar(page)} ${navigation(page)}
        <main id="main" tabindex="-1">${content ?? appPlace(page)}</main>
        <div class="scrim" hidden></div>
        <div class="toasts" role="status" aria-live="polite"></div>
      </body>
    </html>`.toString();
}

const topBar = ({ setup, now }: ShellPage): Html => html`
  <header class="top">
    <button class="menu-button" type="button" aria-label="Menu" aria-controls="nav" aria-expanded="false">
      ${icon('menu')}
    </button>
    <a class="brand" href="/admin/home" aria-label="dev store"
      ><span class="brand-mark" data-letters="ds"></span><span>dev store</span></a
    >
    <form class="search" role="search" action="/admin/products">
      ${icon('search')}
      <input type="search" name="q" placeholder="Search products" aria-label="Search products" />
    </form>
    <div class="save-bar" role="region" aria-label="Unsaved changes" hidden></div>
    <time class="clock" title="Business time of the dev store">${now}</time>
    <span class="shop"
      ><span class="shop-name">${setup.shopName}</span
      ><span class="shop-mark" data-letters="${initialsOf(setup.shopName)}"></span
    ></span>
  </header>
`;

const navigation = ({ app, at, setup, storefrontUrl }: ShellPage): Html => html`
  <nav id="nav" class="nav" aria-label="Admin">
    <ul>
      ${SECTIONS.map(
        ({ section, href, label, icon: name }) =>
          html`<li><a href="${href}" ${at === section && CURRENT}>${icon(name)}${label}</a></li>`,
      )}
    </ul>
    <h2>Sales channels</h2>
    <ul>
      <li><a href="/admin/themes/current/editor">${icon('store')}Online Store</a></li>
      <li><a href="${storefrontUrl}" target="_blank" rel="noopener">${icon('view')}View storefront</a></li>
    </ul>
    <h2>Apps</h2>
    <ul>
      <li>
        <a class="app-link" href="/admin/apps/${app.handle}" ${at === 'app' && html`aria-current="true"`}
          ><span class="app-mark" data-letters="${setup.appName.slice(0, 1)}"></span>${app.name}</a
        >
        <ul class="app-nav" ${at !== 'app' && html`hidden`}></ul>
      </li>
    </ul>
    <p class="nav-note">A stand-in of Shopify’s admin. Its lists show the store of this machine.</p>
  </nav>
  <div class="drawer-scrim" hidden></div>
`;

const CURRENT = html`aria-current="page"`;

const appPlace = ({ setup }: ShellPage): Html => html`
  <div class="title-bar">
    <span class="app-mark" data-letters="${setup.appName.slice(0, 1)}"></span>
    <span class="title-bar-breadcrumb"></span>
    <h1>${setup.appName}</h1>
    <div class="title-bar-actions"></div>
  </div>
  <div class="loading-bar" hidden role="progressbar" aria-label="Loading"></div>
  <div class="frame-place" aria-busy="true">
    <div class="frame-skeleton" aria-hidden="true"><i></i><i></i><i></i></div>
  </div>
`;

/** `Birch & Bay` → `BB` */
const initialsOf = (name: string): string =>
  (name.match(/\p{L}+/gu) ?? [])
    .slice(0, 2)
    .map((word) => word.slice(0, 1).toUpperCase())
    .join('');
