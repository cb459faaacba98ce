import { Prisma } from '@prisma/client';
import type { Db } from '~/platform/db/db.server';
import type { Moment } from '../rules/known-person';
import { membersSql } from '../rules/sql/compile.server';
import type { LiveSegment } from './live-segments.server';
import { noteChanges, type MembershipChange, type OnChanges } from './note-changes.server';
import type { SegmentDeps } from './look-again.server';

const EVERYBODY = () => Prisma.empty;

interface Difference {
  entered: string[];
  left: string[];
}

/**
 * Finds all members of a segment at once, in one statement, and puts right who stands wrong. Of a rule that is new nobody enters or leaves: they were
 * always meant. Otherwise whoever stood wrong enters or leaves now. Runs in a transaction that holds the shop's segments.
 * @returns how many people stood wrong
 */
export async function buildSegment(
  deps: SegmentDeps,
  tx: Db,
  shopId: string,
  segment: LiveSegment,
  moment: Moment,
  told: { cause: string; onChanges: OnChanges },
): Promise<number> {
  const { entered, left } = await putRight(tx, shopId, segment, moment);
  const changes = [
    ...entered.map((profileId): MembershipChange => changeOf(segment, profileId, 'entered', told.cause, moment)),
    ...left.map((profileId): MembershipChange => changeOf(segment, profileId, 'left', told.cause, moment)),
  ];
  if (segment.isBuilt) await noteChanges(deps, tx, shopId, changes, told.onChanges);
  await tx.segment.update({
    where: { shopId_id: { shopId, id: segment.id } },
    data: { builtVersion: segment.version, builtAt: moment.at, isStale: false },
  });
  return changes.length;
}

async function putRight(tx: Db, shopId: string, { id, rule }: LiveSegment, moment: Moment): Promise<Difference> {
  const who = membersSql(rule, { shopId, moment, among: EVERYBODY });
  const [difference] = await tx.$queryRaw<Difference[]>`
    WITH who AS MATERIALIZED (${who}),
    gone AS (DELETE FROM segment_members m WHERE m."shopId" = ${shopId}::uuid AND m."segmentId" = ${id}::uuid
      AND NOT EXISTS (SELECT FROM who WHERE who."id" = m."profileId") RETURNING m."profileId"),
    come AS (INSERT INTO segment_members ("shopId", "segmentId", "profileId", "since")
      SELECT ${shopId}::uuid, ${id}::uuid, who."id", ${moment.at} FROM who ON CONFLICT DO NOTHING RETURNING "profileId")
    SELECT ARRAY(SELECT "profileId"::text FROM come) AS "entered", ARRAY(SELECT "profileId"::text FROM gone) AS "left"`;
  return difference ?? { entered: [], left: [] };
}

const changeOf = (
  { id: segmentId }: LiveSegment,
  profileId: string,
  kind: MembershipChange['kind'],
  cause: string,
  { at }: Moment,
): MembershipChange => ({ segmentId, profileId, kind, cause, at });
