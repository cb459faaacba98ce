import { isErased } from '~/customers/profiles/begin-erasure.server';
import { addMs, minutes } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { Bounce } from './bounce';

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

/** Notes that a mail came back, the first time, and how: one that came back for now may come back for good later. */
export async function noteBounce(
  db: Db,
  shopId: string,
  messageId: string,
  bounce: Bounce,
  at: Date,
): Promise<NotedMessage | null> {
  const noted = await noteEngagement(db, shopId, messageId, 'bounced', at);
  const isWorse = bounce === 'hard' ? { OR: [{ bounce: null }, { bounce: 'soft' }] } : { bounce: null };
  if (noted) await db.message.updateMany({ where: { shopId, id: messageId, ...isWorse }, data: { bounce } });
  return noted;
}

/** So long after a mail a no is held to be an answer to it. */
const ANSWER_DAYS = 7;

/** Notes of the mail that a no to all mail came after: the one whose link was used, else the newest of the last days to that address. */
export async function noteUnsubscribed(
  db: Db,
  shopId: string,
  { addressId, messageId, at }: { addressId: string; messageId: string | null; at: Date },
): Promise<void> {
  const since = addMs(at, -minutes(ANSWER_DAYS * 1_440));
  // Joined, not compared with a subquery: row-level security lets no subquery be what an index is asked for, and the whole ledger would be read. The
  // address's mails by themselves first: the index of all that was sent would do as well for the newest one, and where the statistics are of an hour in
  // which little was sent, PostgreSQL takes that.
  await db.$executeRaw`
    WITH of_address AS MATERIALIZED (
      SELECT n."id", n."sentAt", n."state", n."sourceKind" FROM messages n
      WHERE n."shopId" = ${shopId}::uuid AND n."addressId" = ${addressId}::uuid),
    answered AS (
      SELECT n."id" FROM of_address n
      WHERE n."id" = ${messageId}::uuid
        OR (n."sentAt" <= ${at} AND n."sentAt" > ${since} AND n."state" = 'accepted' AND n."sourceKind" <> 'confirmation')
      ORDER BY n."id" = ${messageId}::uuid DESC NULLS LAST, n."sentAt" DESC LIMIT 1)
    UPDATE messages m SET "unsubscribedAt" = ${at} FROM answered a
    WHERE m."shopId" = ${shopId}::uuid AND m."id" = a."id" AND m."unsubscribedAt" IS NULL`;
}

/** Takes back from a message what was noted of it wrongly: when it was first opened and clicked is what stands in its reader's history. */
export const noteAnew = (db: Db, shopId: string, messageId: string): Promise<number> =>
  db.$executeRaw`
    UPDATE messages m SET ("openedAt", "clickedAt") = (
      SELECT min(e."occurredAt") FILTER (WHERE e."type" = 'email_opened'), min(e."occurredAt") FILTER (WHERE e."type" = 'email_clicked')
      FROM events e WHERE e."shopId" = m."shopId" AND e."profileId" = m."profileId" AND e."type" IN ('email_opened', 'email_clicked')
        AND e."properties" ->> 'messageId' = m."id"::text)
    WHERE m."shopId" = ${shopId}::uuid AND m."id" = ${messageId}::uuid`;
