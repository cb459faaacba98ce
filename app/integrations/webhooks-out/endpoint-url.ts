import { isIP } from 'node:net';
import { isPublicAddress } from '~/platform/net/public-address';

const LONGEST_URL = 2_000;

/** Also `http://127.0.0.1:PORT`, where the whole world is on this machine and it was said so. */
export interface UrlRules {
  mayBeLoopback: boolean;
}

/** What is wrong with where a webhook is to go, in words with the remedy; null: nothing that can be seen by its letters. */
export function wrongUrl(text: string, { mayBeLoopback }: UrlRules): string | null {
  if (text.length > LONGEST_URL) return `The address has more than ${LONGEST_URL} characters. Use a shorter one.`;
  if (!URL.canParse(text)) return 'This is no address. It begins with https:// and the name of a server.';
  const url = new URL(text);
  if (url.username || url.password)
    return 'Leave name and password out of the address: each webhook is signed instead.';
  if (url.hash) return 'Leave out what follows the #: it is never sent.';
  if (mayBeLoopback && isLoopback(url)) return null;
  if (url.protocol !== 'https:') return 'Use https, so that nobody reads or changes it on the way.';
  const host = hostOf(url);
  if (isIP(host) ? !isPublicAddress(host) : isInside(host))
    return 'This server cannot be reached from the internet. Use a public name.';
  return null;
}

export const isLoopback = (url: URL): boolean => url.protocol === 'http:' && url.hostname === '127.0.0.1';

/** Without the brackets of IPv6. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

/** Names that only mean something inside: without a dot, or under a name that is nobody's. */
function isInside(host: string): boolean {
  const name = host.replace(/\.$/, '');
  return (
    !name.includes('.') ||
    /\.(localhost|local|internal|intranet|lan|home|corp|home\.arpa|onion|test|invalid)$/i.test(name)
  );
}
