import { Prisma } from '@prisma/client';
import type { Db } from '~/platform/db/db.server';
import type { Campaign } from './campaign';

/** Why somebody will not get a mail, as far as that can be known before its time. */
export const STANDINGS = [
  'no-address',
  'suppressed',
  'no-consent',
  'address-impossible',
  'paused-by-person',
  'topic-off',
] as const;
export type Standing = (typeof STANDINGS)[number];

export interface Asked {
  shopId: string;
  audience: Campaign['audience'];
  topicKey: string | null;
  /** For when it is asked, by business time. */
  at: Date;
}

const isLeftOut = (ids: readonly string[]): Prisma.Sql =>
  ids.length === 0
    ? Prisma.sql`false`
    : Prisma.sql`EXISTS (SELECT FROM segment_members x WHERE x."shopId" = m."shopId" AND x."profileId" = m."profileId" AND x."segmentId" = ANY(${ids}::uuid[]))`;

/**
 * The person `pr` of each `chosen`, with their address's consent, check and preferences: what `standing` looks at. Each is asked for by itself, by an index
 * that begins with the person: a database that has no statistics yet joins the whole of one table with the whole of another.
 */
const withPerson = (shopId: string): Prisma.Sql => Prisma.sql`
  CROSS JOIN LATERAL (SELECT p.* FROM profiles p WHERE p."shopId" = ${shopId}::uuid AND p."id" = chosen."profileId" LIMIT 1) pr
  LEFT JOIN LATERAL (SELECT c."state", c."entrySeq" FROM consent_states c
    WHERE c."shopId" = ${shopId}::uuid AND c."addressId" = pr."primaryAddressId" AND c."purpose" = 'marketing' LIMIT 1) cs ON true
  LEFT JOIN LATERAL (SELECT e."source" FROM consent_entries e
    WHERE e."shopId" = ${shopId}::uuid AND e."seq" = cs."entrySeq" AND cs."state" = 'withdrawn' LIMIT 1) ce ON true
  LEFT JOIN LATERAL (SELECT a."state" FROM address_checks a
    WHERE a."shopId" = ${shopId}::uuid AND a."addressId" = pr."primaryAddressId" LIMIT 1) ac ON true
  LEFT JOIN LATERAL (SELECT f."pausedUntil", f."topicsOff" FROM mail_preferences f
    WHERE f."shopId" = ${shopId}::uuid AND f."addressId" = pr."primaryAddressId" LIMIT 1) mp ON true`;

/** The first of what the arbiter would hold against a mail to `pr`, in its order; null: nothing. */
const standing = ({ topicKey, at }: Pick<Asked, 'topicKey' | 'at'>): Prisma.Sql => Prisma.sql`CASE
  WHEN pr."primaryAddressId" IS NULL THEN 'no-address'
  WHEN ce."source" IN ('bounce', 'complaint', 'postmark') THEN 'suppressed'
  WHEN cs."state" IS DISTINCT FROM 'granted' THEN 'no-consent'
  WHEN ac."state" = 'impossible' THEN 'address-impossible'
  WHEN mp."pausedUntil" > ${at}::timestamptz THEN 'paused-by-person'
  WHEN ${topicKey}::text = ANY(mp."topicsOff") THEN 'topic-off' END`;

export interface AudienceCounts {
  people: number;
  reach: number;
  /** Of those who can be written to: who got a mail since `lately`, so that this one may have to wait. */
  lately: number;
  /** How many stand against it, by why. */
  against: Partial<Record<Standing, number>>;
}

/** How many an audience is, and how many of them can be written to, as things are: one statement. */
export async function countAudience(db: Db, asked: Asked, lately: Date): Promise<AudienceCounts> {
  const { shopId, audience } = asked;
  const rows = await db.$queryRaw<{ why: Standing | null; people: bigint; lately: bigint }[]>`
    WITH chosen AS (
      SELECT DISTINCT m."profileId" FROM segment_members m
      WHERE m."shopId" = ${shopId}::uuid AND m."segmentId" = ANY(${audience.segmentIds}::uuid[]) AND NOT ${isLeftOut(audience.excludedSegmentIds)}),
    judged AS (
      SELECT ${standing(asked)} AS "why", pr."id" FROM chosen ${withPerson(shopId)}
      WHERE pr."mergedIntoId" IS NULL AND pr."erasedAt" IS NULL)
    SELECT j."why", count(*) AS "people", count(*) FILTER (WHERE j."why" IS NULL AND EXISTS (SELECT FROM messages w
      WHERE w."shopId" = ${shopId}::uuid AND w."profileId" = j."id" AND w."sentAt" > ${lately}
        AND w."state" IN ('requested', 'accepted', 'unknown') AND w."sourceKind" <> 'confirmation')) AS "lately"
    FROM judged j GROUP BY 1`;
  const of = (why: Standing | null) => rows.find((row) => row.why === why);
  return {
    people: rows.reduce((sum, { people }) => sum + Number(people), 0),
    reach: Number(of(null)?.people ?? 0),
    lately: Number(of(null)?.lately ?? 0),
    against: Object.fromEntries(rows.flatMap(({ why, people }) => (why ? [[why, Number(people)]] : []))),
  };
}

