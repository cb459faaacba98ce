import type { StoreProduct, StoreVariant } from '../../../store';
import { gidNumber, gidTail } from '../../gid';
import { utcSeconds } from '../../instants';
import { found } from '../../live-store/state';
import { sellableQuantity } from '../../live-store/stock';
import { moneyText } from '../../money';
import { connectInOrder, type ConnectionArgs, type Kind } from '../connections';
import type { AdminContext } from '../context';
import { inventoryItemOf, legacyId } from './lookups';
import type { ImageView } from './media';

export function variantKind(context: AdminContext): Kind<StoreVariant> {
  return {
    root: 'productVariants',
    defaultSearch: (each) => [productOf(each, context).title, each.title, each.sku],
    search: {
      id: { kind: 'number', of: (each) => gidNumber(each.id) },
      sku: { kind: 'keyword', of: (each) => [each.sku] },
      title: { kind: 'text', of: (each) => [each.title] },
      product_id: { kind: 'keyword', of: (each) => [gidTail(productOf(each, context).id)] },
      product_status: { kind: 'keyword', of: (each) => [productOf(each, context).status] },
      vendor: { kind: 'keyword', of: (each) => [productOf(each, context).vendor] },
      product_type: { kind: 'keyword', of: (each) => [productOf(each, context).productType] },
      inventory_quantity: { kind: 'number', of: (each) => each.inventoryQuantity },
      updated_at: { kind: 'time', of: (each) => [productOf(each, context).updatedAt] },
    },
    sort: {
      SKU: (each) => each.sku ?? '',
      TITLE: (each) => each.title.toLowerCase(),
      NAME: (each) => each.title.toLowerCase(),
      FULL_TITLE: (each) => `${productOf(each, context).title} ${each.title}`.toLowerCase(),
      POSITION: (each) => productOf(each, context).variants.indexOf(each),
      INVENTORY_QUANTITY: (each) => each.inventoryQuantity,
      INVENTORY_POLICY: (each) => each.inventoryPolicy,
    },
  };
}

function productOf(variant: StoreVariant, { world }: AdminContext): StoreProduct {
  return found(world.state.variants.get(variant.id), `variant ${variant.id}`).product;
}

const productVariant = {
  createdAt: (each: StoreVariant, _args: unknown, context: AdminContext) =>
    utcSeconds(productOf(each, context).createdAt),
  updatedAt: (each: StoreVariant, _args: unknown, context: AdminContext) =>
    utcSeconds(productOf(each, context).updatedAt),
  legacyResourceId: legacyId,
  barcode: () => null,
  taxable: () => true,
  image: () => null,
  requiresComponents: () => false,
  product: (each: StoreVariant, _args: unknown, context: AdminContext) => productOf(each, context),
  position: (each: StoreVariant, _args: unknown, context: AdminContext) =>
    productOf(each, context).variants.indexOf(each) + 1,
  displayName: (each: StoreVariant, _args: unknown, context: AdminContext) =>
    `${productOf(each, context).title} - ${each.title}`,
  price: (each: StoreVariant, _args: unknown, { world }: AdminContext) =>
    moneyText(each.priceMinor, world.state.data.shop.currency),
  compareAtPrice: (each: StoreVariant, _args: unknown, { world }: AdminContext) =>
    each.compareAtPriceMinor === null ? null : moneyText(each.compareAtPriceMinor, world.state.data.shop.currency),
  availableForSale: (each: StoreVariant) => sellableQuantity(each) > 0,
  sellableOnlineQuantity: (each: StoreVariant) => each.inventoryQuantity,
  inventoryItem: inventoryItemOf,
  media: (_each: StoreVariant, args: ConnectionArgs, context: AdminContext) =>
    connectInOrder<ImageView>([], args, context),
};

export const variantResolvers = { ProductVariant: productVariant };
