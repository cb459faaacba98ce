import type { StoreCustomer, StoreLineItem, StoreOrder } from '../../../store';
import { type SeededRandom, seededRandom } from '../../seeded-random';
import type { TradingCalendar } from '../calendar';
import type { Design } from '../catalogue/design';
import { type Consent, isSubscribedAt } from '../customers/consent';
import { gidSequence } from '../ids';
import type { BasketItem } from '../purchases/fill-basket';
import type { Purchase } from '../purchases/simulate-shopper';
import { aftermathOf } from './aftermath';
import { chooseDiscount } from './choose-discount';
import { priceOrder } from './price-order';

/** Shopify numbers a store's orders from here. */
const FIRST_NUMBER = 1001;

interface World {
  designs: Design[];
  /** Each person's customer and consent, by position in the list of people. */
  customers: StoreCustomer[];
  consents: Consent[];
  calendar: TradingCalendar;
  shopCountry: string;
}

/** The orders that the purchases made, oldest first. */
export function buildOrders(seed: number, purchases: Purchase[], world: World): StoreOrder[] {
  const random = seededRandom(seed, 'orders');
  const [orderId, lineId] = [gidSequence('Order', random), gidSequence('LineItem', random)];
  const buyersSoFar = new Set<number>();
  return purchases.map((purchase, index) => {
    const lines = purchase.basket.map((item) => lineOf(item, world.designs, lineId()));
    const isFirst = purchase.buyer !== null && !buyersSoFar.has(purchase.buyer);
    if (purchase.buyer !== null) buyersSoFar.add(purchase.buyer);
    return orderOf(purchase, lines, { id: orderId(), name: `#${FIRST_NUMBER + index}`, isFirst }, world, random);
  });
}

interface Identity {
  id: string;
  name: string;
  isFirst: boolean;
}

function orderOf(
  purchase: Purchase,
  lines: StoreLineItem[],
  { id, name, isFirst }: Identity,
  world: World,
  random: SeededRandom,
): StoreOrder {
  const { at, buyer } = purchase;
  const customer = buyer === null ? null : (world.customers[buyer] ?? null);
  const consent = buyer === null ? undefined : world.consents[buyer];
  const isSubscribed = consent !== undefined && isSubscribedAt(consent, at);
  const countryCode = customer?.address?.countryCode ?? world.shopCountry;
  const goodsMinor = lines.reduce((sum, line) => sum + line.priceMinor * line.quantity, 0);
  const discount =
    customer && chooseDiscount({ day: world.calendar.dayOf(at), isFirst, isSubscribed, goodsMinor }, random);
  const money = priceOrder(lines, countryCode, discount, customer === null);
  return {
    id,
    name,
    customerId: customer?.id ?? null,
    email: customer?.email ?? null,
    createdAt: new Date(at).toISOString(),
    lines,
    ...money,
    ...aftermathOf({ lines, ...money, at, atTill: customer === null }, world.calendar.endsAt, random),
    discountCodes: discount ? [discount.code] : [],
    cartToken: customer && random.hex(32),
    checkoutToken: customer && random.hex(32),
    noteAttributes: [],
    acceptsMarketing: isSubscribed,
    countryCode,
    sourceName: customer ? 'web' : 'pos',
  };
}

function lineOf({ design, variant, quantity }: BasketItem, designs: Design[], id: string): StoreLineItem {
  const { product } = designs[design] as Design;
  const chosen = product.variants[variant] as Design['product']['variants'][number];
  return {
    id,
    productId: product.id,
    variantId: chosen.id,
    title: product.title,
    variantTitle: chosen.title === 'Default Title' ? null : chosen.title,
    sku: chosen.sku,
    quantity,
    priceMinor: chosen.priceMinor,
  };
}
