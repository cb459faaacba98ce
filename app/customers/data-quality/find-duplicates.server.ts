import type { Clock } from '~/platform/clock/clock';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Database, Db } from '~/platform/db/db.server';
import { separatedPairs } from '../profiles/profile-tree.server';
import { duplicateCandidates } from './duplicate-candidates.server';
import { keepDuplicateKeys } from './keep-duplicate-keys.server';
import { duplicateScore, LEAST_SCORE, sortedReasons, type DuplicateReason } from './duplicate-score';

export interface DuplicateDeps {
  db: Database;
  clock: Clock;
  vault: Vault;
}

const AT_ONCE = 100;
/** After so many batches other shops have their turn. */
const MOST_BATCHES = 20;

/** Looks for duplicates of everybody who is due, and proposes them. Merges nobody. Returns when to go on: at once while somebody is due, else null. */
export async function findDuplicates(deps: DuplicateDeps, shopId: string): Promise<Date | null> {
  for (let batch = 0; batch < MOST_BATCHES; batch++) if (!(await findSomeDuplicates(deps, shopId))) break;
  return nextDuplicateAt(deps.db.prisma, deps.clock, shopId);
}

/** Looks at the next people who are due. Returns how many pairs that took; null where nobody was. */
export const findSomeDuplicates = (deps: DuplicateDeps, shopId: string): Promise<number | null> =>
  deps.db.transaction((tx) => lookAtSome(deps, tx, shopId));

/** When duplicates are next to be looked for, by business time. */
export async function nextDuplicateAt(db: Db, clock: Clock, shopId: string): Promise<Date | null> {
  const due = await db.duplicateDue.findFirst({ where: { shopId }, select: { id: true } });
  return due && clock.now();
}

async function lookAtSome({ clock, vault }: DuplicateDeps, tx: Db, shopId: string): Promise<number | null> {
  // Two who look at the same time would not see each other's keys.
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`duplicates:${shopId}`}, 0))::text`;
  const due = await tx.$queryRaw<{ profileId: string }[]>`
    DELETE FROM duplicate_dues WHERE "shopId" = ${shopId}::uuid AND "id" IN (
      SELECT "id" FROM duplicate_dues WHERE "shopId" = ${shopId}::uuid ORDER BY "id" LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)
    RETURNING "profileId"::text`;
  if (!due.length) return null;
  const ids = [...new Set(due.map(({ profileId }) => profileId))];
  await tx.$executeRaw`
    DELETE FROM duplicate_proposals WHERE "shopId" = ${shopId}::uuid AND ("oneId" = ANY(${ids}::uuid[]) OR "otherId" = ANY(${ids}::uuid[]))`;
  await keepDuplicateKeys(vault, tx, shopId, ids);
  const { candidates, compared, crowds } = await duplicateCandidates(vault, tx, shopId, ids);
  const pairs = worthSaying(candidates);
  const separated = await separatedPairs(tx, shopId, [
    ...new Set(pairs.flatMap(({ oneId, otherId }) => [oneId, otherId])),
  ]);
  const open = pairs.filter(({ oneId, otherId }) => !separated.has(`${oneId} ${otherId}`));
  await dropCommonNames(tx, shopId, crowds);
  await propose(tx, shopId, open, clock.now());
  return compared;
}

interface Proposal {
  oneId: string;
  otherId: string;
  score: number;
  reasons: DuplicateReason[];
}

function worthSaying(candidates: { profileId: string; otherId: string; reason: DuplicateReason }[]): Proposal[] {
  const reasons = new Map<string, Set<DuplicateReason>>();
  for (const { profileId, otherId, reason } of candidates) {
    const key = [profileId, otherId].sort().join(' ');
    reasons.set(key, (reasons.get(key) ?? new Set()).add(reason));
  }
  return [...reasons].flatMap(([key, given]) => {
    const [oneId = '', otherId = ''] = key.split(' ');
    const score = duplicateScore([...given]);
    return score >= LEAST_SCORE ? [{ oneId, otherId, score, reasons: sortedReasons(given) }] : [];
  });
}

/** Who was proposed for a name and place that were still few people's is not any more, now that there are more of them. */
async function dropCommonNames(tx: Db, shopId: string, crowds: string[][]): Promise<void> {
  const pairs = crowds.flatMap((who) =>
    who.flatMap((one) => who.flatMap((other) => (one < other ? [[one, other]] : []))),
  );
  if (!pairs.length) return;
  const [ones, others] = [pairs.map(([one]) => one), pairs.map(([, other]) => other)];
  await tx.$executeRaw`
    DELETE FROM duplicate_proposals d USING unnest(${ones}::uuid[], ${others}::uuid[]) AS p("oneId", "otherId")
    WHERE d."shopId" = ${shopId}::uuid AND d."oneId" = p."oneId" AND d."otherId" = p."otherId"
      AND d."reasons" <@ ${BY_PLACE}::text[]`;
}

/** What is too little without the place. */
const BY_PLACE: DuplicateReason[] = ['same-name-and-place', 'household-phone'];

/** Holds whom it is about, so that nobody who is just merged or erased is proposed; of whom somebody else holds it is looked again. */
async function propose(tx: Db, shopId: string, proposals: Proposal[], foundAt: Date): Promise<void> {
  if (!proposals.length) return;
  const ids = [...new Set(proposals.flatMap(({ oneId, otherId }) => [oneId, otherId]))];
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id"::text FROM profiles WHERE "shopId" = ${shopId}::uuid AND "id" = ANY(${ids}::uuid[]) AND "mergedIntoId" IS NULL AND "erasedAt" IS NULL
    FOR SHARE SKIP LOCKED`;
  const held = new Set(rows.map(({ id }) => id));
  const isHeld = ({ oneId, otherId }: Proposal) => held.has(oneId) && held.has(otherId);
  const data = proposals.filter(isHeld).map((proposal) => ({ shopId, foundAt, ...proposal }));
  await tx.duplicateProposal.createMany({ data, skipDuplicates: true });
  const missed = ids.filter((id) => !held.has(id));
  await tx.$executeRaw`
    INSERT INTO duplicate_dues ("shopId", "profileId") SELECT "shopId", "id" FROM profiles
    WHERE "shopId" = ${shopId}::uuid AND "id" = ANY(${missed}::uuid[]) AND "mergedIntoId" IS NULL AND "erasedAt" IS NULL`;
}
