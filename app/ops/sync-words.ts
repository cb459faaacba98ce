import type { SyncKind } from '~/capture/shopify-sync/sync-kinds';

/** What a merchant calls it. */
export const kindWords: Record<SyncKind, string> = {
  products: 'Products',
  collections: 'Collections',
  customers: 'Customers',
  orders: 'Orders',
  checkouts: 'Left checkouts',
};

export interface Trouble {
  what: string;
  remedy: string;
}

const NEEDS: Record<SyncKind, string> = {
  products: 'the scope read_products',
  collections: 'the scope read_products',
  customers: 'Shopify’s approval for protected customer data, with name, email, phone and address',
  orders: 'the scope read_orders and Shopify’s approval for protected customer data',
  checkouts: 'the scope read_orders and Shopify’s approval for all of name, email, phone and address',
};

/** Shopify will not tell, whoever asks. */
export const refusedWords = (kind: SyncKind): Trouble => ({
  what: `Shopify does not show Kindred your ${kindWords[kind].toLowerCase()}.`,
  remedy: `It takes ${NEEDS[kind]}. Whoever set Kindred up asks for it in Shopify’s Dev Dashboard, under API access. Kindred asks again once a day, and each time you open it anew.`,
});

export const failedWords = (kind: SyncKind): Trouble => ({
  what: `Shopify did not get to the end of your ${kindWords[kind].toLowerCase()}.`,
  remedy: 'Nothing is lost: it is asked again by itself, ever more patiently. There is nothing you need to do.',
});

/** Looking for changes fails, since some time. */
export const silentWords = (problem: string): Trouble => ({
  what: 'Shopify does not answer Kindred’s questions at the moment.',
  remedy: `What you see may be out of date. Kindred keeps asking; what its webhooks tell still arrives. It last heard: ${problem}`,
});

export const accessWords: Trouble = {
  what: 'Shopify lets Kindred in no more.',
  remedy:
    'Nothing is sent until it does. Close Kindred and open it again from your admin’s list of apps: it then goes on where it was.',
};

/** Only what was ordered lately is shown to this app. */
export const windowWords: Trouble = {
  what: 'Shopify shows Kindred only the orders of the last 60 days.',
  remedy:
    'Older ones take the scope read_all_orders, which Shopify grants on request: whoever set Kindred up asks for it in the Dev Dashboard. As soon as it is there the rest is read by itself.',
};

const UNITS = [
  { ms: 86_400_000, word: 'day' },
  { ms: 3_600_000, word: 'hour' },
  { ms: 60_000, word: 'minute' },
] as const;

/** `about 3 minutes`, never more exact than it can be known. */
export function aboutWords(ms: number): string {
  const unit = UNITS.find((each) => ms >= each.ms);
  if (!unit) return 'less than a minute';
  const count = Math.round(ms / unit.ms);
  return `about ${count} ${unit.word}${count === 1 ? '' : 's'}`;
}
