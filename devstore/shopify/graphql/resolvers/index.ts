import type { FieldResolvers, ResolverMap } from '../resolver';
import { checkoutResolvers } from './abandoned-checkouts';
import { addressResolvers } from './addresses';
import { appResolvers, ownedMetafields } from './app';
import { bulkResolvers } from './bulk';
import { customerResolvers } from './customers';
import { discountResolvers } from './discounts';
import { inventoryResolvers } from './inventory';
import { marketingMutations, marketingResolvers } from './marketing';
import { mutationResolvers } from './mutations';
import { orderResolvers } from './orders';
import { mediaResolvers } from './media';
import { productResolvers } from './products';
import { collectionResolvers } from './collections';
import { variantResolvers } from './variants';
import { queryResolvers } from './queries';
import { segmentResolvers } from './segments';
import { shopResolvers } from './shop';
import { themeResolvers } from './themes';

const types: ResolverMap = {
  ...themeResolvers,
  ...segmentResolvers,
  ...discountResolvers,
  ...marketingResolvers,
  QueryRoot: {
    ...queryResolvers.QueryRoot,
    ...segmentResolvers.QueryRoot,
    ...discountResolvers.QueryRoot,
    ...themeResolvers.QueryRoot,
  },
  Mutation: { ...mutationResolvers.Mutation, ...marketingMutations, ...discountResolvers.Mutation },
  ...shopResolvers,
  ...productResolvers,
  ...variantResolvers,
  ...collectionResolvers,
  ...mediaResolvers,
  ...inventoryResolvers,
  ...customerResolvers,
  ...addressResolvers,
  ...orderResolvers,
  ...checkoutResolvers,
  ...bulkResolvers,
  ...appResolvers,
};

const metafieldOwners = [
  'Shop',
  'Product',
  'ProductVariant',
  'Collection',
  'Customer',
  'Order',
  'AppInstallation',
  'Location',
];

/** All resolvers of the stand-in, by type and field. */
export const resolvers: ResolverMap = {
  ...types,
  ...Object.fromEntries(
    metafieldOwners.map((name): [string, FieldResolvers] => [name, { ...types[name], ...ownedMetafields }]),
  ),
};
