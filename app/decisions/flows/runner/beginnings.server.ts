import { Prisma } from '@prisma/client';
import type { RunState } from '../engine/run-state';
import type { LiveFlow } from '../flows.server';
import type { RunSubject } from '../run-subject';
import { notSince } from './entering';

export interface Beginnings {
  shopId: string;
  runs: readonly { id: string; profileId: string; subject: RunSubject }[];
  state: RunState;
  startedAt: Date;
  now: Date;
}

/**
 * Runs that begin, each unless its person is in the flow or may not come again yet. It is asked in the statement that writes; of two at once for one
 * person the partial unique index lets one through.
 */
export function beginningsSql(
  { key, version, definition }: LiveFlow,
  { shopId, runs, state, startedAt, now }: Beginnings,
): Prisma.Sql {
  const since = notSince(definition.again, now);
  return Prisma.sql`
    INSERT INTO flow_runs ("shopId", "id", "flowKey", "version", "profileId", "subject", "state", "startedAt", "dueAt")
    SELECT ${shopId}::uuid, b."id", ${key}, ${version}::int, b."profileId", b."subject", ${JSON.stringify(state)}::jsonb,
      ${startedAt}::timestamptz, ${now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(runs)}::jsonb) AS b("id" uuid, "profileId" uuid, "subject" jsonb)
    WHERE NOT EXISTS (SELECT FROM flow_runs r WHERE r."shopId" = ${shopId}::uuid AND r."profileId" = b."profileId"
      AND r."flowKey" = ${key} AND r."endedAt" > ${since}::timestamptz)
    ON CONFLICT DO NOTHING`;
}
