import type { EventType } from '~/capture/events/event';
import { unreachable } from '~/platform/errors';
import type { FactValue, ValueType } from './facts';

interface FieldDescription {
  type: ValueType;
  words: string;
  /** Where in the event's properties it stands; absent: it is said of the event's products. */
  path?: readonly string[];
  isMoney?: true;
  choices?: readonly string[];
}

/** What rules can look at in an event: its own properties, or what its products are as the catalogue says now. */
export const eventFields = {
  product: { type: 'ids', words: 'product' },
  collection: { type: 'ids', words: 'collection' },
  vendor: { type: 'list', words: 'vendor' },
  productType: { type: 'list', words: 'product type' },
  tag: { type: 'list', words: 'product tag' },
  collectionPage: { type: 'choice', words: 'collection', path: ['collectionId'] },
  price: { type: 'number', words: 'price', path: ['priceMinor'], isMoney: true },
  quantity: { type: 'number', words: 'quantity', path: ['quantity'] },
  itemCount: { type: 'number', words: 'items', path: ['itemCount'] },
  total: { type: 'number', words: 'total', path: ['totalMinor'], isMoney: true },
  amount: { type: 'number', words: 'amount', path: ['amountMinor'], isMoney: true },
  query: { type: 'text', words: 'search words', path: ['query'] },
  resultCount: { type: 'number', words: 'results found', path: ['resultCount'] },
  url: { type: 'text', words: 'address', path: ['url'] },
  referrer: { type: 'text', words: 'came from', path: ['referrer'] },
  utmSource: { type: 'text', words: 'UTM source', path: ['utm', 'source'] },
  utmMedium: { type: 'text', words: 'UTM medium', path: ['utm', 'medium'] },
  utmCampaign: { type: 'text', words: 'UTM campaign', path: ['utm', 'campaign'] },
  device: { type: 'choice', words: 'device', path: ['device'], choices: ['mobile', 'tablet', 'desktop'] },
  pageType: { type: 'choice', words: 'kind of page', path: ['pageType'] },
  seconds: { type: 'number', words: 'seconds on the page', path: ['secondsOnPage'] },
  purpose: { type: 'choice', words: 'purpose', path: ['purpose'] },
  state: { type: 'choice', words: 'consent', path: ['state'] },
  bounceType: { type: 'text', words: 'kind of bounce', path: ['bounceType'] },
  segment: { type: 'choice', words: 'segment', path: ['segmentId'] },
  flow: { type: 'choice', words: 'flow', path: ['flowKey'] },
} as const satisfies Record<string, FieldDescription>;

type FieldKey = keyof typeof eventFields;

const OF_PRODUCTS = ['product', 'collection', 'vendor', 'productType', 'tag'] as const;
export type ProductField = (typeof OF_PRODUCTS)[number];
const PAGE = ['url', 'pageType'] as const;
const CONTENTS = ['itemCount', 'total'] as const;

const fieldsByEvent: Record<EventType, readonly FieldKey[]> = {
  visit_began: ['url', 'referrer', 'utmSource', 'utmMedium', 'utmCampaign', 'device'],
  page_viewed: [...PAGE, 'referrer', 'utmSource', 'utmMedium', 'utmCampaign', 'device'],
  product_viewed: [...OF_PRODUCTS, 'price'],
  collection_viewed: ['collectionPage'],
  search_submitted: ['query', 'resultCount'],
  product_added_to_cart: [...OF_PRODUCTS, 'price', 'quantity'],
  product_removed_from_cart: [...OF_PRODUCTS, 'price', 'quantity'],
  cart_viewed: CONTENTS,
  time_on_page: [...PAGE, 'seconds', 'collectionPage', ...OF_PRODUCTS],
  checkout_started: CONTENTS,
  checkout_contact_info_submitted: CONTENTS,
  checkout_address_info_submitted: CONTENTS,
  checkout_shipping_info_submitted: CONTENTS,
  payment_info_submitted: CONTENTS,
  checkout_completed: CONTENTS,
  alert_displayed: [],
  cart_updated: ['itemCount', ...OF_PRODUCTS],
  checkout_updated: ['itemCount', ...OF_PRODUCTS],
  order_placed: ['total', ...OF_PRODUCTS],
  order_edited: [],
  order_fulfilled: [],
  order_refunded: ['amount'],
  order_cancelled: [],
  consent_changed: ['purpose', 'state'],
  email_delivered: [],
  email_opened: [],
  email_clicked: ['url'],
  email_loaded: [],
  email_scanned: ['url'],
  email_bounced: ['bounceType'],
  email_complained: [],
  segment_entered: ['segment'],
  segment_left: ['segment'],
  asked_into_flow: ['flow'],
  custom_event: [],
};

