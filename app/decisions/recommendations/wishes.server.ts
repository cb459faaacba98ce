import type { Db } from '~/platform/db/db.server';
import { ruleSchema, type MerchandisingRule } from './merchandising';

/** What a merchant wants of recommendations. */
export interface Wishes {
  /** In force now, the oldest first. */
  rules: MerchandisingRule[];
  /** 0…1. */
  marginWeight: number;
}

export async function loadWishes(db: Db, shopId: string, now: Date): Promise<Wishes> {
  const [stored, policy] = await Promise.all([
    db.recommendationRule.findMany({
      where: {
        shopId,
        AND: [
          { OR: [{ startsAt: null }, { startsAt: { lte: now } }] },
          { OR: [{ endsAt: null }, { endsAt: { gt: now } }] },
        ],
      },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      select: { effect: true, strength: true, subject: true },
    }),
    db.recommenderPolicy.findUnique({ where: { shopId }, select: { marginPercent: true } }),
  ]);
  return { rules: stored.map((rule) => ruleSchema.parse(rule)), marginWeight: (policy?.marginPercent ?? 0) / 100 };
}
