import type { Db } from '~/platform/db/db.server';

export interface NamedFlow {
  key: string;
  name: string;
}

/** A shop's flows as they are called in their live versions, those that are off too, and those whose version is not understood here. */
export const namedFlows = (db: Db, shopId: string): Promise<NamedFlow[]> => db.$queryRaw<NamedFlow[]>`
  SELECT f."key", COALESCE(v."definition"->>'name', f."key") AS "name" FROM flows f
  JOIN flow_versions v ON v."shopId" = f."shopId" AND v."flowKey" = f."key" AND v."version" = f."liveVersion"
  WHERE f."shopId" = ${shopId}::uuid ORDER BY f."key"`;

/** The same by their keys. */
export async function flowNames(db: Db, shopId: string): Promise<Map<string, string>> {
  return new Map((await namedFlows(db, shopId)).map(({ key, name }) => [key, name]));
}
