import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address';
import { hostOf, isLoopback } from './web-host';

/** Where connections to what others name may go. */
export interface ReachRules {
  /** Also to this machine, by `http://127.0.0.1:PORT`. */
  mayBeLoopback: boolean;
  /** Default: the system's. */
  resolve?: (host: string) => Promise<string[]>;
  /** Default: any public address. */
  isAllowed?: (address: string) => boolean;
}

/** An address that may be connected to; null where one of the name's may not: who mixes them means no good. Throws what the look-up throws. */
export async function checkedAddress(url: URL, rules: ReachRules): Promise<string | null> {
  const host = hostOf(url);
  if (rules.mayBeLoopback && isLoopback(url)) return host;
  const addresses = isIP(host) ? [host] : await (rules.resolve ?? lookUp)(host);
  const isAllowed = rules.isAllowed ?? isPublicAddress;
  return addresses.every(isAllowed) ? (addresses[0] ?? null) : null;
}

const lookUp = async (host: string): Promise<string[]> =>
  (await lookup(host, { all: true, order: 'verbatim' })).map(({ address }) => address);

/** Connects to the very address that was checked: a name that leads somewhere else a moment later leads nowhere. */
export const onlyTo =
  (address: string): LookupFunction =>
  (_host, options, done) => {
    const family = isIP(address);
    if (options.all) done(null, [{ address, family }]);
    else done(null, address, family);
  };

/** Some work, or a failure once the signal says that its time is over. */
export function within<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('too late')), { once: true });
    work.then(resolve, reject);
  });
}
