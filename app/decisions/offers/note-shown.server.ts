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
  const rows = await tx.$queryRaw<{ messageId: string }[]>`
    UPDATE discount_codes c SET "shownAt" = COALESCE(c."shownAt", ${clock.now()}::timestamptz)
    FROM jsonb_to_recordset(${JSON.stringify(carrying)}::jsonb) AS r("messageId" uuid, "codeId" uuid), messages own, messages had
    WHERE c."shopId" = ${shopId}::uuid AND c."id" = r."codeId" AND c."state" = 'given' AND c."usedAt" IS NULL
      AND own."shopId" = c."shopId" AND own."id" = r."messageId" AND had."shopId" = c."shopId" AND had."id" = c."messageId"
      AND had."profileId" = own."profileId"
    RETURNING r."messageId"::text`;
  return new Set(rows.map(({ messageId }) => messageId));
}
