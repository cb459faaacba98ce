import type { Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { EventLogDeps } from '~/capture/events/event-log.server';
import { evaluate } from '../rules/evaluate';
import type { KnownPerson, Moment } from '../rules/known-person';
import { loadPeople } from '../rules/load-people.server';
import { answersTo } from '../rules/measure';
import type { LiveSegment } from './live-segments.server';
import { noteChanges, type MembershipChange, type OnChanges } from './note-changes.server';

export interface SegmentDeps extends EventLogDeps {
  clock: Clock;
}

/** People in one transaction. */
const AT_ONCE = 500;

/**
 * Looks again at those of whom something changed, the longest due first: only by the segments that what changed concerns. Runs in a transaction that
 * holds the shop's segments; gives how many people it looked at.
 */
export async function lookAgain(
  deps: SegmentDeps,
  tx: Db,
  shopId: string,
  segments: readonly LiveSegment[],
  moment: Moment,
  onChanges: OnChanges,
): Promise<number> {
  const dues = await tx.$queryRaw<{ profileId: string; causes: string[] }[]>`
    WITH who AS (SELECT d."profileId", min(d."id") AS "first" FROM (
        SELECT "profileId", "id" FROM segment_dues WHERE "shopId" = ${shopId}::uuid AND "dueAt" <= ${moment.at} ORDER BY "dueAt", "id" LIMIT ${4 * AT_ONCE}) d
      GROUP BY 1 ORDER BY 2 LIMIT ${AT_ONCE}),
    taken AS (DELETE FROM segment_dues d USING who WHERE d."shopId" = ${shopId}::uuid AND d."profileId" = who."profileId" AND d."dueAt" <= ${moment.at}
      RETURNING d."profileId", d."cause")
    SELECT "profileId"::text AS "profileId", array_agg(DISTINCT "cause") AS "causes" FROM taken GROUP BY 1`;
  if (dues.length === 0) return 0;
  const built = segments.filter(({ isBuilt }) => isBuilt);
  const concerned = built.filter(({ causes }) => dues.some((due) => due.causes.some((cause) => causes.has(cause))));
  if (concerned.length > 0) {
    const changes = await findChanges(tx, shopId, concerned, dues, moment);
    await applyChanges(tx, shopId, changes);
    await noteChanges(deps, tx, shopId, changes, onChanges);
  }
  return dues.length;
}

interface Due {
  profileId: string;
  causes: string[];
}

async function findChanges(
  tx: Db,
  shopId: string,
  segments: readonly LiveSegment[],
  dues: readonly Due[],
  moment: Moment,
): Promise<MembershipChange[]> {
  const ids = dues.map(({ profileId }) => profileId);
  const requests = segments.flatMap((segment) => segment.requests);
  const people = await loadPeople(tx, shopId, ids, requests, moment);
  const known = new Map(people.map((person) => [person.id, person]));
  const members = await membershipsOf(tx, shopId, ids, segments);
  return dues.flatMap(({ profileId, causes }) =>
    segments.flatMap((segment): MembershipChange[] => {
      const cause = causes.find((each) => segment.causes.has(each));
      if (!cause) return [];
      const isIn = holdsFor(segment, known.get(profileId), moment);
      if (isIn === members.has(`${segment.id} ${profileId}`)) return [];
      return [{ segmentId: segment.id, profileId, kind: isIn ? 'entered' : 'left', cause, at: moment.at }];
    }),
  );
}

/** Nobody any more (merged into somebody else, or erased) is in nothing. */
const holdsFor = ({ rule, requests }: LiveSegment, person: KnownPerson | undefined, moment: Moment): boolean =>
  person !== undefined && evaluate(rule, answersTo(requests, person, moment));

async function membershipsOf(
  tx: Db,
  shopId: string,
  ids: string[],
  segments: readonly LiveSegment[],
): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ key: string }[]>`
    SELECT m."segmentId"::text || ' ' || m."profileId"::text AS "key" FROM segment_members m
    WHERE m."shopId" = ${shopId}::uuid AND m."profileId" = ANY(${ids}::uuid[]) AND m."segmentId" = ANY(${segments.map(({ id }) => id)}::uuid[])`;
  return new Set(rows.map(({ key }) => key));
}

async function applyChanges(tx: Db, shopId: string, changes: readonly MembershipChange[]): Promise<void> {
  const entered = changes.filter(({ kind }) => kind === 'entered');
  const left = changes.filter(({ kind }) => kind === 'left');
  if (entered.length)
    await tx.segmentMember.createMany({
      data: entered.map(({ segmentId, profileId, at }) => ({ shopId, segmentId, profileId, since: at })),
      skipDuplicates: true,
    });
  if (left.length)
    await tx.$executeRaw`DELETE FROM segment_members m
      USING unnest(${left.map(({ segmentId }) => segmentId)}::uuid[], ${left.map(({ profileId }) => profileId)}::uuid[]) AS gone("segmentId", "profileId")
      WHERE m."shopId" = ${shopId}::uuid AND m."segmentId" = gone."segmentId" AND m."profileId" = gone."profileId"`;
}
