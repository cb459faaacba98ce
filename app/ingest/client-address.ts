import { createHash, randomBytes } from 'node:crypto';
import { isIPv6 } from 'node:net';

export interface AskedBy {
  /** The connection's other end. */
  socketAddress: string | undefined;
  /** `X-Forwarded-For` as it came. Anybody may write anything into its left end. */
  forwardedFor: string | undefined;
}

/**
 * Who asks, where `trustedProxies` proxies of our own (or of our host) stand in front, each of which appends whom it heard: the entry that the
 * outermost of them wrote. Without one the header is a stranger's word, and the connection counts. Null where the trusted part is missing.
 */
export function addressOf({ socketAddress, forwardedFor }: AskedBy, trustedProxies: number): string | null {
  if (trustedProxies === 0) return socketAddress ?? null;
  const entries = (forwardedFor ?? '').split(',').map((entry) => entry.trim());
  return entries[entries.length - trustedProxies] || null;
}

/** One network of a provider's customer is one address: 64 bits of IPv6, all of IPv4. */
export function networkOf(address: string): string {
  if (!isIPv6(address) || address.includes('.')) return address.replace(/^::ffff:/i, '');
  const [head = '', tail] = address.toLowerCase().split('::');
  const front = head ? head.split(':') : [];
  const back = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length);
  const groups = [...front, ...Array<string>(zeros).fill('0'), ...back].slice(0, 4);
  return groups.map((group) => parseInt(group, 16).toString(16)).join(':');
}

/** Turns addresses into keys that mean nothing outside this process and this run: no address is kept anywhere. */
export function createAddressKeys(secret = randomBytes(16)): (address: string) => string {
  return (address) => createHash('sha256').update(secret).update(networkOf(address)).digest('base64url').slice(0, 22);
}
