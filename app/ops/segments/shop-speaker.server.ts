import type { Shop } from '@prisma/client';
import { leavesOf, type EventChoice, type Leaf, type Rule } from '~/customers/rules/rule';
import type { Speaker } from '~/customers/rules/sentence';
import type { Db } from '~/platform/db/db.server';
import { calendarDay } from '~/decisions/explanations/spoken-shop';
import { formatMoney } from '~/platform/money';

/** What ids in rules are called, by id: products, collections, segments, and Shopify's own segments. */
export type Names = Record<string, string>;

/** What the products, collections and segments are called that some rules speak of. What is gone is missing. */
export async function namesIn(db: Db, shopId: string, rules: readonly Rule[]): Promise<Names> {
  const leaves = rules.flatMap(leavesOf);
  const ids = [...new Set(leaves.flatMap(idsIn))];
  const segmentIds = leaves.flatMap((leaf) => (leaf.kind === 'segment' ? [leaf.id] : []));
  const wanted = { where: { shopId, id: { in: ids } }, select: { id: true, title: true } };
  const shopifyIds = leaves.flatMap((leaf) => (leaf.kind === 'shopify-segment' ? [leaf.id] : []));
  const [products, collections, segments, shopify] = await Promise.all([
    ids.length ? db.product.findMany(wanted) : [],
    ids.length ? db.collection.findMany(wanted) : [],
    segmentIds.length ? db.segment.findMany({ where: { shopId, id: { in: segmentIds } } }) : [],
    shopifyIds.length ? db.shopifySegment.findMany({ where: { shopId, segmentId: { in: shopifyIds } } }) : [],
  ]);
  return Object.fromEntries([
    ...[...products, ...collections].map(({ id, title }) => [id, title] as const),
    ...segments.map(({ id, name }) => [id, name] as const),
    ...shopify.map(({ segmentId, name }) => [segmentId, name ?? 'one that was deleted in Shopify'] as const),
  ]);
}

const NAMING = ['product', 'collection', 'collectionPage'];

function idsIn(leaf: Leaf): string[] {
  if (leaf.kind === 'fact') return leaf.fact === 'traits.favouriteCollections' ? textsOf(leaf.value) : [];
  const choice: EventChoice | null =
    leaf.kind === 'age' ? ('event' in leaf.of ? leaf.of : null) : 'event' in leaf ? leaf : null;
  return (choice?.where ?? []).flatMap(({ field, value }) => (NAMING.includes(field) ? textsOf(value) : []));
}

const textsOf = (value: unknown): string[] => [value].flat().filter((each) => typeof each === 'string');

/** Says rules as a shop does. */
export const speakerOf = (
  names: Names,
  { currency, locale, timezone }: Pick<Shop, 'currency' | 'locale' | 'timezone'>,
): Speaker => ({
  money: (minor) => formatMoney({ minor, currency }, locale),
  day: (instant) => calendarDay(instant, { locale, timezone }),
  product: (id) => names[id] ?? 'a product that is gone',
  collection: (id) => names[id] ?? 'a collection that is gone',
  segment: (id) => names[id] ?? 'one that is gone',
  shopifySegment: (id) => names[id] ?? 'one that is not read yet',
});
