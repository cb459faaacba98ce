import { Prisma, type Message } from '@prisma/client';
import type { Topic } from '~/customers/preferences/topics';
import { addMs, minutes } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { BUDGET_DAYS } from './arbiter/later-rules';
import { waits } from './waits.server';

/** A message with the address its person is written to. */
export interface Asked {
  message: Pick<Message, 'id' | 'profileId' | 'priority'>;
  addressId: string | null;
}

/**
 * Every mail `m` there is for the person of `q`, by the address or by another of theirs. Behind OFFSET 0, so that what is asked of it picks no other index:
 * a person has few mails, but where the statistics are from before a shop's first large sending, that of all that was sent seems to be empty.
 */
const mailsOfThem = (shopId: string): Prisma.Sql => Prisma.sql`(
  SELECT * FROM messages a WHERE a."shopId" = ${shopId}::uuid AND a."addressId" = q."addressId"
  UNION ALL SELECT * FROM messages p
    WHERE p."shopId" = ${shopId}::uuid AND p."profileId" = q."profileId" AND p."addressId" IS DISTINCT FROM q."addressId" OFFSET 0)`;

/** It left, or may have. */
const WENT = Prisma.sql`(m."state" IN ('requested', 'accepted', 'unknown') AND m."sentAt" IS NOT NULL)`;

/** More than any budget has room for. */
const MOST_SENT = 50;

const asJson = (asked: readonly Asked[]): string =>
  JSON.stringify(asked.map(({ message: { id, profileId }, addressId }) => ({ id, profileId, addressId })));

/**
 * By message: when its person was written to in the last days, and the last time before, at this address or at another of theirs, the newest first. Mails
 * that may be on their way count; what somebody asked for themselves is no mail of ours to them.
 */
export async function sentLately(
  db: Db,
  shopId: string,
  asked: readonly Asked[],
  now: Date,
): Promise<Map<string, Date[]>> {
  const rows = await db.$queryRaw<{ id: string; sentAt: Date }[]>`
    SELECT q."id", s."sentAt" FROM jsonb_to_recordset(${asJson(asked)}::jsonb) AS q("id" uuid, "profileId" uuid, "addressId" uuid)
    CROSS JOIN LATERAL (SELECT m."sentAt" FROM ${mailsOfThem(shopId)} m
      WHERE m."id" <> q."id" AND ${WENT} AND m."sourceKind" <> 'confirmation'
      ORDER BY m."sentAt" DESC LIMIT ${MOST_SENT}) s
    ORDER BY q."id", s."sentAt" DESC`;
  const since = addMs(now, -minutes(BUDGET_DAYS * 1_440));
  const sent = new Map<string, Date[]>();
  for (const { id, sentAt } of rows) {
    const times = sent.get(id);
    if (!times) sent.set(id, [sentAt]);
    else if (sentAt > since) times.push(sentAt);
  }
  return sent;
}

/** By message: when its person was last written to by one of the flows that write about its topic, or by a campaign about it. */
export async function lastAboutTopic(
  db: Db,
  shopId: string,
  asked: readonly (Asked & { topic: Topic })[],
): Promise<Map<string, Date>> {
  if (asked.length === 0) return new Map();
  const json = asked.map(({ message: { id, profileId }, addressId, topic: { key, flows } }) => ({
    ...{ id, profileId, addressId, key, flows },
  }));
  const rows = await db.$queryRaw<{ id: string; sentAt: Date }[]>`
    SELECT q."id", max(m."sentAt") AS "sentAt"
    FROM jsonb_to_recordset(${JSON.stringify(json)}::jsonb) AS q("id" uuid, "profileId" uuid, "addressId" uuid, "key" text, "flows" text[])
    CROSS JOIN LATERAL ${mailsOfThem(shopId)} m
    WHERE m."id" <> q."id" AND ${WENT} AND m."sourceKind" <> 'confirmation' AND (m."flowKey" = ANY(q."flows") OR (m."sourceKind" = 'campaign' AND EXISTS (SELECT FROM campaigns c
        WHERE c."shopId" = ${shopId}::uuid AND c."id" = m."sourceId" AND c."definition" ->> 'topicKey' = q."key")))
    GROUP BY q."id"`;
  return new Map(rows.map(({ id, sentAt }) => [id, sentAt]));
}

/** A message about a cart, and since when that is as it is. */
interface CartAsked {
  id: string;
  profileId: string;
  addressId: string | null;
  flowKey: string | null;
  /** All that mails may have noted it by. */
  names: (string | null)[];
  since: Date;
}

/** By message: the last mail of another flow about the same cart, since that last changed. Mails that may be on their way count. */
export async function toldOfCart(
  db: Db,
  shopId: string,
  asked: readonly CartAsked[],
): Promise<Map<string, { flow: string; sentAt: Date }>> {
  if (asked.length === 0) return new Map();
  const rows = await db.$queryRaw<{ id: string; flow: string; sentAt: Date }[]>`
    SELECT DISTINCT ON (q."id") q."id", m."flowKey" AS "flow", m."sentAt"
    FROM jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
      AS q("id" uuid, "profileId" uuid, "addressId" uuid, "flowKey" text, "names" text[], "since" timestamptz)
    CROSS JOIN LATERAL ${mailsOfThem(shopId)} m
    WHERE m."flowKey" <> q."flowKey" AND m."subject"->>'cartToken' = ANY(q."names") AND m."sentAt" >= q."since" AND ${WENT}
    ORDER BY q."id", m."sentAt" DESC`;
  return new Map(rows.map(({ id, flow, sentAt }) => [id, { flow, sentAt }]));
}

/** So far ahead it is looked for a mail that would otherwise wait for this one's cap. */
const LOOKS_AHEAD_MINUTES = 240;

/** By message: when a mail of a higher priority for the same person is due, where that is soon. */
export async function higherDueAt(
  db: Db,
  shopId: string,
  asked: readonly Asked[],
  now: Date,
): Promise<Map<string, Date>> {
  const json = asked.map(({ message: { id, profileId, priority } }) => ({ id, profileId, priority }));
  const rows = await db.$queryRaw<{ id: string; dueAt: Date }[]>`
    SELECT q."id", min(m."dueAt") AS "dueAt"
    FROM jsonb_to_recordset(${JSON.stringify(json)}::jsonb) AS q("id" uuid, "profileId" uuid, "priority" int)
    CROSS JOIN LATERAL (SELECT m."dueAt" FROM messages m
      WHERE m."shopId" = ${shopId}::uuid AND m."profileId" = q."profileId" AND ${waits}
        AND m."priority" > q."priority" AND m."dueAt" > ${now}::timestamptz
        AND m."dueAt" <= ${addMs(now, minutes(LOOKS_AHEAD_MINUTES))}::timestamptz OFFSET 0) m
    GROUP BY q."id"`;
  return new Map(rows.map(({ id, dueAt }) => [id, dueAt]));
}
