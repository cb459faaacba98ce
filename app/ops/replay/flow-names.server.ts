import type { Db } from '~/platform/db/db.server';

/** What a shop's flows are called in their live versions, by their keys. */
export async function flowNames(db: Db, shopId: string): Promise<Map<string, string>> {
  const rows = await db.$queryRaw<{ key: string; name: string }[]>`
    SELECT f."key", v."definition"->>'name' AS "name" FROM flows f
    JOIN flow_versions v ON v."shopId" = f."shopId" AND v."flowKey" = f."key" AND v."version" = f."liveVersion"
    WHERE f."shopId" = ${shopId}::uuid`;
  return new Map(rows.map(({ key, name }) => [key, name]));
}
