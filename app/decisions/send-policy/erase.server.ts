import type { Prisma } from '@prisma/client';
import type { Db } from '~/platform/db/db.server';

/**
 * Stops everything that is under way for persons who are erased, and takes out of their runs and messages what leads to them: carts, addresses, the mail
 * provider's own name of a mail, and its words, which can quote an address. What was decided, sent and clicked stays. Returns the ids of all their messages.
 */
export async function eraseRunsAndMessages(db: Db, shopId: string, profileIds: string[], now: Date): Promise<string[]> {
  const theirs = { shopId, profileId: { in: profileIds } };
  await db.flowRun.updateMany({
    where: { ...theirs, status: 'active' },
    data: { status: 'ended', dueAt: null, endedAt: now, outcome: { kind: 'erased' } },
  });
  await db.flowRun.updateMany({ where: theirs, data: { subject: NO_CART } });
  await db.flowTurnedAway.deleteMany({ where: theirs });
  await db.message.updateMany({
    where: { ...theirs, state: { in: ['planned', 'claimed'] } },
    data: { state: 'skipped', leaseUntil: null, reason: { code: 'no-address' } },
  });
  const rows = await db.$queryRaw<{ id: string }[]>`
    UPDATE messages SET "addressId" = NULL, "providerMessageId" = NULL, "subject" = ${JSON.stringify(NO_CART)}::jsonb,
      "reason" = CASE WHEN jsonb_typeof("reason") = 'object' THEN "reason" - 'detail' END
    WHERE "shopId" = ${shopId}::uuid AND "profileId" = ANY(${profileIds}::uuid[]) RETURNING "id"::text`;
  const ids = rows.map(({ id }) => id);
  await db.messageDecision.deleteMany({ where: { shopId, messageId: { in: ids } } });
  return ids;
}

const NO_CART = { cartToken: null } satisfies Prisma.InputJsonObject;