/** Somebody of an audience, as preparing needs them. */
export interface Member {
  profileId: string;
  why: Standing | null;
  /** False: merged into somebody else meanwhile, or erased. */
  isSomebody: boolean;
  countryCode: string | null;
  regionCode: string | null;
}

const asMember = (asked: Pick<Asked, 'topicKey' | 'at'>): Prisma.Sql =>
  Prisma.sql`pr."id"::text AS "profileId", ${standing(asked)} AS "why", (pr."mergedIntoId" IS NULL AND pr."erasedAt" IS NULL) AS "isSomebody", pr."countryCode", pr."regionCode"`;

/** The next people of an audience after one of them, by their random ids: those who came into a segment after `at` are not among them. */
export function audienceAfter(db: Db, asked: Asked, after: string | null, limit: number): Promise<Member[]> {
  const { shopId, audience, at } = asked;
  // Of each segment the next few, so that none is walked to its end for one step.
  return db.$queryRaw<Member[]>`
    WITH chosen AS (
      SELECT DISTINCT few."profileId" FROM unnest(${audience.segmentIds}::uuid[]) AS s("id"), LATERAL (
        SELECT m."profileId" FROM segment_members m
        WHERE m."shopId" = ${shopId}::uuid AND m."segmentId" = s."id" AND m."profileId" > ${after ?? NOBODY}::uuid AND m."since" <= ${at}
          AND NOT ${isLeftOut(audience.excludedSegmentIds)}
        ORDER BY m."profileId" LIMIT ${limit}) AS few
      ORDER BY 1 LIMIT ${limit})
    SELECT ${asMember(asked)}
    FROM chosen ${withPerson(shopId)}
    ORDER BY pr."id"`;
}

/** Comes before every profile. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Those of a campaign's first mail who neither opened it nor clicked in it, nor ordered since, nor sent it back. */
const unread = (shopId: string, campaignId: string): Prisma.Sql => Prisma.sql`
  FROM messages m
  WHERE m."shopId" = ${shopId}::uuid AND m."sourceKind" = 'campaign' AND m."sourceId" = ${campaignId}::uuid AND m."stepKey" = 'mail'
    AND m."state" = 'accepted' AND m."openedAt" IS NULL AND m."clickedAt" IS NULL AND m."bouncedAt" IS NULL AND m."complainedAt" IS NULL
    AND NOT EXISTS (SELECT FROM orders o WHERE o."shopId" = m."shopId" AND o."profileId" = m."profileId"
      AND o."placedAt" >= m."sentAt" AND NOT o."isTest" AND o."cancelledAt" IS NULL)`;

/** As `audienceAfter`, of those who did not read the first mail. Who has unsubscribed since is among them with why. */
export function unreadAfter(
  db: Db,
  asked: Omit<Asked, 'audience'> & { campaignId: string },
  after: string | null,
  limit: number,
): Promise<Member[]> {
  const { shopId, campaignId } = asked;
  return db.$queryRaw<Member[]>`
    WITH chosen AS (
      SELECT m."profileId" ${unread(shopId, campaignId)} AND m."profileId" > ${after ?? NOBODY}::uuid ORDER BY 1 LIMIT ${limit})
    SELECT ${asMember(asked)}
    FROM chosen ${withPerson(shopId)}
    ORDER BY pr."id"`;
}

export async function countUnread(db: Db, shopId: string, campaignId: string): Promise<number> {
  const [row] = await db.$queryRaw<{ count: bigint }[]>`SELECT count(*) AS "count" ${unread(shopId, campaignId)}`;
  return Number(row?.count ?? 0);
}
