import type { OrderAttribution } from '~/capture/events/reports';
import { landingPage } from '../landing-page';

const PARAMETERS = ['source', 'medium', 'campaign', 'term', 'content'] as const;
const LONGEST_VALUE = 200;

/**
 * What a first page's address and the page before it tell of where an order came from: path, UTM parameters, the other site's host. Nothing else
 * of either is kept, because addresses can hold people's names and ids. Null where nothing is told.
 */
export function attributionOf(
  landingSite: string | null | undefined,
  referringSite: string | null | undefined,
): OrderAttribution | null {
  const first = addressOf(landingSite);
  const landing = first && landingPage(first);
  const referrer = addressOf(referringSite);
  if (!landing && !referrer) return null;
  const utm: OrderAttribution['utm'] = {};
  for (const name of PARAMETERS) {
    const value = landing?.searchParams.get(`utm_${name}`);
    if (value && !value.includes('@')) utm[name] = value.slice(0, LONGEST_VALUE);
  }
  return { landingPath: landing?.pathname ?? null, referrerHost: referrer?.host || null, utm };
}

/** Landing sites are told as a path, referring sites whole. */
function addressOf(text: string | null | undefined): URL | null {
  return text && URL.canParse(text, HERE) ? new URL(text, HERE) : null;
}

const HERE = 'https://shop.invalid';
