import { Prisma } from '@prisma/client';
import type { Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';

/** A mail that is about to leave, with the code that stands in it. */
export interface Carrying {
  messageId: string;
  codeId: string;
}

/**
 * Notes that codes are about to be seen, in the transaction that lets their mails go, and gives the messages whose code is still their person's. Any other
 * must not leave: it would show a code that is somebody else's, or nobody's.
 */
export async function noteShown(
  { clock }: { clock: Clock },
  tx: Db,
  shopId: string,
  carrying: readonly Carrying[],
): Promise<Set<string>> {
  if (carrying.length === 0) return new Set();
  const json = JSON.stringify(carrying);
  const unseen = await tx.$queryRaw<{ messageId: string }[]>`
    UPDATE discount_codes c SET "shownAt" = ${clock.now()}::timestamptz FROM jsonb_to_recordset(${json}::jsonb) AS r("messageId" uuid, "codeId" uuid)
    WHERE c."shopId" = ${shopId}::uuid AND c."id" = r."codeId" AND c."state" = 'given' AND c."usedAt" IS NULL AND c."shownAt" IS NULL
      AND ${areOnePersons(shopId)} RETURNING r."messageId"::text`;
  if (unseen.length === carrying.length) return namesOf(unseen);
  const seen = await tx.$queryRaw<{ messageId: string }[]>`
    SELECT r."messageId"::text FROM jsonb_to_recordset(${json}::jsonb) AS r("messageId" uuid, "codeId" uuid)
    CROSS JOIN LATERAL (SELECT d.* FROM discount_codes d WHERE d."shopId" = ${shopId}::uuid AND d."id" = r."codeId" OFFSET 0) c
    WHERE c."state" = 'given' AND c."usedAt" IS NULL AND c."shownAt" IS NOT NULL AND ${areOnePersons(shopId)}`;
  return namesOf([...unseen, ...seen]);
}

/** The mail `r` and that which the code `c` was given with are of one person. */
const areOnePersons = (shopId: string): Prisma.Sql =>
  Prisma.sql`${personOf(shopId, Prisma.sql`r."messageId"`)} = ${personOf(shopId, Prisma.sql`c."messageId"`)}`;

const personOf = (shopId: string, messageId: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  SELECT COALESCE(p."mergedIntoId", p."id") FROM messages m JOIN profiles p ON p."shopId" = m."shopId" AND p."id" = m."profileId"
  WHERE m."shopId" = ${shopId}::uuid AND m."id" = ${messageId})`;

const namesOf = (rows: readonly { messageId: string }[]): Set<string> =>
  new Set(rows.map(({ messageId }) => messageId));
