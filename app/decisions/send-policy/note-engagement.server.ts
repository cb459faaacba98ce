import { isErased } from '~/customers/profiles/begin-erasure.server';
import type { Db } from '~/platform/db/db.server';

export type EngagementKind = 'delivered' | 'opened' | 'clicked' | 'bounced' | 'complained';

const columns = {
  delivered: 'deliveredAt',
  opened: 'openedAt',
  clicked: 'clickedAt',
  bounced: 'bouncedAt',
  complained: 'complainedAt',
} as const;

export interface NotedMessage {
  profileId: string;
  addressId: string | null;
}

/**
 * Whose message something is told of, or null where this shop sent no such message, or its reader was erased: what they do with it now is nobody's.
 * A report about a message that is not settled is evidence that it was accepted: also where it was held to be not sent and planned again.
 */
export async function noteEvidence(db: Db, shopId: string, messageId: string, at: Date): Promise<NotedMessage | null> {
  const message = await db.message.findUnique({ where: { shopId_id: { shopId, id: messageId } } });
  if (!message || (await isErased(db, shopId, message.profileId))) return null;
  await db.message.updateMany({
    where: { shopId, id: messageId, state: { in: ['planned', 'claimed', 'requested', 'unknown'] } },
    data: { state: 'accepted', leaseUntil: null, sentAt: message.sentAt ?? at },
  });
  return { profileId: message.profileId, addressId: message.addressId };
}

/** Notes on a message the first time something came of it. Returns whose message it was, as `noteEvidence` does. */
export async function noteEngagement(
  db: Db,
  shopId: string,
  messageId: string,
  kind: EngagementKind,
  at: Date,
): Promise<NotedMessage | null> {
  const noted = await noteEvidence(db, shopId, messageId, at);
  if (!noted) return null;
  const column = columns[kind];
  const isFirst = { OR: [{ [column]: null }, { [column]: { gt: at } }] };
  await db.message.updateMany({ where: { shopId, id: messageId, ...isFirst }, data: { [column]: at } });
  return noted;
}

/** Takes back from a message what was noted of it wrongly: when it was first opened and clicked is what stands in its reader's history. */
export const noteAnew = (db: Db, shopId: string, messageId: string): Promise<number> =>
  db.$executeRaw`
    UPDATE messages m SET ("openedAt", "clickedAt") = (
      SELECT min(e."occurredAt") FILTER (WHERE e."type" = 'email_opened'), min(e."occurredAt") FILTER (WHERE e."type" = 'email_clicked')
      FROM events e WHERE e."shopId" = m."shopId" AND e."profileId" = m."profileId" AND e."type" IN ('email_opened', 'email_clicked')
        AND e."properties" ->> 'messageId' = m."id"::text)
    WHERE m."shopId" = ${shopId}::uuid AND m."id" = ${messageId}::uuid`;
