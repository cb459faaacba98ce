/** What a link to the store's own pages names. */
export interface StorePath {
  kind: 'product' | 'collection' | 'page';
  handle: string;
}

interface Store {
  domain: string;
  storefrontUrl: string;
}

const PLACES = { products: 'product', collections: 'collection', pages: 'page' } as const;
/** Lists that every store has, whatever its collections. */
const OF_EVERY_STORE = new Set(['all', 'vendors', 'types', 'frontpage']);

/** Null: it leads to another site, or to a page of the store that stands for none of its goods. A market's prefix, such as `/de-ch`, may stand before. */
export function readStorePath(url: URL, store: Store): StorePath | null {
  if (!isOfStore(url, store)) return null;
  const path = url.pathname.replace(/^\/[a-z]{2}(-[a-z]{2})?(?=\/)/i, '');
  const [, place, written] =
    /\/(products)\/([^/]+)\/?$/.exec(path) ?? /^\/(collections|pages)\/([^/]+)(?:\/|$)/.exec(path) ?? [];
  const handle = decoded(written ?? '').toLowerCase();
  if (!place || !handle || (place === 'collections' && OF_EVERY_STORE.has(handle))) return null;
  return { kind: PLACES[place as keyof typeof PLACES], handle };
}

const isOfStore = ({ host }: URL, { domain, storefrontUrl }: Store): boolean =>
  plain(host) === plain(domain) || (URL.canParse(storefrontUrl) && plain(host) === plain(new URL(storefrontUrl).host));

const plain = (host: string): string => host.toLowerCase().replace(/^www\./, '');

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
