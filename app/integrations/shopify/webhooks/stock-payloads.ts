import { z } from 'zod';
import type { Report } from '~/capture/events/reports';
import { parseMinor } from '~/platform/money';
import { count, gid, instant } from './payload-parts';

const variant = z.object({
  id: gid('ProductVariant'),
  inventory_quantity: count.nullish(),
  inventory_policy: z.string().nullish(),
  updated_at: instant,
});

/** One that is out of stock can still be bought where the shop sells on. */
export function variantStockReport(payload: unknown, isInStock: boolean): Report {
  const { id, inventory_quantity: quantity, inventory_policy: policy, updated_at: updatedAt } = variant.parse(payload);
  const isAvailable = isInStock || policy?.toLowerCase() === 'continue';
  return {
    kind: 'variant-stock',
    stock: { variantId: id, inventoryQuantity: quantity ?? null, isAvailable, updatedAt },
  };
}

const level = z.object({
  inventory_item_id: gid('InventoryItem'),
  location_id: gid('Location'),
  available: count.nullish(),
  updated_at: instant.nullish(),
});

/** `triggeredAt` stands in where Shopify does not stamp the level. */
export function inventoryLevelReport(payload: unknown, triggeredAt: Date): Report {
  const { inventory_item_id, location_id, available, updated_at } = level.parse(payload);
  return {
    kind: 'inventory-level',
    level: {
      inventoryItemId: inventory_item_id,
      locationId: location_id,
      available: available ?? null,
      updatedAt: updated_at ?? triggeredAt,
    },
  };
}

/** The item is no longer kept at the location, however many the payload still names. */
export function inventoryGoneReport(payload: unknown, triggeredAt: Date): Report {
  const { inventory_item_id, location_id, updated_at } = level.parse(payload);
  return {
    kind: 'inventory-level',
    level: {
      inventoryItemId: inventory_item_id,
      locationId: location_id,
      available: null,
      updatedAt: updated_at ?? triggeredAt,
    },
  };
}

const item = z.object({
  id: gid('InventoryItem'),
  tracked: z.boolean(),
  cost: z.string().nullish(),
  updated_at: instant,
});

export function inventoryItemReport(payload: unknown, currency: string): Report {
  const { id, tracked, cost, updated_at } = item.parse(payload);
  return {
    kind: 'inventory-item',
    item: {
      inventoryItemId: id,
      isTracked: tracked,
      costMinor: cost ? parseMinor(cost, currency) : null,
      updatedAt: updated_at,
    },
  };
}
