import { z } from 'zod';

const isIPv4 = (text: string): boolean => z.ipv4().safeParse(text).success;
const isIPv6 = (text: string): boolean => z.ipv6().safeParse(text).success;

/** Where a statement was made, as a request tells it. */
export interface Origin {
  /** As the connection or a proxy names it. */
  address: string | null;
  userAgent: string | null;
  /** The page it was made on. */
  page: string | null;
}

/** What proves a statement, in the ledger's words. No personal data: the ledger outlives the person's erasure. */
export type Evidence = Record<string, string | null>;

/** Says of a request as much as proves a statement and names nobody: the network, the kind of device, the page without its query. */
export function evidenceOf({ address, userAgent, page }: Origin): Evidence {
  return { network: networkOf(address), device: deviceOf(userAgent), page: pageOf(page) };
}

/** The network an address lies in: its first 24 bits (IPv4) or 48 bits (IPv6); null for what is no address. */
export function networkOf(address: string | null): string | null {
  const plain = address?.trim().replace(/^::ffff:(?=\d+\.)/i, '') ?? '';
  if (isIPv4(plain)) return `${plain.split('.').slice(0, 3).join('.')}.0/24`;
  const [whole = ''] = plain.split('%');
  if (!isIPv6(whole)) return null;
  const groups = ipv6Groups(whole).slice(0, 3);
  return `${groups.map((group) => group.toString(16)).join(':')}::/48`;
}

/** The first groups of an IPv6 address as numbers, `::` filled up. What stands at its end in IPv4's way is not needed. */
function ipv6Groups(address: string): number[] {
  const [before = '', after] = address.split('::');
  const read = (part: string): number[] =>
    part
      .split(':')
      .filter(Boolean)
      .map((group) => parseInt(group, 16) || 0);
  const [head, tail] = [read(before), read(after ?? '')];
  const filled = after === undefined ? 0 : Math.max(0, 8 - head.length - tail.length);
  return [...head, ...new Array<number>(filled).fill(0), ...tail];
}

const DEVICES: [RegExp, string][] = [
  [/bot|crawl|spider|preview|scan/i, 'robot'],
  [/ipad|tablet|android(?!.*mobile)/i, 'tablet'],
  [/iphone|android|mobile/i, 'phone'],
  [/mozilla|opera/i, 'computer'],
];

/** A browser's kind in one word; `program` for what is no browser. */
export function deviceOf(userAgent: string | null): string | null {
  if (!userAgent) return null;
  return DEVICES.find(([pattern]) => pattern.test(userAgent))?.[1] ?? 'program';
}

/** Host and path: a query may name a person. */
function pageOf(page: string | null): string | null {
  if (!page || !URL.canParse(page)) return null;
  const { host, pathname } = new URL(page);
  return `${host}${pathname}`.slice(0, 200);
}
