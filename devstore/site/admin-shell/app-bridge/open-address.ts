import type { BridgeConfig } from './config';
import type { Host } from './host';
import { refuse } from './refuse';

export interface OpenParts {
  host: Host;
  config: Pick<BridgeConfig, 'shop'>;
  /** Goes to a page of the app's without leaving the frame. */
  navigate: (href: string) => void;
}

/** Where an address leads; `outside`: the browser's own business. */
type Destination = { kind: 'admin'; path: string } | { kind: 'app'; path: string } | { kind: 'outside' };

/** Opens an address if it is App Bridge's to open: a page of the admin, or one of the app's. False: it is the browser's. */
export function openAddress(address: string, target: string, { host, config, navigate }: OpenParts): boolean {
  const destination = destinationOf(address, config);
  if (destination.kind === 'outside') return false;
  const isNewTab = target === '_blank';
  if (destination.kind === 'admin') host.send({ kind: 'open', url: `/admin${destination.path}`, isNewTab });
  else if (target === '_self' || target === '') navigate(destination.path);
  else host.send({ kind: 'open', url: destination.path, isNewTab });
  return true;
}

/** The schemes `shopify:` and `app:`, and the two ways in which the shop's own admin is addressed. */
export function destinationOf(address: string, { shop }: Pick<BridgeConfig, 'shop'>): Destination {
  const inAdmin = /^shopify:\/*admin(\/.*)?$/i.exec(address);
  if (inAdmin) return { kind: 'admin', path: inAdmin[1] ?? '' };
  if (/^shopify:/i.test(address)) refuse(`${address} is no page of the admin; shopify://admin/… are.`);
  const inApp = /^app:\/*(.*)$/i.exec(address);
  if (inApp) return { kind: 'app', path: `/${inApp[1]}` };
  const url = new URL(address, location.href);
  const path = url.pathname + url.search + url.hash;
  if (url.origin === location.origin) return { kind: 'app', path };
  const name = shop?.replace(/\.myshopify\.com$/, '');
  const own = [`https://admin.shopify.com/store/${name}`, `https://${shop}/admin`].find(
    (prefix) => url.href === prefix || url.href.startsWith(`${prefix}/`),
  );
  return own ? { kind: 'admin', path: url.href.slice(own.length) } : { kind: 'outside' };
}
