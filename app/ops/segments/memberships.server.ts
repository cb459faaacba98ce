import type { Db } from '~/platform/db/db.server';

/** How many people are in just these segments together. */
export interface Pattern {
  segmentIds: string[];
  people: number;
  mailable: number;
}

/**
 * The people of a shop by the segments they are in: one walk over all memberships, from which sizes, who may be mailed and what segments share are
 * added up. There are as many as there are mixtures, at the most as many as people.
 */
export const patternsOf = (db: Db, shopId: string): Promise<Pattern[]> =>
  db.$queryRaw`
    SELECT mixed."segmentIds", count(*)::int AS "people", (count(*) FILTER (WHERE c."state" = 'granted'))::int AS "mailable"
    FROM (SELECT m."profileId", array_agg(m."segmentId"::text ORDER BY m."segmentId") AS "segmentIds"
      FROM segment_members m WHERE m."shopId" = ${shopId}::uuid GROUP BY m."profileId") mixed
    JOIN profiles p ON p."shopId" = ${shopId}::uuid AND p."id" = mixed."profileId"
    LEFT JOIN consent_states c ON c."shopId" = ${shopId}::uuid AND c."addressId" = p."primaryAddressId" AND c."purpose" = 'marketing'
    GROUP BY mixed."segmentIds"`;

export interface Size {
  people: number;
  mailable: number;
}

export function sizesBy(patterns: readonly Pattern[]): Map<string, Size> {
  const sizes = new Map<string, Size>();
  for (const { segmentIds, people, mailable } of patterns)
    for (const id of segmentIds) {
      const size = sizes.get(id) ?? { people: 0, mailable: 0 };
      sizes.set(id, { people: size.people + people, mailable: size.mailable + mailable });
    }
  return sizes;
}

/** How many people both segments have. */
export const sharedBy = (patterns: readonly Pattern[], a: string, b: string): number =>
  patterns.reduce(
    (sum, { segmentIds, people }) => (segmentIds.includes(a) && segmentIds.includes(b) ? sum + people : sum),
    0,
  );

/** What changed in a segment within some time. */
export interface Changes {
  entered: number;
  left: number;
  /** The newest change. */
  lastAt: Date | null;
}

/** Who entered and left the segments of a shop since an instant, by the event log. */
export async function changesSince(db: Db, shopId: string, since: Date, now: Date): Promise<Map<string, Changes>> {
  const rows = await db.$queryRaw<(Changes & { segmentId: string })[]>`
    SELECT e."properties"->>'segmentId' AS "segmentId", (count(*) FILTER (WHERE e."type" = 'segment_entered'))::int AS "entered",
      (count(*) FILTER (WHERE e."type" = 'segment_left'))::int AS "left", max(e."occurredAt") AS "lastAt"
    FROM events e WHERE e."shopId" = ${shopId}::uuid AND e."type" IN ('segment_entered', 'segment_left')
      AND e."occurredAt" > ${since} AND e."occurredAt" <= ${now} GROUP BY 1`;
  return new Map(rows.map(({ segmentId, ...changes }) => [segmentId, changes]));
}
