import type {
  StoreCart,
  StoreCheckout,
  StoreCollection,
  StoreCustomer,
  StoreData,
  StoreOrder,
  StoreProduct,
  StoreVariant,
} from '../../store';
import type { WorldClock } from '../../clock';
import type { SeededRandom } from '../../store-data/seeded-random';
import type { StoreFulfillment, StoreRefund } from './contract';
import { noDiscounts, type DiscountState } from './discounts';
import type { StoreEvent, StoreListener } from './events';
import { gid, gidNumber } from '../gid';
import { defaultUnknowns, type Unknowns } from '../options';
import type { RecoveryMail } from './recovery-mail';
import { StoreRefusal } from './refusal';

export interface VariantPlace {
  product: StoreProduct;
  variant: StoreVariant;
}

/** The store's state with its indexes, and the two things every change needs: an instant and someone to tell. */
export interface LiveState {
  data: StoreData;
  clock: WorldClock;
  random: SeededRandom;
  carts: Map<string, CartRecord>;
  checkouts: Map<string, StoreCheckout>;
  /** Id of each checkout's `AbandonedCheckout`, by its token. */
  checkoutIds: Map<string, string>;
  /** Tokens of checkouts that `checkouts/create` has told of. */
  announcedCheckouts: Set<string>;
  checkoutCreateFires: Unknowns['checkoutCreateFires'];
  /** Null while it is off. */
  recoveryMail: RecoveryMail | null;
  discounts: DiscountState;
  refunds: Map<string, StoreRefund[]>;
  fulfillments: Map<string, StoreFulfillment>;
  /** Variants whose items are not kept at the location. */
  unstocked: Set<string>;
  products: Map<string, StoreProduct>;
  variants: Map<string, VariantPlace>;
  collections: Map<string, StoreCollection>;
  customers: Map<string, StoreCustomer>;
  customersByEmail: Map<string, StoreCustomer>;
  orders: Map<string, StoreOrder>;
  ordersByCustomer: Map<string, StoreOrder[]>;
  /** The next unused id of a type, greater than all ids the data had. */
  nextId(type: string): string;
  /** The next unused order name, such as `#1001`. */
  nextOrderName(): string;
  /** Runs one action of a shopper or merchant: all changes told within share an action id and an instant. */
  act<T>(action: (tell: (event: StoreEvent) => void, now: string) => T): T;
}

/** A cart, and whether Shopify has told of it: an untouched cart exists in the shopper's cookie alone. */
interface CartRecord {
  cart: StoreCart;
  isAnnounced: boolean;
}

/** The cart behind a checkout of the past; one that was bought is empty. */
function cartOf({ cartToken: token, createdAt, updatedAt, completedAt, lines }: StoreCheckout): CartRecord {
  const kept = completedAt ? [] : lines.map((line) => ({ ...line }));
  return { cart: { token, createdAt, updatedAt, attributes: {}, lines: kept }, isAnnounced: true };
}

export function createState(input: {
  data: StoreData;
  clock: WorldClock;
  random: SeededRandom;
  tell: StoreListener;
  checkoutCreateFires?: Unknowns['checkoutCreateFires'];
}): LiveState {
  const { data, clock, random, tell } = input;
  const past = data.checkouts ?? [];
  const lastIds = new Map([['AbandonedCheckout', firstId + past.length]]);
  let lastOrderNumber = 0;
  return {
    data,
    clock,
    random,
    carts: new Map(past.map((each) => [each.cartToken, cartOf(each)])),
    checkouts: new Map(past.map((each) => [each.token, each])),
    checkoutIds: new Map(past.map(({ token }, index) => [token, gid('AbandonedCheckout', firstId + 1 + index)])),
    announcedCheckouts: new Set(past.map(({ token }) => token)),
    checkoutCreateFires: input.checkoutCreateFires ?? defaultUnknowns.checkoutCreateFires,
    recoveryMail: null,
    discounts: noDiscounts(),
    refunds: new Map(),
    fulfillments: new Map(),
    unstocked: new Set(),
    ...indexData(data),
    nextId(type) {
      const last = lastIds.get(type) ?? greatestId(data, type);
      lastIds.set(type, last + 1);
      return gid(type, last + 1);
    },
    nextOrderName() {
      lastOrderNumber = (lastOrderNumber || greatestOrderNumber(data)) + 1;
      return `#${lastOrderNumber}`;
    },
    act(action) {
      const at = clock.now().toISOString();
      const actionId = uuidFrom(random);
      return action((event) => tell(event, { actionId, at }), at);
    },
  };
}

function indexData(data: StoreData) {
  const variants = new Map<string, VariantPlace>();
  for (const product of data.products) {
    for (const variant of product.variants) variants.set(variant.id, { product, variant });
  }
  const ordersByCustomer = new Map<string, StoreOrder[]>();
  for (const order of data.orders) if (order.customerId) addTo(ordersByCustomer, order.customerId, order);
  const withEmail = data.customers.filter((each) => each.email);
  return {
    variants,
    ordersByCustomer,
    products: byId(data.products),
    collections: byId(data.collections),
    customers: byId(data.customers),
    customersByEmail: new Map(withEmail.map((each) => [String(each.email).toLowerCase(), each])),
    orders: byId(data.orders),
  };
}

function byId<T extends { id: string }>(items: T[]): Map<string, T> {
  return new Map(items.map((each) => [each.id, each]));
}

export function addTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** Types whose ids the data does not carry start here, in the range of a store that is a few years old. */
const firstId = 9_000_000_000_000;

function greatestId(data: StoreData, type: string): number {
  let greatest = 0;
  for (const id of idsOf(data, type)) greatest = Math.max(greatest, gidNumber(id));
  return greatest || firstId;
}

function greatestOrderNumber(data: StoreData): number {
  return data.orders.reduce((greatest, { name }) => Math.max(greatest, Number(/\d+/.exec(name)?.[0] ?? 0)), 1000);
}

function* idsOf(data: StoreData, type: string): Generator<string> {
  if (type === 'Product') for (const each of data.products) yield each.id;
  if (type === 'ProductVariant')
    for (const each of data.products) for (const variant of each.variants) yield variant.id;
  if (type === 'Customer') for (const each of data.customers) yield each.id;
  if (type === 'Order') for (const each of data.orders) yield each.id;
  if (type === 'LineItem') for (const each of data.orders) for (const line of each.lines) yield line.id;
}

/** A UUID of version 4's form, out of the seeded generator so that runs repeat. */
export function uuidFrom(random: SeededRandom): string {
  const hex = random.hex(30);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-a${hex.slice(15, 18)}-${hex.slice(18, 30)}`;
}

export function found<T>(item: T | undefined, what: string): T {
  if (item === undefined) throw new StoreRefusal('not-found', `There is no ${what} in this store.`);
  return item;
}
