import type { PictureSource } from '~/delivery/open-time/picture-source';

/** Where Shopify keeps the pictures of all stores. */
const HOST = 'cdn.shopify.com';
/** Twice the width at which it is drawn. */
const WIDTH_PX = 240;
const MOST_BYTES = 300 * 1_024;
const LONGEST_MS = 5_000;

interface SourceOptions {
  fetch: typeof fetch;
  /** The dev store's pictures lie on this machine; absent: Shopify's own place alone. */
  standInUrl?: string | undefined;
}

/**
 * Pictures from where Shopify keeps them, and from nowhere else: an address in a catalogue is written by whoever may change a product, and must not
 * lead us to a place inside. Nothing is followed elsewhere, and what is too large or too slow is dropped.
 */
export function createPictureSource({ fetch: ask, standInUrl }: SourceOptions): PictureSource {
  return {
    async fetch(imageUrl) {
      const url = placeOf(imageUrl, standInUrl);
      if (!url) return null;
      url.searchParams.set('width', String(WIDTH_PX));
      try {
        const response = await ask(url, {
          headers: { Accept: 'image/jpeg, image/png' },
          ...{ redirect: 'error', signal: AbortSignal.timeout(LONGEST_MS), credentials: 'omit' },
        });
        return response.ok ? await atMost(response, MOST_BYTES) : null;
      } catch {
        return null;
      }
    },
  };
}

function placeOf(imageUrl: string, standInUrl: string | undefined): URL | null {
  if (!URL.canParse(imageUrl)) return null;
  const url = new URL(imageUrl);
  if (url.username || url.password) return null;
  const isShopifys = url.protocol === 'https:' && url.host === HOST;
  const isStandIns = standInUrl !== undefined && ['127.0.0.1', 'localhost'].includes(url.hostname);
  return isShopifys || isStandIns ? url : null;
}

/** Reads no further than it must, whatever the answer says of its own length. */
async function atMost(response: Response, most: number): Promise<Buffer | null> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  const reader = response.body?.getReader();
  for (let piece = await reader?.read(); piece?.value; piece = await reader?.read()) {
    bytes += piece.value.length;
    if (bytes > most) return null;
    pieces.push(piece.value);
  }
  return Buffer.concat(pieces);
}
