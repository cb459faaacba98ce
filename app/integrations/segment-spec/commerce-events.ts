import { eventProperties, type CustomerEvent, type EventType } from '~/capture/events/event';
import type { FoundGoods, GoodsReference, ToldFact } from '~/capture/events/told-reports';
import { fractionDigits } from '~/platform/money';

/** What the shop knows of what a fact speaks of: goods in the fact's own order, null where the catalogue has no such product. */
export interface Known {
  goods: (FoundGoods | null)[];
  collectionId: string | null;
  orderId: string | null;
}

/** What a fact speaks of, by the names it uses. */
export interface Mentioned {
  goods: GoodsReference[];
  /** An id or a handle. */
  collection: string | null;
  order: string | null;
}

type Members = Record<string, unknown>;
type OwnWords = Pick<CustomerEvent, 'type' | 'properties'>;

const MOST_LINES = 20;

const membersOf = (value: unknown): Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};
const nameOf = (value: unknown): string | undefined =>
  typeof value === 'number' ? String(value) : typeof value === 'string' && value ? value.slice(0, 255) : undefined;
const productsOf = ({ products }: Members): Members[] =>
  Array.isArray(products) ? products.slice(0, MOST_LINES).map(membersOf) : [];

/** Names of the e-commerce spec (v2) in small letters, each with the product or products it stands for. */
const ONE_PRODUCT: ReadonlySet<string> = new Set(['product viewed', 'product added', 'product removed']);
const CART_LIKE: ReadonlySet<string> = new Set(['cart viewed']);

/** What has to be looked up before a fact can be said in our own words. */
export function mentionedIn({ kind, name, properties }: ToldFact): Mentioned {
  const spec = kind === 'track' ? name.toLowerCase() : '';
  const products = ONE_PRODUCT.has(spec) ? [properties] : CART_LIKE.has(spec) ? productsOf(properties) : [];
  return {
    goods: products.map(referenceOf),
    collection: spec === 'product list viewed' ? (nameOf(properties.list_id) ?? null) : null,
    order: spec === 'order completed' ? (nameOf(properties.order_id) ?? null) : null,
  };
}

const referenceOf = (product: Members): GoodsReference => ({
  productId: nameOf(product.product_id),
  variantId: nameOf(product.variant_id),
  sku: nameOf(product.sku),
});

/**
 * A fact in our own words, or null where it is none of ours: then it is kept as it was told. Only what the catalogue knows becomes a product, and
 * an order is only one that Shopify told of: orders and what they amount to come from there alone.
 */
export function inOwnWords(fact: ToldFact, known: Known, shopCurrency: string): OwnWords | null {
  const { kind, name, properties } = fact;
  const said =
    kind === 'page'
      ? pageViewed(properties)
      : kind === 'track'
        ? tracked(name.toLowerCase(), properties, known, shopCurrency)
        : null;
  if (!said) return null;
  const fitting = eventProperties[said.type].safeParse(said.properties);
  return fitting.success ? toOwnWords(said.type, fitting.data) : null;
}

const toOwnWords = (type: EventType, properties: unknown): OwnWords => ({ type, properties }) as OwnWords;

interface Said {
  type: EventType;
  properties: Members;
}

function tracked(spec: string, told: Members, known: Known, shopCurrency: string): Said | null {
  const currency = currencyOf(told) ?? shopCurrency;
  switch (spec) {
    case 'product viewed':
      return onProduct('product_viewed', told, known, currency);
    case 'product added':
      return onProduct('product_added_to_cart', told, known, currency);
    case 'product removed':
      return onProduct('product_removed_from_cart', told, known, currency);
    case 'product list viewed':
      return known.collectionId
        ? { type: 'collection_viewed', properties: { collectionId: known.collectionId } }
        : null;
    case 'products searched':
      return typeof told.query === 'string'
        ? { type: 'search_submitted', properties: { query: told.query.slice(0, 200) } }
        : null;
    case 'cart viewed':
      return cartViewed(told, known, currency);
    case 'checkout started':
      return { type: 'checkout_started', properties: contentsOf(told, currency) };
    case 'order completed':
      return known.orderId
        ? { type: 'checkout_completed', properties: { orderId: known.orderId, ...contentsOf(told, currency) } }
        : null;
    default:
      return null;
  }
}

function onProduct(type: EventType, told: Members, { goods: [found] }: Known, currency: string): Said | null {
  if (!found) return null;
  const price = minorOf(told.price, currency);
  const quantity = type === 'product_viewed' ? undefined : countOf(told.quantity);
  return {
    type,
    properties: {
      ...found,
      ...(price === undefined ? {} : { priceMinor: price, currency }),
      ...(quantity === undefined ? {} : { quantity }),
    },
  };
}

function cartViewed(told: Members, { goods }: Known, currency: string): Said | null {
  const products = productsOf(told);
  const lines = goods.flatMap((found, index) => {
    const price = minorOf(products[index]?.price, currency);
    const quantity = countOf(products[index]?.quantity) ?? 1;
    return found ? [{ ...found, quantity, ...(price === undefined ? {} : { priceMinor: price }) }] : [];
  });
  return lines.length || !products.length
    ? { type: 'cart_viewed', properties: { lines, ...contentsOf(told, currency) } }
    : null;
}

function contentsOf(told: Members, currency: string): Members {
  const counts = productsOf(told).map(({ quantity }) => countOf(quantity) ?? 1);
  const total = minorOf(told.total ?? told.revenue ?? told.value, currency);
  return {
    ...(counts.length ? { itemCount: counts.reduce((sum, count) => sum + count, 0) } : {}),
    ...(total === undefined ? {} : { totalMinor: total, currency }),
  };
}

const currencyOf = ({ currency }: Members): string | undefined =>
  typeof currency === 'string' && /^[A-Za-z]{3}$/.test(currency) ? currency.toUpperCase() : undefined;

const numberOf = (value: unknown): number =>
  typeof value === 'string' && value.trim() ? Number(value) : typeof value === 'number' ? value : NaN;

function countOf(value: unknown): number | undefined {
  const count = numberOf(value);
  return Number.isInteger(count) && count >= 0 && count <= 10_000 ? count : undefined;
}

/** The spec tells amounts in a currency's own unit. */
function minorOf(value: unknown, currency: string): number | undefined {
  const amount = numberOf(value);
  return amount >= 0 && amount <= 1e9 ? Math.round(amount * 10 ** fractionDigits(currency)) : undefined;
}

const UTM = ['source', 'medium', 'name', 'campaign', 'content', 'term'] as const;

/** Host and path, as the storefront's own views have them. A page without an address is kept as it was told. */
function pageViewed(told: Members): Said | null {
  const url = nameOf(told.url) ?? nameOf(told.path);
  if (!url) return null;
  const referrer = nameOf(told.referrer);
  const from = referrer && URL.canParse(referrer) ? new URL(referrer).host : undefined;
  const campaign = membersOf(told.campaign);
  const utm = UTM.flatMap((key) => {
    const value = nameOf(campaign[key])?.slice(0, 100);
    return value ? [[key === 'name' ? 'campaign' : key, value]] : [];
  });
  return {
    type: 'page_viewed',
    properties: {
      url: url.split(/[?#]/)[0]?.slice(0, 500),
      ...(from ? { referrer: from } : {}),
      ...(utm.length ? { utm: Object.fromEntries(utm) as Members } : {}),
    },
  };
}
