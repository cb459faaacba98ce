import { Prisma } from '@prisma/client';
import type { Db } from '~/platform/db/db.server';
import { separatedPairs } from '../profiles/profile-tree.server';
import type { DuplicateReason } from './duplicate-score';

export interface ProposedPair {
  oneId: string;
  otherId: string;
  /** 0 to 1. */
  score: number;
  reasons: DuplicateReason[];
}

/** Both are somebody of their own: who was merged, erased or kept apart a moment ago is not shown any more. */
const stillOpen = Prisma.sql`
  NOT EXISTS (SELECT FROM profiles p WHERE p."shopId" = d."shopId" AND p."id" IN (d."oneId", d."otherId")
    AND (p."mergedIntoId" IS NOT NULL OR p."erasedAt" IS NOT NULL))
  AND NOT EXISTS (SELECT FROM profile_separations s WHERE s."shopId" = d."shopId" AND s."oneId" = d."oneId" AND s."otherId" = d."otherId")`;

/** Pairs to decide, the likeliest first. @param skip how many of them are left out before */
export async function openDuplicates(db: Db, shopId: string, limit: number, skip = 0): Promise<ProposedPair[]> {
  return db.$queryRaw`
    SELECT d."oneId"::text, d."otherId"::text, d."score", d."reasons" FROM duplicate_proposals d
    WHERE d."shopId" = ${shopId}::uuid AND ${stillOpen} ORDER BY d."score" DESC, d."oneId", d."otherId" LIMIT ${limit} OFFSET ${skip}`;
}

export async function countDuplicates(db: Db, shopId: string): Promise<number> {
  const [{ count }] = await db.$queryRaw<[{ count: number }]>`
    SELECT count(*)::int AS "count" FROM duplicate_proposals d WHERE d."shopId" = ${shopId}::uuid AND ${stillOpen}`;
  return count;
}

/** Whether a pair waits to be decided. Needs the shop's identities locked, if it is then decided. */
export async function isProposed(db: Db, shopId: string, oneId: string, otherId: string): Promise<boolean> {
  const [row] = await db.$queryRaw<{ open: boolean }[]>`
    SELECT TRUE AS "open" FROM duplicate_proposals d
    WHERE d."shopId" = ${shopId}::uuid AND d."oneId" = ${oneId}::uuid AND d."otherId" = ${otherId}::uuid AND ${stillOpen}`;
  return row !== undefined && !(await separatedPairs(db, shopId, [oneId, otherId])).size;
}

/** Remembers that two who look alike are two: neither a report nor a proposal joins them again. */
export async function keepApart(db: Db, shopId: string, one: string, other: string, separatedAt: Date): Promise<void> {
  const [oneId = '', otherId = ''] = [one, other].sort();
  await db.profileSeparation.createMany({ data: [{ shopId, oneId, otherId, separatedAt }], skipDuplicates: true });
  await db.duplicateProposal.deleteMany({ where: { shopId, oneId, otherId } });
}
