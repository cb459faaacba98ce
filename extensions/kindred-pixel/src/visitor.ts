import type { Browser } from '@shopify/web-pixels-extension';

/** Shared with the theme embed, which reads and writes the same key in the page's own storage. */
const STORAGE_KEY = 'kindred_visitor';
const VISITOR_ID = /^[\w-]{22,64}$/;

/** The visitor's id of this browser, made when there is none: 128 random bits as 22 url-safe characters. Call it only with consent. */
export async function rememberVisitor(storage: Browser['localStorage']): Promise<string> {
  const known = await storage.getItem(STORAGE_KEY).catch(() => null);
  if (known && VISITOR_ID.test(known)) return known;
  const made = randomId();
  // Without storage the id lives as long as the page.
  await storage.setItem(STORAGE_KEY, made).catch(() => undefined);
  return made;
}

export async function forgetVisitor(storage: Browser['localStorage']): Promise<void> {
  await storage.removeItem(STORAGE_KEY).catch(() => undefined);
}

function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=/g, '');
}
