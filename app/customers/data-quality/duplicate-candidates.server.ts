import { isOneSlipAway } from '~/capture/data-quality/edit-distance';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import type { DuplicateReason } from './duplicate-score';

/** A number of more people than this is a firm's or a made-up one, and says nothing of any two. */
const MOST_SHARING = 3;
/** Of a number or a mailbox at most so many rows are looked at: what has more is shared by many. */
const MOST_ROWS = 20;
/** Of one person at most so many namesakes are looked at, the newest. */
const MOST_NAMESAKES = 20;

export interface Candidate {
  profileId: string;
  otherId: string;
  reason: DuplicateReason;
}

export interface Candidates {
  candidates: Candidate[];
  /** Pairs that were looked at, each as often as something led to it: what the work costs. */
  compared: number;
}

/**
 * Who may be the same person as one of these, each pair once a reason. Reads indexes by what two have in common (a number, a mailbox, a whole name) and a
 * bounded number of rows behind each, so that it costs as much a person however many people a shop has.
 */
export async function duplicateCandidates(vault: Vault, db: Db, shopId: string, ids: string[]): Promise<Candidates> {
  const [phones, mailboxes, namesakes] = [
    await samePhone(db, shopId, ids),
    await sameMailbox(db, shopId, ids),
    await sameName(db, shopId, ids),
  ];
  const open = (sealed: Uint8Array) => vault.open(sealed, shopId);
  const candidates = [
    ...phones.map((pair) => ({ ...pair, reason: pair.isOtherName ? 'household-phone' : 'same-phone' }) as const),
    ...mailboxes.map((pair) => ({ ...pair, reason: 'same-mailbox' }) as const),
    ...namesakes
      .filter(({ isSamePlace }) => isSamePlace)
      .map((pair) => ({ ...pair, reason: 'same-name-and-place' }) as const),
    ...namesakes
      .filter(({ email, otherEmail }) => isOneSlipAway(open(email), open(otherEmail)))
      .map((pair) => ({ ...pair, reason: 'one-slip' }) as const),
  ];
  return { candidates, compared: phones.length + mailboxes.length + namesakes.length };
}

interface Pair {
  profileId: string;
  otherId: string;
}

/** Of two who have a number in common, whether both are named and no word of their names but one (a family's) is the same. */
const samePhone = (db: Db, shopId: string, ids: string[]) => db.$queryRaw<(Pair & { isOtherName: boolean })[]>`
  WITH pairs AS (
    SELECT DISTINCT p."profileId", o."profileId" AS "otherId" FROM phones p
    CROSS JOIN LATERAL (
      SELECT array_agg(DISTINCT few."profileId") AS "who", count(*) AS "rows" FROM (SELECT s."profileId" FROM phones s
        WHERE s."shopId" = p."shopId" AND s."phoneHash" = p."phoneHash" LIMIT ${MOST_ROWS}) few) shared
    CROSS JOIN LATERAL unnest(shared."who") AS o("profileId")
    WHERE p."shopId" = ${shopId}::uuid AND p."profileId" = ANY(${ids}::uuid[]) AND o."profileId" <> p."profileId"
      AND shared."rows" < ${MOST_ROWS} AND cardinality(shared."who") <= ${MOST_SHARING}),
  names AS (
    SELECT a."profileId", array_agg(DISTINCT t."token") AS "tokens" FROM addresses a
    JOIN name_tokens t ON t."shopId" = a."shopId" AND t."addressId" = a."id"
    WHERE a."shopId" = ${shopId}::uuid AND a."profileId" IN (SELECT "profileId" FROM pairs UNION SELECT "otherId" FROM pairs) GROUP BY 1)
  SELECT pairs."profileId"::text, pairs."otherId"::text, n."tokens" IS NOT NULL AND m."tokens" IS NOT NULL
    AND (SELECT count(*) FROM unnest(n."tokens") AS one WHERE one = ANY(m."tokens")) < LEAST(2, cardinality(n."tokens"), cardinality(m."tokens"))
    AS "isOtherName"
  FROM pairs LEFT JOIN names n ON n."profileId" = pairs."profileId" LEFT JOIN names m ON m."profileId" = pairs."otherId"`;

const sameMailbox = (db: Db, shopId: string, ids: string[]) => db.$queryRaw<Pair[]>`
  SELECT DISTINCT a."profileId"::text, b."profileId"::text AS "otherId" FROM addresses a
  JOIN address_checks c ON c."shopId" = a."shopId" AND c."addressId" = a."id"
  CROSS JOIN LATERAL (SELECT d."addressId" FROM address_checks d WHERE d."shopId" = c."shopId" AND d."mailboxHash" = c."mailboxHash"
    AND d."addressId" <> c."addressId" LIMIT ${MOST_ROWS}) d
  JOIN addresses b ON b."shopId" = a."shopId" AND b."id" = d."addressId"
  WHERE a."shopId" = ${shopId}::uuid AND a."profileId" = ANY(${ids}::uuid[]) AND b."profileId" <> a."profileId"`;

type Namesakes = Pair & { email: Uint8Array; otherEmail: Uint8Array; isSamePlace: boolean };

/** Two who have all words of a name in common, two at least; and whether they live in one place. */
const sameName = (db: Db, shopId: string, ids: string[]) => db.$queryRaw<Namesakes[]>`
  SELECT a."profileId"::text, b."profileId"::text AS "otherId", a."email", b."email" AS "otherEmail",
    COALESCE(lower(p."city") = lower(q."city") AND p."countryCode" = q."countryCode", FALSE) AS "isSamePlace"
  FROM addresses a
  CROSS JOIN LATERAL (SELECT o."profileId", o."email" FROM addresses o WHERE o."shopId" = a."shopId" AND o."nameKey" = a."nameKey"
    AND o."id" <> a."id" ORDER BY o."id" DESC LIMIT ${MOST_NAMESAKES}) b
  JOIN profiles p ON p."shopId" = a."shopId" AND p."id" = a."profileId"
  JOIN profiles q ON q."shopId" = a."shopId" AND q."id" = b."profileId"
  WHERE a."shopId" = ${shopId}::uuid AND a."profileId" = ANY(${ids}::uuid[]) AND b."profileId" <> a."profileId"`;
