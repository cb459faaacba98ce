import { isOneSlipAway } from '~/capture/data-quality/edit-distance';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import type { DuplicateKey } from './duplicate-keys';
import type { DuplicateReason } from './duplicate-score';

/** A number of more people than this is a firm's or a made-up one, and a name with its place a common one: they say nothing of any two. */
const MOST_SHARING = 3;
/** Behind a number, a mailbox or a key of addresses at most so many rows are looked at, the newest: what has more is shared by many. */
const MOST_ROWS = 20;
/** A name, or one with its place, that so many addresses have is common: nobody is looked for by it. */
const MOST_NAMESAKES = 8;

export interface Candidate {
  profileId: string;
  otherId: string;
  reason: DuplicateReason;
}

export interface Candidates {
  candidates: Candidate[];
  /** Pairs that were looked at, each as often as something led to it: what the work costs. */
  compared: number;
  /** Namesakes in one place who are too many for it to say anything. */
  crowds: string[][];
}

/**
 * Who may be the same person as one of these, each pair once a reason. Reads indexes by what two have in common (a number, a mailbox, a key of `duplicate-keys.ts`) and a
 * bounded number of rows behind each, so that it costs as much a person however many people a shop has.
 */
export async function duplicateCandidates(vault: Vault, db: Db, shopId: string, ids: string[]): Promise<Candidates> {
  const [phones, mailboxes, alike] = [
    await samePhone(db, shopId, ids),
    await sameMailbox(db, shopId, ids),
    await sameKey(db, shopId, ids),
  ];
  const open = (sealed: Uint8Array) => vault.open(sealed, shopId);
  const places = byPerson(alike.filter(({ kind }) => kind === 'place'));
  const candidates = [
    ...phones.map((pair) => ({ ...pair, reason: pair.isOtherName ? 'household-phone' : 'same-phone' }) as const),
    ...mailboxes.map((pair) => ({ ...pair, reason: 'same-mailbox' }) as const),
    ...few(places).map((pair) => ({ ...pair, reason: 'same-name-and-place' }) as const),
    ...alike
      .filter(({ kind, email, otherEmail }) => kind !== 'place' && isOneSlipAway(open(email), open(otherEmail)))
      .map((pair) => ({ ...pair, reason: 'one-slip' }) as const),
  ];
  return { candidates, compared: phones.length + mailboxes.length + alike.length, crowds: crowdsOf(places) };
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

type Alike = Pair & { kind: DuplicateKey['kind']; email: Uint8Array; otherEmail: Uint8Array };

/** Namesakes with whom an address has a key in common. */
const sameKey = (db: Db, shopId: string, ids: string[]) => db.$queryRaw<Alike[]>`
  SELECT DISTINCT a."profileId"::text, b."profileId"::text AS "otherId", k."kind", a."email", b."email" AS "otherEmail" FROM addresses a
  JOIN duplicate_keys k ON k."shopId" = a."shopId" AND k."addressId" = a."id"
  CROSS JOIN LATERAL (SELECT array_agg(few."addressId") AS "ids" FROM (SELECT o."addressId" FROM duplicate_keys o
    WHERE o."shopId" = k."shopId" AND o."key" = k."key" AND o."addressId" <> k."addressId" ORDER BY o."addressId" DESC
    LIMIT CASE WHEN k."kind" = 'email' THEN ${MOST_ROWS}::int ELSE ${MOST_NAMESAKES}::int END) few) others
  JOIN addresses b ON b."shopId" = a."shopId" AND b."id" = ANY(others."ids")
  WHERE a."shopId" = ${shopId}::uuid AND a."profileId" = ANY(${ids}::uuid[]) AND b."profileId" <> a."profileId"
    AND (k."kind" = 'email' OR cardinality(others."ids") < ${MOST_NAMESAKES})`;

function byPerson(alike: Alike[]): Alike[][] {
  const groups = new Map<string, Alike[]>();
  for (const pair of alike) groups.set(pair.profileId, [...(groups.get(pair.profileId) ?? []), pair]);
  return [...groups.values()];
}

const peopleIn = (pairs: Alike[]): string[] => [
  ...new Set(pairs.flatMap(({ profileId, otherId }) => [profileId, otherId])),
];

const few = (groups: Alike[][]): Alike[] => groups.filter((pairs) => peopleIn(pairs).length <= MOST_SHARING).flat();

const crowdsOf = (groups: Alike[][]): string[][] => groups.map(peopleIn).filter((who) => who.length > MOST_SHARING);
