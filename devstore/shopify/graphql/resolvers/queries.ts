import { connect, connectInOrder, searchFor, type ConnectionArgs, type Kind } from '../connections';
import type { AdminContext } from '../context';
import type { Resolve } from '../resolver';
import { checkoutKind } from './abandoned-checkouts';
import { currentInstallation, webhookSubscriptions } from './app';
import { customerKind } from './customers';
import {
  abandonedCheckouts,
  checkId,
  findAbandonedCheckout,
  findInventoryItem,
  findNode,
  findOrder,
  locationId,
  visibleOrders,
} from './lookups';
import { orderKind } from './order-kind';
import { collectionKind } from './collections';
import { productKind } from './products';
import { variantKind } from './variants';
import { bulkKind } from './bulk';

type Root<Args = Record<string, unknown>> = Resolve<unknown, Args>;
interface IdArgs {
  id: string;
}
interface CountArgs {
  query?: string | null;
  limit?: number | null;
}

/** A root connection. While a bulk operation runs, it gives the nodes whose turn it is. */
function list<T extends { id: string }>(
  items: (context: AdminContext) => readonly T[],
  kind: (context: AdminContext) => Kind<T>,
): Root<ConnectionArgs> {
  return (_source, args, context, info) => {
    const turn = context.bulk?.rootItems as readonly T[] | null | undefined;
    if (turn) return connectInOrder(turn, {}, context);
    return connect(items(context), args, kind(context), context, info);
  };
}

/** Counts stop at `limit` (10,000 unless told otherwise; null counts all) and then say so. */
function count<T>(
  items: (context: AdminContext) => readonly T[],
  kind: (context: AdminContext) => Kind<T>,
): Root<CountArgs> {
  return (_source, args, context, info) => {
    const test = args.query ? searchFor(kind(context), args.query, context, info) : () => true;
    const all = items(context).filter(test).length;
    const limit = args.limit === undefined ? 10_000 : args.limit;
    return limit !== null && all > limit ? { count: limit, precision: 'AT_LEAST' } : { count: all, precision: 'EXACT' };
  };
}

const productsOf = ({ world }: AdminContext) => world.state.data.products;
const collectionsOf = ({ world }: AdminContext) => world.state.data.collections;
const customersOf = ({ world }: AdminContext) => world.state.data.customers;
const variantsOf = ({ world }: AdminContext) => world.state.data.products.flatMap((each) => each.variants);
const ordersOf = (context: AdminContext) => visibleOrders(context.world.state.data.orders, context);

const connections = {
  products: list(productsOf, () => productKind),
  productVariants: list(variantsOf, variantKind),
  collections: list(collectionsOf, () => collectionKind),
  customers: list(customersOf, (context) => customerKind(context)),
  orders: list(ordersOf, (context) => orderKind(context)),
  abandonedCheckouts: list(abandonedCheckouts, () => checkoutKind),
  bulkOperations: list(
    ({ world }) => world.bulk.all(),
    () => bulkKind,
  ),
  webhookSubscriptions,
  locations: list(
    () => [{ id: locationId }],
    () => ({ root: 'locations' }),
  ),
};

const counts = {
  productsCount: count(productsOf, () => ({ ...productKind, root: 'productsCount' })),
  productVariantsCount: count(variantsOf, (context) => ({ ...variantKind(context), root: 'productVariantsCount' })),
  collectionsCount: count(collectionsOf, () => ({ ...collectionKind, root: 'collectionsCount' })),
  customersCount: count(customersOf, (context) => customerKind(context, 'customersCount')),
  ordersCount: count(ordersOf, (context) => orderKind(context, 'ordersCount')),
  abandonedCheckoutsCount: count(abandonedCheckouts, () => ({ ...checkoutKind, root: 'abandonedCheckoutsCount' })),
};

const single = {
  shop: (_source: unknown, _args: unknown, { world }: AdminContext) => world.state.data.shop,
  node: (_source: unknown, { id }: IdArgs, context: AdminContext) => findNode(id, context),
  nodes: (_source: unknown, { ids }: { ids: string[] }, context: AdminContext) =>
    ids.map((id) => findNode(id, context)),
  product: (_source: unknown, { id }: IdArgs, { world }: AdminContext) =>
    world.state.products.get(checkId(id, 'Product')) ?? null,
  productByHandle: (_source: unknown, { handle }: { handle: string }, { world }: AdminContext) =>
    world.state.data.products.find((each) => each.handle === handle) ?? null,
  productVariant: (_source: unknown, { id }: IdArgs, { world }: AdminContext) =>
    world.state.variants.get(checkId(id, 'ProductVariant'))?.variant ?? null,
  collection: (_source: unknown, { id }: IdArgs, { world }: AdminContext) =>
    world.state.collections.get(checkId(id, 'Collection')) ?? null,
  collectionByHandle: (_source: unknown, { handle }: { handle: string }, { world }: AdminContext) =>
    world.state.data.collections.find((each) => each.handle === handle) ?? null,
  customer: (_source: unknown, { id }: IdArgs, { world }: AdminContext) =>
    world.state.customers.get(checkId(id, 'Customer')) ?? null,
  customerByIdentifier,
  abandonmentByAbandonedCheckoutId: (
    _source: unknown,
    { abandonedCheckoutId }: { abandonedCheckoutId: string },
    context: AdminContext,
  ) => findAbandonedCheckout(checkId(abandonedCheckoutId, 'AbandonedCheckout'), context),
  order: (_source: unknown, { id }: IdArgs, context: AdminContext) => findOrder(checkId(id, 'Order'), context),
  inventoryItem: (_source: unknown, { id }: IdArgs, { world }: AdminContext) =>
    findInventoryItem(checkId(id, 'InventoryItem'), world.state),
  location: (_source: unknown, { id }: { id?: string | null }) =>
    !id || id === locationId ? { id: locationId } : null,
  bulkOperation: (_source: unknown, { id }: IdArgs, { world }: AdminContext) =>
    world.bulk.find(checkId(id, 'BulkOperation')) ?? null,
  currentBulkOperation: (_source: unknown, _args: unknown, { world }: AdminContext) => world.bulk.all().at(-1) ?? null,
  currentAppInstallation: (_source: unknown, _args: unknown, context: AdminContext) => currentInstallation(context),
  webPixel: (_source: unknown, { id }: { id?: string | null }, { world }: AdminContext) => {
    const pixel = world.pixels.current();
    return pixel && (!id || pixel.id === id) ? pixel : null;
  },
};

interface CustomerIdentifier {
  id?: string | null;
  emailAddress?: string | null;
  phoneNumber?: string | null;
}

function customerByIdentifier(
  _source: unknown,
  { identifier }: { identifier: CustomerIdentifier },
  { world }: AdminContext,
) {
  const { id, emailAddress, phoneNumber } = identifier;
  if (id) return world.state.customers.get(id) ?? null;
  if (emailAddress) return world.state.customersByEmail.get(emailAddress.toLowerCase()) ?? null;
  return world.state.data.customers.find((each) => phoneNumber && each.phone === phoneNumber) ?? null;
}

export const queryResolvers = { QueryRoot: { ...single, ...connections, ...counts } };
