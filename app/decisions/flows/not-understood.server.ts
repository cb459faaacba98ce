import type { Db } from '~/platform/db/db.server';
import { readFlow } from './flows.server';

export interface FlowNotUnderstood {
  key: string;
  name: string;
  /** People on a version that is not understood. */
  waiting: number;
}

/** Flows that are on and live in a version that is not understood, or have people on one. */
export async function flowsNotUnderstood(db: Db, shopId: string): Promise<FlowNotUnderstood[]> {
  const rows = await db.$queryRaw<{ key: string; name: string | null; definition: unknown; waiting: number }[]>`
    SELECT f."key", v."definition" ->> 'name' AS "name", v."definition", w."waiting" FROM flows f
    JOIN flow_versions v ON v."shopId" = f."shopId" AND v."flowKey" = f."key"
    CROSS JOIN LATERAL (SELECT count(*)::int AS "waiting" FROM flow_runs r WHERE r."shopId" = v."shopId"
      AND r."flowKey" = v."flowKey" AND r."version" = v."version" AND r."status" = 'active') w
    WHERE f."shopId" = ${shopId}::uuid AND f."isOn" AND (v."version" = f."liveVersion" OR w."waiting" > 0)
    ORDER BY f."key", v."version"`;
  const found = new Map<string, FlowNotUnderstood>();
  for (const { key, name, definition, waiting } of rows) {
    if (readFlow(definition)) continue;
    const before = found.get(key)?.waiting ?? 0;
    found.set(key, { key, name: name ?? key, waiting: before + waiting });
  }
  return [...found.values()];
}
