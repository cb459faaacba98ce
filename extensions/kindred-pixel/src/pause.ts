import type { Browser } from '@shopify/web-pixels-extension';

/** The instant, in milliseconds since 1970, before which the app wants to hear nothing of this browser: of no tab, nor of the theme embed. */
const PAUSE_KEY = 'kindred_pause';
const LONGEST_PAUSE_MS = 3_600_000;

/** A pause that ends too far away was stored by a clock that was wrong. */
export async function isPaused(storage: Browser['localStorage']): Promise<boolean> {
  const leftMs = Number(await storage.getItem(PAUSE_KEY).catch(() => null)) - Date.now();
  return leftMs > 0 && leftMs <= LONGEST_PAUSE_MS;
}

export async function pause(storage: Browser['localStorage'], seconds: number): Promise<void> {
  await storage.setItem(PAUSE_KEY, String(Date.now() + seconds * 1_000)).catch(() => undefined);
}

export async function forgetPause(storage: Browser['localStorage']): Promise<void> {
  await storage.removeItem(PAUSE_KEY).catch(() => undefined);
}
