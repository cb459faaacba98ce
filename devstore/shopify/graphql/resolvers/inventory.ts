import { gid, gidTail } from '../../gid';
import { utcSeconds } from '../../instants';
import { found } from '../../live-store/state';
import { moneyV2 } from '../../money';
import { connectInOrder, type ConnectionArgs } from '../connections';
import type { AdminContext } from '../context';
import { codedError } from '../errors';
import { legacyId, locationId, type InventoryItemView } from './lookups';

interface InventoryLevelView {
  id: string;
  item: InventoryItemView;
  location: { id: string };
}

const quantityNames = [
  'available',
  'on_hand',
  'committed',
  'incoming',
  'reserved',
  'damaged',
  'quality_control',
  'safety_stock',
];

function levelOf(item: InventoryItemView): InventoryLevelView {
  const tail = gidTail(item.id);
  return { id: `${gid('InventoryLevel', tail)}?inventory_item_id=${tail}`, item, location: { id: locationId } };
}

function place(item: InventoryItemView, { world }: AdminContext) {
  return found(world.state.variants.get(item.variantId), `variant ${item.variantId}`);
}

const inventoryItem = {
  legacyResourceId: legacyId,
  sku: (item: InventoryItemView, _args: unknown, context: AdminContext) => place(item, context).variant.sku,
  tracked: (item: InventoryItemView, _args: unknown, context: AdminContext) =>
    place(item, context).variant.inventoryTracked,
  requiresShipping: () => true,
  unitCost(item: InventoryItemView, _args: unknown, context: AdminContext) {
    const { unitCostMinor } = place(item, context).variant;
    return unitCostMinor === null ? null : moneyV2(unitCostMinor, context.world.state.data.shop.currency);
  },
  createdAt: (item: InventoryItemView, _args: unknown, context: AdminContext) =>
    utcSeconds(place(item, context).product.createdAt),
  updatedAt: (item: InventoryItemView, _args: unknown, context: AdminContext) =>
    utcSeconds(place(item, context).product.updatedAt),
  variant: (item: InventoryItemView, _args: unknown, context: AdminContext) => place(item, context).variant,
  variants: (item: InventoryItemView, args: ConnectionArgs, context: AdminContext) =>
    connectInOrder([place(item, context).variant], args, context),
  locationsCount: () => ({ count: 1, precision: 'EXACT' }),
  inventoryLevel: (item: InventoryItemView, args: { locationId: string }) =>
    args.locationId === locationId ? levelOf(item) : null,
  inventoryLevels: (item: InventoryItemView, args: ConnectionArgs, context: AdminContext) =>
    connectInOrder([levelOf(item)], args, context),
};

const inventoryLevel = {
  isActive: () => true,
  canDeactivate: () => false,
  deactivationAlert: () => null,
  createdAt: (level: InventoryLevelView, _args: unknown, context: AdminContext) =>
    utcSeconds(place(level.item, context).product.createdAt),
  updatedAt: (level: InventoryLevelView, _args: unknown, context: AdminContext) =>
    utcSeconds(place(level.item, context).product.updatedAt),
  quantities: (level: InventoryLevelView, args: { names: string[] }, context: AdminContext) =>
    args.names.map((name) => quantity(level, name, context)),
};

/** Orders take from stock at once here, so what is on hand is what is available. */
function quantity(level: InventoryLevelView, name: string, context: AdminContext) {
  if (!quantityNames.includes(name)) {
    throw codedError(`The quantity name '${name}' is not one of ${quantityNames.join(', ')}.`, 'BAD_REQUEST');
  }
  const inStock = place(level.item, context).variant.inventoryQuantity;
  return {
    id: `${gid('InventoryQuantity', gidTail(level.item.id))}?name=${name}`,
    name,
    quantity: name === 'available' || name === 'on_hand' ? inStock : 0,
    updatedAt: null,
  };
}

const location = {
  name: () => 'Shop location',
  isActive: () => true,
  isPrimary: () => true,
  shipsInventory: () => true,
  fulfillsOnlineOrders: () => true,
  hasActiveInventory: () => true,
  isFulfillmentService: () => false,
  legacyResourceId: legacyId,
};

export const inventoryResolvers = { InventoryItem: inventoryItem, InventoryLevel: inventoryLevel, Location: location };
