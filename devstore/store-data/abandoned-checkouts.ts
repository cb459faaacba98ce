import type { StoreCheckout, StoreCustomer, StoreData, StoreOrder } from '../store';
import { type SeededRandom, seededRandom } from './seeded-random';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How far back checkouts reach; also the past of orders that an app sees without `read_all_orders`. */
const CHECKOUT_DAYS = 60;

/**
 * When checkouts were begun, in milliseconds since 1970. Whoever asks for the last 60 days within an hour of the data's end gets all of them, and
 * by then nobody has touched them for a quarter of an hour, which makes them abandoned.
 */
export function checkoutTimes(endsAt: number): { from: number; until: number } {
  return { from: endsAt - CHECKOUT_DAYS * DAY_MS + HOUR_MS, until: endsAt - HOUR_MS };
}

/**
 * Checkouts left for each order. Shops on Shopify complete 45 % of the checkouts that are begun (Littledata's benchmark); of carts, most of
 * which never reach a checkout, about 70 % are left (Baymard's mean of many studies).
 */
const LEFT_PER_ORDER = 55 / 45;
const MOST_CHECKOUTS = 1_500;
/** Shares of our own choice: who comes back unasked, and who was a stranger until an address was typed. */
const RECOVERED_SHARE = 0.08;
const GUEST_SHARE = 0.12;

type Past = Pick<StoreData, 'customers' | 'orders' | 'endsAt'>;
type Lines = StoreCheckout['lines'];

/** An order that can lend its basket, its hour and its buyer. */
interface Model {
  order: StoreOrder;
  at: number;
  lines: Lines;
  buyer: StoreCustomer;
}

/** How many checkouts a past has, and how many of them strangers began. */
export function countCheckouts(past: Past): { checkouts: number; guests: number } {
  const recent = recentOf(modelsOf(past), past.endsAt);
  const checkouts = Math.min(MOST_CHECKOUTS, Math.round(recent.length * LEFT_PER_ORDER));
  return { checkouts, guests: Math.floor(checkouts * GUEST_SHARE) };
}

/**
 * The checkouts that were left in the last days of a store's past, as its orders suggest them: baskets that somebody bought lately, at hours
 * at which people buy, by people who had bought before and by the guests, each at the moment of becoming a customer. Some were completed
 * later and match an order. Nothing is known here of what anybody likes.
 */
export function abandonedCheckouts(past: Past, seed: number, guests: StoreCustomer[] = []): StoreCheckout[] {
  const models = modelsOf(past);
  const recent = recentOf(models, past.endsAt);
  if (!recent.length) return [];
  const wanted = countCheckouts(past).checkouts;
  const recovered = recoveredCheckouts(recent, Math.round(wanted * RECOVERED_SHARE), past, seed);
  const random = seededRandom(seed, 'abandoned checkouts');
  const byGuests = guests.map((guest) =>
    leave(guest, Date.parse(guest.createdAt), random.pick(recent).lines, past, random),
  );
  const left = Array.from({ length: Math.max(0, wanted - recovered.length - guests.length) }, () => {
    const at = momentLike(random.pick(recent), past.endsAt, random);
    const buyer = buyerBefore(at, models, random);
    return buyer ? leave(buyer, at, random.pick(recent).lines, past, random) : [];
  });
  return [...recovered, ...byGuests, ...left.flat()].sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt));
}

/** Online orders of somebody with an address, of things that are still in the store; the oldest first. */
function modelsOf({ customers, orders }: Past): Model[] {
  const byId = new Map(customers.map((customer) => [customer.id, customer]));
  return orders
    .flatMap((order) => {
      const [buyer, lines] = [byId.get(order.customerId ?? ''), linesOf(order)];
      return buyer?.email && lines.length ? { order, at: Date.parse(order.createdAt), lines, buyer } : [];
    })
    .sort((a, b) => a.at - b.at);
}

function linesOf({ lines }: StoreOrder): Lines {
  const byVariant = new Map<string, Lines[number]>();
  for (const { variantId, productId, quantity } of lines) {
    if (!variantId || !productId || quantity < 1) continue;
    const before = byVariant.get(variantId)?.quantity ?? 0;
    byVariant.set(variantId, { variantId, productId, quantity: before + quantity });
  }
  return [...byVariant.values()];
}

function recentOf(models: Model[], endsAt: string): Model[] {
  const { from } = checkoutTimes(Date.parse(endsAt));
  return models.filter(({ at }) => at >= from);
}

/** Within three quarters of an hour of an order. */
function momentLike({ at }: Model, endsAt: string, random: SeededRandom): number {
  const near = at + random.int(-45, 45) * MINUTE_MS + random.int(0, 59) * 1_000;
  const { from, until } = checkoutTimes(Date.parse(endsAt));
  return Math.min(Math.max(near, from), until);
}

/** The buyer of any earlier order: who buys often begins more checkouts. */
function buyerBefore(at: number, models: Model[], random: SeededRandom): StoreCustomer | null {
  let [low, high] = [0, models.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((models[middle] as Model).at < at) low = middle + 1;
    else high = middle;
  }
  return low ? (models[random.int(0, low - 1)] as Model).buyer : null;
}

function leave(
  { id, email, emailMarketing }: StoreCustomer,
  at: number,
  lines: Lines,
  { endsAt }: Past,
  random: SeededRandom,
): StoreCheckout {
  const touchedAt = Math.min(at + random.exponential() * 4 * MINUTE_MS, Date.parse(endsAt) - 15 * MINUTE_MS);
  return {
    token: random.hex(32),
    cartToken: random.hex(32),
    createdAt: instant(at),
    updatedAt: instant(touchedAt),
    completedAt: null,
    email,
    customerId: id,
    acceptsMarketing: emailMarketing.state === 'SUBSCRIBED',
    attributes: {},
    lines: lines.map((line) => ({ ...line })),
  };
}

/** Begun up to three days before the order that completed them, by whom the shop knew then. */
function recoveredCheckouts(recent: Model[], count: number, past: Past, seed: number): StoreCheckout[] {
  const random = seededRandom(seed, 'recovered checkouts');
  const { from } = checkoutTimes(Date.parse(past.endsAt));
  const checkouts = random.shuffle(recent).flatMap((model) => {
    const { order, at, lines, buyer } = model;
    const begunAt = at - Math.min(20 * MINUTE_MS + random.exponential() * 10 * HOUR_MS, 3 * DAY_MS);
    const tokens = { token: order.checkoutToken ?? random.hex(32), cartToken: order.cartToken ?? random.hex(32) };
    if (begunAt < Math.max(from, Date.parse(buyer.createdAt))) return [];
    const begun = leave(buyer, begunAt, lines, past, random);
    return { ...begun, ...tokens, updatedAt: order.createdAt, completedAt: order.createdAt };
  });
  return checkouts.slice(0, count);
}

/** Shopify's stamps name whole seconds. */
const instant = (at: number): string => new Date(Math.floor(at / 1_000) * 1_000).toISOString();
