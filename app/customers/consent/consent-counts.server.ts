import type { Db } from '~/platform/db/db.server';
import type { ConsentStateName } from './consent';

/** Addresses of the vault by what their owners said about marketing. */
export async function countByConsent(db: Db, shopId: string): Promise<Record<ConsentStateName, number>> {
  const rows = await db.$queryRaw<{ state: ConsentStateName; count: bigint }[]>`
    SELECT COALESCE(s."state", 'never-given') AS "state", count(*) AS "count"
    FROM addresses a LEFT JOIN consent_states s
      ON s."shopId" = a."shopId" AND s."addressId" = a."id" AND s."purpose" = 'marketing'
    WHERE a."shopId" = ${shopId}::uuid GROUP BY 1`;
  const counts = { granted: 0, pending: 0, withdrawn: 0, 'never-given': 0 };
  for (const { state, count } of rows) counts[state] = Number(count);
  return counts;
}
