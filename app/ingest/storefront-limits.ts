import { createTokenBuckets, type Allowance } from './token-buckets';
import { addressOf, createAddressKeys, type AskedBy } from './client-address';

/** Requests of one address: a browser tells a page with one or two, and many people may share an address. */
const OF_ADDRESS: Allowance = { burst: 60, perSecond: 4 };
/** Requests of one shop: some hundred thousand pages an hour of people it knows. */
const OF_SHOP: Allowance = { burst: 1_000, perSecond: 100 };
/** Who is told to wait is not told the same second as everybody else. */
const SPREAD = 0.5;

export interface StorefrontLimits {
  /** Seconds the address must wait, or 0. `proxies`: how many of the entries of `X-Forwarded-For` were written by proxies we trust. */
  address(asked: AskedBy, proxies: number, nowMs: number): number;
  shop(shopId: string, nowMs: number): number;
  /** Domains that are no shop of ours, so that strangers cannot make us ask the database each time. */
  isStranger(domain: string, nowMs: number): boolean;
  noteStranger(domain: string, nowMs: number): void;
}

const REMEMBER_STRANGER_MS = 10_000;
const MOST_STRANGERS = 10_000;

/** The limits of one process, which remember addresses only as keys of this run. */
export function createStorefrontLimits(): StorefrontLimits {
  const addresses = createTokenBuckets(OF_ADDRESS);
  const shops = createTokenBuckets(OF_SHOP);
  const keyOf = createAddressKeys();
  const strangers = new Map<string, number>();
  return {
    address(asked, proxies, nowMs) {
      const address = addressOf(asked, proxies);
      return address ? addresses.take(keyOf(address), nowMs) : 0;
    },
    shop: (shopId, nowMs) => shops.take(shopId, nowMs),
    isStranger: (domain, nowMs) => nowMs - (strangers.get(domain) ?? -Infinity) < REMEMBER_STRANGER_MS,
    noteStranger(domain, nowMs) {
      strangers.set(domain, nowMs);
      if (strangers.size > MOST_STRANGERS) strangers.delete(strangers.keys().next().value ?? domain);
    },
  };
}

/** `Retry-After`: whole seconds, up to half as many again by chance. */
export function retryAfter(seconds: number, random: () => number): string {
  return String(Math.ceil(seconds * (1 + random() * SPREAD)));
}
