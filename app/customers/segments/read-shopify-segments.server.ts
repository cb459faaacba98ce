import { addMs, minutes, type Clock } from '~/platform/clock/clock';
import type { Database, Db } from '~/platform/db/db.server';
import { wake } from '~/platform/queue/wakeups.server';
import { leavesOf, type Rule } from '../rules/rule';
import { holdSegments, liveSegments } from './live-segments.server';
import type { ShopifySegments } from './shopify-segments';

export interface ReadDeps {
  db: Database;
  clock: Clock;
  shopifySegments: ShopifySegments;
}

/** Shopify tells of some changes and counts others by days: as often as we look for webhooks that were lost. */
const AGAIN_MINUTES = 15;

/**
 * Reads who is in Shopify's own segments, of those that a rule speaks of; the others are none of our business. One that is gone there has nobody in it.
 * Gives when to read again, by business time; null: no rule speaks of any.
 */
export async function readShopifySegments(
  deps: ReadDeps,
  { id: shopId, domain }: { id: string; domain: string },
): Promise<Date | null> {
  const wanted = await spokenOf(deps, shopId);
  await deps.db.prisma.shopifySegment.deleteMany({ where: { shopId, segmentId: { notIn: wanted } } });
  await deps.db.prisma.shopifySegmentMember.deleteMany({ where: { shopId, segmentId: { notIn: wanted } } });
  if (wanted.length === 0) return null;
  const known = new Map((await deps.shopifySegments.list(domain)).map((segment) => [segment.id, segment.name]));
  for (const segmentId of wanted) {
    const customers = new Set<string>();
    if (known.has(segmentId))
      for await (const page of deps.shopifySegments.members(domain, segmentId))
        for (const each of page) customers.add(each);
    await keepMembers(deps, shopId, { segmentId, name: known.get(segmentId) ?? null, customers });
  }
  return addMs(deps.clock.now(), minutes(AGAIN_MINUTES));
}

async function spokenOf({ db }: ReadDeps, shopId: string): Promise<string[]> {
  const segments = await liveSegments(db.prisma, shopId);
  const ids = segments.flatMap(({ rule }) =>
    leavesOf(rule).flatMap((leaf) => (leaf.kind === 'shopify-segment' ? leaf.id : [])),
  );
  return [...new Set(ids)];
}

interface ReadMembers {
  segmentId: string;
  /** Null: there is no such segment in Shopify. */
  name: string | null;
  customers: ReadonlySet<string>;
}

/** Only what changed is written: each change is looked at. */
async function keepMembers(
  { db, clock }: ReadDeps,
  shopId: string,
  { segmentId, name, customers }: ReadMembers,
): Promise<void> {
  const ids = [...customers];
  const seen = { name, readAt: clock.now(), customers: ids.length };
  await db.transaction(async (tx) => {
    const before = await tx.shopifySegment.findUnique({ where: { shopId_segmentId: { shopId, segmentId } } });
    if (!before) await fillInSilence({ clock }, tx, shopId, segmentId);
    await tx.$executeRaw`DELETE FROM shopify_segment_members m WHERE m."shopId" = ${shopId}::uuid AND m."segmentId" = ${segmentId}
      AND NOT EXISTS (SELECT FROM unnest(${ids}::text[]) AS now("id") WHERE now."id" = m."customerId")`;
    await tx.$executeRaw`INSERT INTO shopify_segment_members ("shopId", "segmentId", "customerId")
      SELECT ${shopId}::uuid, ${segmentId}, now."id" FROM unnest(${ids}::text[]) AS now("id") ON CONFLICT DO NOTHING`;
    await tx.shopifySegment.upsert({
      where: { shopId_segmentId: { shopId, segmentId } },
      create: { shopId, segmentId, ...seen },
      update: seen,
    });
  });
}

/** Whoever is in it when it is first read was always meant: they enter nothing now, and start no flow. Looking for the members anew says so. */
async function fillInSilence(
  { clock }: Pick<ReadDeps, 'clock'>,
  tx: Db,
  shopId: string,
  segmentId: string,
): Promise<void> {
  await holdSegments(tx, shopId);
  const naming = (await liveSegments(tx, shopId)).filter(({ rule }) => speaksOf(rule, segmentId));
  const ids = naming.map(({ id }) => id);
  await tx.segment.updateMany({ where: { shopId, id: { in: ids } }, data: { builtVersion: null } });
  await wake(tx, shopId, 'advance-segments', clock.now());
}

const speaksOf = (rule: Rule, segmentId: string): boolean =>
  leavesOf(rule).some((leaf) => leaf.kind === 'shopify-segment' && leaf.id === segmentId);

/** For whoever looks after lost wake-ups. */
export async function nextShopifySegmentsAt(
  deps: Pick<ReadDeps, 'db' | 'clock'>,
  shopId: string,
): Promise<Date | null> {
  const read = await deps.db.prisma.shopifySegment.findFirst({ where: { shopId }, orderBy: { readAt: 'asc' } });
  return read ? addMs(read.readAt, minutes(AGAIN_MINUTES)) : null;
}
