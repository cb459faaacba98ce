import type { Db } from '~/platform/db/db.server';

/** What the flow really did within a window. */
export interface ReallyHappened {
  begun: number;
  mailed: number;
  sent: number;
  /** Credited to clicks in its mails, in minor units. */
  creditedMinor: number;
}

interface Asked {
  shopId: string;
  flowKey: string;
  from: Date;
  until: Date;
}

/** Beside what it would have done: its runs that began within a window, and their mails. */
export async function reallyHappened(db: Db, { shopId, flowKey, from, until }: Asked): Promise<ReallyHappened> {
  const begun = await db.flowRun.count({ where: { shopId, flowKey, startedAt: { gte: from, lte: until } } });
  const rows = await db.$queryRaw<{ mailed: number; sent: number; minor: number }[]>`
    SELECT count(DISTINCT m."profileId")::int AS "mailed", count(*)::int AS "sent",
      COALESCE(sum(a."minor"), 0)::float8 AS "minor"
    FROM messages m JOIN flow_runs r ON r."shopId" = m."shopId" AND r."id" = m."sourceId"
      AND r."startedAt" >= ${from}::timestamptz AND r."startedAt" <= ${until}::timestamptz
    LEFT JOIN LATERAL (SELECT sum(t."revenueMinor") AS "minor" FROM attributions t
      WHERE t."shopId" = m."shopId" AND t."messageId" = m."id" AND t."model" = 'last-touch') a ON true
    WHERE m."shopId" = ${shopId}::uuid AND m."flowKey" = ${flowKey} AND m."sentAt" IS NOT NULL
      AND m."state" IN ('requested', 'accepted', 'unknown')`;
  const { mailed = 0, sent = 0, minor = 0 } = rows[0] ?? {};
  return { begun, mailed, sent, creditedMinor: minor };
}
