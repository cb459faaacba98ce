import { addMs, minutes } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { IDLE_DAYS } from './hints';

interface Kept {
  id: string;
  /** When its rule or name was last saved. */
  updatedAt: Date;
  /** In it now. */
  people: number;
}

/** Which of a shop's segments nobody was in, came into, left, or changed, for so long that nobody will miss them: their ids. */
export async function idleSegments(db: Db, shopId: string, segments: readonly Kept[], now: Date): Promise<Set<string>> {
  const since = addMs(now, -minutes(IDLE_DAYS * 1_440));
  const empty = segments.filter(({ people, updatedAt }) => people === 0 && updatedAt < since).map(({ id }) => id);
  if (empty.length === 0) return new Set();
  const moved = await db.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT e."properties"->>'segmentId' AS "id" FROM events e
    WHERE e."shopId" = ${shopId}::uuid AND e."type" IN ('segment_entered', 'segment_left') AND e."occurredAt" > ${since}
      AND e."properties"->>'segmentId' = ANY(${empty})`;
  const lively = new Set(moved.map(({ id }) => id));
  return new Set(empty.filter((id) => !lively.has(id)));
}
