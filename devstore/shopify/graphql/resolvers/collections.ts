import type { StoreCollection, StoreProduct } from '../../../store';
import { gidNumber } from '../../gid';
import { utcSeconds } from '../../instants';
import { connectInOrder, type ConnectionArgs, type Kind } from '../connections';
import type { AdminContext } from '../context';
import { legacyId } from './lookups';

export const collectionKind: Kind<StoreCollection> = {
  root: 'collections',
  defaultSearch: (each) => [each.title],
  search: {
    id: { kind: 'number', of: (each) => gidNumber(each.id) },
    title: { kind: 'text', of: (each) => [each.title] },
    handle: { kind: 'keyword', of: (each) => [each.handle] },
    updated_at: { kind: 'time', of: (each) => [each.updatedAt] },
  },
  sort: { TITLE: (each) => each.title.toLowerCase(), UPDATED_AT: (each) => Date.parse(each.updatedAt) },
};

const collection = {
  updatedAt: (each: StoreCollection) => utcSeconds(each.updatedAt),
  legacyResourceId: legacyId,
  description: () => '',
  descriptionHtml: () => '',
  image: () => null,
  templateSuffix: () => null,
  seo: () => ({ title: null, description: null }),
  sortOrder: () => 'BEST_SELLING',
  ruleSet: () => null,
  hasProduct: (each: StoreCollection, args: { id: string }, { world }: AdminContext) =>
    world.state.products.get(args.id)?.collectionIds.includes(each.id) ?? false,
  productsCount: (each: StoreCollection, _args: unknown, context: AdminContext) => ({
    count: productsIn(each, context).length,
    precision: 'EXACT',
  }),
  products: (each: StoreCollection, args: ConnectionArgs, context: AdminContext) =>
    connectInOrder(productsIn(each, context), args, context),
};

function productsIn(each: StoreCollection, { world }: AdminContext): StoreProduct[] {
  return world.state.data.products.filter((one) => one.collectionIds.includes(each.id));
}

export const collectionResolvers = { Collection: collection };
