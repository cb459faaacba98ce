import type { OrderPlace } from '../events/order-reports';
import { standardCountry } from './country-code';

interface Told {
  /** A code or a name. */
  country: string | null | undefined;
  region?: string | null | undefined;
  city?: string | null | undefined;
}

const LONGEST = 100;

/** Where an order is sent to; null where its country is not told, or is none. */
export function orderPlace({ country, region, city }: Told): OrderPlace | null {
  const code = country ? standardCountry(country) : null;
  return code ? { countryCode: code, regionCode: brief(region), city: brief(city) } : null;
}

const brief = (text: string | null | undefined): string | null =>
  text?.replace(/\s+/gu, ' ').trim().slice(0, LONGEST) || null;
