import type { StoreProduct, StoreVariant } from '../../../store';
import type { AdminWorld } from '../../graphql/context';
import { locationId } from '../../graphql/resolvers/lookups';
import { gid, gidNumber, gidTail } from '../../gid';
import { restShape, type Payload } from './rest';

export function inventoryLevelPayload(variant: StoreVariant, updatedAt: string, world: AdminWorld): Payload {
  const item = gidTail(variant.id);
  return {
    inventory_item_id: Number(item),
    location_id: gidNumber(locationId),
    available: variant.inventoryQuantity,
    updated_at: restShape(world).at(updatedAt),
    admin_graphql_api_id: `${gid('InventoryLevel', item)}?inventory_item_id=${item}`,
  };
}

/** Names only what is no longer kept where. */
export function inventoryGonePayload(variant: StoreVariant): Payload {
  return { inventory_item_id: Number(gidTail(variant.id)), location_id: gidNumber(locationId) };
}

export function inventoryItemPayload(
  product: StoreProduct,
  variant: StoreVariant,
  updatedAt: string,
  world: AdminWorld,
): Payload {
  const rest = restShape(world);
  const item = gidTail(variant.id);
  return {
    id: Number(item),
    sku: variant.sku,
    created_at: rest.at(product.createdAt),
    updated_at: rest.at(updatedAt),
    requires_shipping: true,
    cost: variant.unitCostMinor === null ? null : rest.money(variant.unitCostMinor),
    country_code_of_origin: null,
    province_code_of_origin: null,
    harmonized_system_code: null,
    tracked: variant.inventoryTracked,
    country_harmonized_system_codes: [],
    admin_graphql_api_id: gid('InventoryItem', item),
  };
}
