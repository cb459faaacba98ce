import type { Context } from '@shopify/web-pixels-extension';
import type { Device, UtmName, WireEvent } from './wire';

const MAX_URL_CHARACTERS = 500;
const MAX_UTM_CHARACTERS = 100;
/** Parameters that say what is shown or which campaign led here. All others, click ids among them, may hold tokens or personal data. */
const ALLOWED_PARAMETER = /^(utm_[a-z]+|variant|q|sort_by|page)$/;
const UTM_NAMES: readonly UtmName[] = ['source', 'medium', 'campaign', 'content', 'term'];
const LOOKS_LIKE_ADDRESS = /[^\s/?&=]+(@|%40)[^\s/?&=]+/i;
const LOCALE = /^\/([a-z]{2}(?:-[a-z]{2})?)(?=\/|$)/i;
/** Pages whose path holds a one-time token, or one that opens somebody's checkout or order. */
const PRIVATE_PATH = /^(?:\/\d+)?\/(account|checkouts|orders)\b/i;
/** First part of the path to Liquid's `request.page_type`; a part with nothing behind it may be a list. */
const PAGE_TYPES: Record<string, [list: string, one: string]> = {
  '': ['index', 'index'],
  products: ['list-products', 'product'],
  collections: ['list-collections', 'collection'],
  blogs: ['blog', 'blog'],
  pages: ['page', 'page'],
  search: ['search', 'search'],
  cart: ['cart', 'cart'],
  policies: ['policy', 'policy'],
  account: ['customers/account', 'customers/account'],
  checkouts: ['checkout', 'checkout'],
  orders: ['order', 'order'],
};

type PageFacts = Pick<WireEvent, 'url' | 'pageType' | 'locale' | 'referrer' | 'utm' | 'device'>;

/** What is known of the page an event happened on: where, from which other site, on which kind of device. */
export function describePage(context: Context): PageFacts {
  const { location, referrer } = context.document;
  const host = hostOf(referrer);
  return {
    url: publicUrl(location.pathname, location.search),
    pageType: pageTypeOf(location.pathname),
    locale: LOCALE.exec(location.pathname)?.[1]?.toLowerCase(),
    device: deviceOf(context.navigator.userAgent),
    utm: utmOf(location.search),
    ...(host && host !== location.host ? { referrer: host } : {}),
  };
}

/** Path and allowed parameters, without anything that looks like an email address. */
export function publicUrl(pathname: string, search: string): string {
  const secret = PRIVATE_PATH.exec(pathname.replace(LOCALE, ''))?.[1];
  if (secret) return `/${secret.toLowerCase()}`;
  const kept = search
    .replace(/^\?/, '')
    .split('&')
    .filter((pair) => ALLOWED_PARAMETER.test(pair.split('=')[0] ?? '') && isImpersonal(pair));
  const path = isImpersonal(pathname) ? pathname : '/';
  return (kept.length > 0 ? `${path}?${kept.join('&')}` : path).slice(0, MAX_URL_CHARACTERS);
}

export function isImpersonal(text: string): boolean {
  return !LOOKS_LIKE_ADDRESS.test(text);
}

export function deviceOf(userAgent: string): Device {
  if (/iPad|Tablet|Android(?!.*Mobile)/i.test(userAgent)) return 'tablet';
  return /Mobi|iPhone/i.test(userAgent) ? 'mobile' : 'desktop';
}

/** Liquid's `request.page_type`, read from the path, which is the same in every theme; undefined for an app's own pages. */
export function pageTypeOf(pathname: string): string | undefined {
  const parts = pathname.replace(LOCALE, '').split('/').filter(Boolean);
  if (parts[0] === 'collections' && parts[2] === 'products') return 'product';
  if (parts[0] === 'blogs' && parts[2]) return 'article';
  return PAGE_TYPES[parts[0] ?? '']?.[parts[1] ? 1 : 0];
}

function utmOf(search: string): WireEvent['utm'] {
  const parameters = new URLSearchParams(search);
  const found = UTM_NAMES.flatMap((name) => {
    const value = parameters.get(`utm_${name}`)?.slice(0, MAX_UTM_CHARACTERS);
    return value && isImpersonal(value) ? [[name, value]] : [];
  });
  return found.length > 0 ? (Object.fromEntries(found) as WireEvent['utm']) : undefined;
}

function hostOf(url: string): string | undefined {
  try {
    return new URL(url).host;
  } catch {
    return undefined; // no referrer, or one that is no URL
  }
}
