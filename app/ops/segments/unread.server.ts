import { leavesOf, type Rule } from '~/customers/rules/rule';
import { liveSegments } from '~/customers/segments/live-segments.server';
import type { Db } from '~/platform/db/db.server';

/** Those of Shopify's segments, by global id, that a rule speaks of and whose members were never read. @param rule with the rules of the segments it names in it */
export async function unreadIn(db: Db, shopId: string, rule: Rule): Promise<string[]> {
  const ids = leavesOf(rule).flatMap((leaf) => (leaf.kind === 'shopify-segment' ? leaf.id : []));
  if (ids.length === 0) return [];
  const read = await db.shopifySegment.findMany({ where: { shopId, segmentId: { in: ids } } });
  return [...new Set(ids)].filter((id) => !read.some(({ segmentId }) => segmentId === id));
}

/** Whether a segment that is in use waits for one of Shopify's to be read. */
export async function waitsForShopify(db: Db, shopId: string, segmentId: string): Promise<boolean> {
  const segment = (await liveSegments(db, shopId)).find(({ id }) => id === segmentId);
  return segment !== undefined && (await unreadIn(db, shopId, segment.rule)).length > 0;
}