/** Of an event's own words: `custom:plan` is the property `plan` of what a program of the merchant's told. */
const CUSTOM = 'custom:';

export type Field =
  | { kind: 'products'; field: ProductField; type: ValueType; words: string }
  /** `type` is null where anything may stand there. */
  | { kind: 'path'; path: readonly string[]; type: ValueType | null; words: string; isMoney: boolean };

export const fieldNamesOf = (event: EventType): readonly string[] => fieldsByEvent[event];

/** What a field's name means for an event; undefined: nothing. */
export function fieldOf(event: EventType, name: string): Field | undefined {
  if (event === 'custom_event' && name.startsWith(CUSTOM) && name.length > CUSTOM.length) {
    const own = name.slice(CUSTOM.length);
    return { kind: 'path', path: ['properties', own], type: null, words: own, isMoney: false };
  }
  const key = fieldsByEvent[event].find((each) => each === name);
  if (!key) return undefined;
  const { type, words, path, isMoney }: FieldDescription = eventFields[key];
  if (!path) return { kind: 'products', field: key as ProductField, type, words };
  return { kind: 'path', path, type, words, isMoney: isMoney === true };
}

export const choicesOf = (name: string): readonly string[] => {
  const found: FieldDescription | undefined = (eventFields as Record<string, FieldDescription>)[name];
  return found?.choices ?? [];
};

const MANY: readonly EventType[] = ['order_placed', 'cart_updated', 'checkout_updated'];

/** Whether an event tells of products: of one (`productId`), or of many (`productIds`). */
export function productsToldBy(event: EventType): 'none' | 'one' | 'many' {
  if (!fieldsByEvent[event].includes('product')) return 'none';
  return MANY.includes(event) ? 'many' : 'one';
}

/** Whether a filter looks at what the catalogue says of products. */
export const isOfGoods = ({ event, field }: { event: EventType; field: string }): boolean =>
  productsToldBy(event) !== 'none' && ['collection', 'vendor', 'productType', 'tag'].includes(field);

/** What the catalogue says of a product. */
export interface Goods {
  vendor: string;
  productType: string;
  tags: readonly string[];
  collectionIds: readonly string[];
}

export type Properties = Readonly<Record<string, unknown>>;

/** The products of an event, each once: one, several, or those on its lines. */
export function productsOf(properties: Properties): string[] {
  const { productId, productIds } = properties;
  const named = [productId, ...(Array.isArray(productIds) ? (productIds as unknown[]) : [])];
  return [...new Set(named.filter((each) => typeof each === 'string'))];
}

/** What stands in a field of one event; null where nothing does. */
export function readField(field: Field, properties: Properties, goods: ReadonlyMap<string, Goods>): FactValue {
  if (field.kind === 'path') return ofType(field.type, plainAt(properties, field.path));
  const ids = productsOf(properties);
  if (field.field === 'product') return ids;
  const known = ids.flatMap((id) => goods.get(id) ?? []);
  return [...new Set(known.flatMap((each) => saidOf(each, field.field)))];
}

function saidOf({ vendor, productType, tags, collectionIds }: Goods, field: ProductField): readonly string[] {
  switch (field) {
    case 'vendor':
      return vendor ? [vendor] : [];
    case 'productType':
      return productType ? [productType] : [];
    case 'tag':
      return tags;
    case 'collection':
      return collectionIds;
    case 'product':
      return [];
    default:
      return unreachable(field);
  }
}

/** A value of another type than a field has is nothing in it. */
function ofType(type: ValueType | null, value: FactValue): FactValue {
  if (type === null) return value;
  return typeof value === (type === 'number' || type === 'boolean' ? type : 'string') ? value : null;
}

function plainAt(properties: Properties, path: readonly string[]): FactValue {
  let at: unknown = properties;
  for (const name of path) {
    if (typeof at !== 'object' || at === null || Array.isArray(at) || !Object.hasOwn(at, name)) return null;
    at = (at as Properties)[name];
  }
  return typeof at === 'string' || typeof at === 'number' || typeof at === 'boolean' ? at : null;
}
