import type { Context } from '@shopify/web-pixels-extension';
import type { Device, WireEvent } from './wire';

const MAX_URL_CHARACTERS = 500;
/** Parameters that say what is shown or which campaign led here. All others may hold tokens or personal data and are dropped. */
const ALLOWED_PARAMETER = /^(utm_[a-z]+|variant|q|sort_by|page|kindred_[a-z]+)$/;
const LOOKS_LIKE_ADDRESS = /[^\s/?&=]+(@|%40)[^\s/?&=]+/i;
/** Account pages hold one-time tokens in their path. */
const PRIVATE_PATH = /^(\/[a-z]{2}(-[a-z]{2})?)?\/account\b/i;

/** What is known of the page an event happened on: where, from which other site, on which kind of device. */
export function describePage(context: Context): Pick<WireEvent, 'url' | 'referrer' | 'device'> {
  const { location, referrer } = context.document;
  const host = hostOf(referrer);
  return {
    url: publicUrl(location.pathname, location.search),
    device: deviceOf(context.navigator.userAgent),
    ...(host && host !== location.host ? { referrer: host } : {}),
  };
}

/** Path and allowed parameters, without anything that looks like an email address. */
export function publicUrl(pathname: string, search: string): string {
  if (PRIVATE_PATH.test(pathname)) return '/account';
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

function hostOf(url: string): string | undefined {
  try {
    return new URL(url).host;
  } catch {
    return undefined; // no referrer, or one that is no URL
  }
}
