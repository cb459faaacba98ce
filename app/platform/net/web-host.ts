import { isIP } from 'node:net';
import { isPublicAddress } from './public-address';

/** `http://127.0.0.1:PORT`: where the whole world is on this machine. */
export const isLoopback = (url: URL): boolean => url.protocol === 'http:' && url.hostname === '127.0.0.1';

/** Without the brackets of IPv6. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

/** Whether an address names, by its letters, a server that somebody outside can reach; a name may still lead inside. */
export function isOutside(url: URL): boolean {
  const host = hostOf(url);
  return isIP(host) ? isPublicAddress(host) : !isInside(host);
}

/** Names that only mean something inside: without a dot, or under a name that is nobody's. */
function isInside(host: string): boolean {
  const name = host.replace(/\.$/, '');
  return (
    !name.includes('.') ||
    /\.(localhost|local|internal|intranet|lan|home|corp|home\.arpa|onion|test|invalid)$/i.test(name)
  );
}
