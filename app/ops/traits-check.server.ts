import type { DriftedTrait } from '~/customers/enrichment/recount-traits.server';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import { DRIFTED } from './finding-words';

/** What came of it when everybody was counted anew last. */
export interface TraitsCheck {
  /** Null: that has not been done yet. */
  countedAt: string | null;
  people: number;
  /** Who came out otherwise than was kept, though nothing of theirs had changed: nobody, if all goes well. */
  drifted: number;
  url: string;
  isUnderWay: boolean;
}

export async function traitsCheck(db: Db, shopId: string): Promise<TraitsCheck> {
  const [scale, rebuild] = await Promise.all([
    db.traitScale.findUnique({ where: { shopId } }),
    db.traitRebuild.findUnique({ where: { shopId } }),
  ]);
  return {
    countedAt: scale?.countedAt.toISOString() ?? null,
    ...{ people: scale?.people ?? 0, drifted: scale?.drifted ?? 0 },
    url: `/app/data/${DRIFTED}`,
    isUnderWay: rebuild !== null,
  };
}

const WORDS: Record<DriftedTrait, string> = {
  'days-between-orders': 'how often they order',
  'typical-price': 'what they pay for a piece',
  'usual-device': 'what they come by',
  history: 'how much they looked at and bought',
  place: 'where they live',
  scores: 'how they stand beside others',
};

/** Whom the newest whole count found, the newest of them first: for pages that show them. Who was erased since is not among them. */
export async function driftRows(
  vault: Vault,
  db: Db,
  shopId: string,
  { limit, skip }: { limit: number; skip: number },
): Promise<{ profileId: string; before: string; after: string }[]> {
  const rows = await db.$queryRaw<{ profileId: string; what: DriftedTrait[]; email: Uint8Array | null }[]>`
    SELECT d."profileId"::text, d."what", a."email" FROM trait_drifts d
    JOIN trait_scales s ON s."shopId" = d."shopId" AND s."countedAt" >= d."startedAt"
    JOIN profiles p ON p."shopId" = d."shopId" AND p."id" = d."profileId"
    LEFT JOIN addresses a ON a."shopId" = p."shopId" AND a."id" = p."primaryAddressId"
    WHERE d."shopId" = ${shopId}::uuid ORDER BY p."lastSeenAt" DESC, p."id" LIMIT ${limit} OFFSET ${skip}`;
  return rows.map(({ profileId, what, email }) => ({
    profileId,
    before: email ? vault.open(email, shopId) : 'A visitor',
    after: what.map((each) => WORDS[each]).join(', '),
  }));
}
