import type { Clock, SystemClock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { wake } from '~/platform/queue/wakeups.server';
import { ruleSchema } from '../../rules/rule';
import { holdSegments } from '../live-segments.server';
import { circleByTags, circleWords, type TaggedSegment } from './looks-at-tags';
import { MOST_HANDLES, sameTag, wrongOutput, type Output, type OutputProblem } from './output';

export interface OutputDeps {
  clock: Clock;
  systemClock: SystemClock;
}

export type OutputOutcome = { kind: 'saved' } | { kind: 'refused'; problems: OutputProblem[] } | { kind: 'gone' };

/** Says what a segment is called in Shopify from now on. Whoever is in it, or carries what it was called before, is looked at. */
export async function saveOutput(
  { clock, systemClock }: OutputDeps,
  tx: Db,
  shopId: string,
  segmentId: string,
  output: Output,
): Promise<OutputOutcome> {
  await holdSegments(tx, shopId);
  const all = await taggedSegments(tx, shopId);
  const own = all.find(({ id }) => id === segmentId);
  if (!own) return { kind: 'gone' };
  const problems = [...wrongOutput(output), ...(await wrongBeside(tx, shopId, own, all, output))];
  if (problems.length > 0) return { kind: 'refused', problems };
  const where = { shopId_segmentId: { shopId, segmentId } };
  const data = { ...output, changedAt: clock.now() };
  const before = await tx.segmentOutput.findUnique({ where });
  await tx.segmentOutput.upsert({ where, create: { shopId, segmentId, ...data }, update: data });
  await noteEverybody(tx, shopId, segmentId, before);
  if (output.tag === null && output.handle === null) await tx.segmentOutput.delete({ where });
  await tx.segmentTellingCheck.createMany({ data: { shopId, checkedAt: systemClock.now() }, skipDuplicates: true });
  await wake(tx, shopId, 'tell-segment-outputs', systemClock.now());
  return { kind: 'saved' };
}

/** The segments in use, with the tags they write. */
export async function taggedSegments(tx: Db, shopId: string): Promise<(TaggedSegment & Output)[]> {
  const rows = await tx.segment.findMany({ where: { shopId, retiredAt: null }, include: { output: true } });
  return rows.map(({ id, name, rule, output }) => ({
    ...{ id, name, rule: ruleSchema.parse(rule) },
    ...{ tag: output?.tag ?? null, handle: output?.handle ?? null },
  }));
}

async function wrongBeside(
  tx: Db,
  shopId: string,
  own: TaggedSegment,
  all: readonly (TaggedSegment & Output)[],
  { tag, handle }: Output,
): Promise<OutputProblem[]> {
  const others = all.filter(({ id }) => id !== own.id);
  const problems: OutputProblem[] = [];
  if (handle !== null && others.some((each) => each.handle === handle))
    problems.push({ field: 'handle', message: 'Another segment has this name in the list. Choose another.' });
  if (handle !== null && others.filter((each) => each.handle !== null).length >= MOST_HANDLES)
    problems.push({
      field: 'handle',
      message: `${MOST_HANDLES} segments are in the list, and Shopify takes no more. Take one out first.`,
    });
  if (tag === null) return problems;
  const twin = others.find((each) => each.tag !== null && sameTag(each.tag, tag));
  if (twin)
    problems.push({
      field: 'tag',
      message: `“${twin.name}” writes this tag. Choose another, or they would undo each other.`,
    });
  const foreign = await carriedByOthers(tx, shopId, tag);
  if (foreign > 0)
    problems.push({
      field: 'tag',
      message:
        `${foreign === 1 ? 'A customer carries' : `${foreign} customers carry`} this tag already, by somebody else’s hand, and Kindred would take it ` +
        'from those who are not in the segment. Choose a tag that nobody has.',
    });
  const circle = circleByTags([...others, { ...own, tag }]);
  if (circle) problems.push({ field: 'tag', message: circleWords(circle) });
  return problems;
}

/** Customers who carry a tag that does not stand there by us. */
async function carriedByOthers(tx: Db, shopId: string, tag: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ customers: number }[]>`
    SELECT count(*)::int AS "customers" FROM shopify_customers c
    WHERE c."shopId" = ${shopId}::uuid AND c."deletedAt" IS NULL
      AND EXISTS (SELECT FROM unnest(c."tags") AS there WHERE lower(there) = lower(${tag}))
      AND NOT EXISTS (SELECT FROM segment_tellings t, unnest(t."tags") AS ours
        WHERE t."shopId" = c."shopId" AND t."customerId" = c."customerId" AND lower(ours) = lower(${tag}))`;
  return row?.customers ?? 0;
}

/** Who is in the segment, and who carries what it was called. */
const noteEverybody = (tx: Db, shopId: string, segmentId: string, before: Output | null) => tx.$executeRaw`
  INSERT INTO segment_telling_dues ("shopId", "customerId")
  SELECT ${shopId}::uuid, i."value" FROM segment_members m
  JOIN identities i ON i."shopId" = m."shopId" AND i."profileId" = m."profileId" AND i."kind" = 'customer'
  WHERE m."shopId" = ${shopId}::uuid AND m."segmentId" = ${segmentId}::uuid
  UNION SELECT t."shopId", t."customerId" FROM segment_tellings t WHERE t."shopId" = ${shopId}::uuid
    AND (${before?.tag ?? null}::text = ANY(t."tags") OR ${before?.handle ?? null}::text = ANY(t."handles"))`;
