import type { SeededRandom } from '../../devstore/store-data/seeded-random';
import type { StoreCheckout, StoreData, StoreProduct } from '../../devstore/store';
import type { World } from '../../devstore/world';

/**
 * Business time goes on in leaps of so much, so that what the app does every quarter of an hour is done about as often a minute as in a shop that is not
 * hurried.
 */
export const SLOT_MINUTES = 120;
const slots = (hours: number): number => (hours * 60) / SLOT_MINUTES;

/** What somebody does, in slots after they came: `null` never. Purchases stand far from the instants at which mails fall due. */
const LIVES = [
  { name: 'buys', share: 0.8, buysAfter: 0, agrees: 0.5 },
  { name: 'buys late', share: 0.05, buysAfter: slots(2), agrees: 1 },
  { name: 'buys after the first mail', share: 0.05, buysAfter: slots(14), agrees: 1 },
  { name: 'leaves', share: 0.08, buysAfter: null, agrees: 1 },
  { name: 'leaves and did not agree', share: 0.02, buysAfter: null, agrees: 0 },
] as const;
const BUYERS = LIVES.reduce((sum, { share, buysAfter }) => sum + (buysAfter === null ? 0 : share), 0);

export interface Shoppers {
  /** Lets so many orders' worth of people come, and those who came before do what they have come to. */
  slot(number: number, orders: number): void;
  /** Ids of the orders that were placed. */
  orders(): readonly string[];
  /** As the store has them now. */
  checkouts(): StoreCheckout[];
}

/** People as the storefront would let them act: each fills a cart, enters checkout with an address of their own, and buys or not. */
export function createShoppers({ shopify }: World, random: SeededRandom): Shoppers {
  const later = new Map<number, string[]>();
  const products = shopify.store.data.products.filter(isForSale);
  const tokens: string[] = [];
  const orders: string[] = [];

  function come(slot: number): void {
    const { store } = shopify;
    const { token } = store.createCart();
    const chosen = random.shuffle(products).slice(0, random.int(1, 3));
    store.setCartLines(
      token,
      chosen.flatMap(({ variants: [variant] }) => (variant ? [{ variantId: variant.id, quantity: 1 }] : [])),
    );
    const checkout = store.createCheckout(token);
    const life = drawLife(random);
    const acceptsMarketing = random.chance(life.agrees);
    tokens.push(checkout.token);
    store.submitContact(checkout.token, { email: `shopper-${tokens.length}@example.net`, acceptsMarketing });
    if (life.buysAfter === null) return;
    const at = slot + life.buysAfter;
    if (at === slot) buy(checkout.token);
    else later.set(at, [...(later.get(at) ?? []), checkout.token]);
  }

  function buy(checkoutToken: string): void {
    orders.push(shopify.store.completeCheckout(checkoutToken).id);
  }

  return {
    slot(number, wanted) {
      for (const token of later.get(number) ?? []) buy(token);
      for (let person = 0; person < Math.round(wanted / BUYERS); person++) come(number);
    },
    orders: () => orders,
    checkouts: () => tokens.flatMap((token) => shopify.store.checkout(token) ?? []),
  };
}

function drawLife(random: SeededRandom): (typeof LIVES)[number] {
  let left = random.next();
  for (const life of LIVES) {
    left -= life.share;
    if (left < 0) return life;
  }
  return LIVES[0];
}

const isForSale = ({ status, publishedAt, variants }: StoreProduct): boolean =>
  status === 'ACTIVE' && publishedAt !== null && (variants[0]?.inventoryQuantity ?? 0) > 0;

/** Shelves that no run empties. */
export function withFullShelves(data: StoreData): StoreData {
  const products = data.products.map((product) => ({
    ...product,
    variants: product.variants.map((variant) => ({ ...variant, inventoryQuantity: 1_000_000 })),
  }));
  return { ...data, products };
}
