import type { Browser } from '@shopify/web-pixels-extension';

/** Set by pixel and theme embed alike, as soon as either learns that the shop knows this person; until consent is withdrawn. */
const KNOWN_KEY = 'kindred_known';
let isKnownHere = false;

export async function isKnown(storage: Browser['localStorage']): Promise<boolean> {
  return isKnownHere || (await storage.getItem(KNOWN_KEY).catch(() => null)) !== null;
}

export function becomeKnown(storage: Browser['localStorage']): void {
  isKnownHere = true;
  void storage.setItem(KNOWN_KEY, '1').catch(() => undefined);
}

export async function forgetKnown(storage: Browser['localStorage']): Promise<void> {
  isKnownHere = false;
  await storage.removeItem(KNOWN_KEY).catch(() => undefined);
}
