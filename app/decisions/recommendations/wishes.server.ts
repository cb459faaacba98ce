import type { Db } from '~/platform/db/db.server';
import { ruleSchema, type MerchandisingRule } from './merchandising';

/** What a merchant wants of recommendations. */
export interface Wishes {
  /** In force now, the oldest first. */
  rules: MerchandisingRule[];
  /** 0…1. */
  marginWeight: number;
}

interface WishRow {
  marginPercent: number | null;
  rules: unknown[];
}

/** One statement by hand: a storefront waits for it. */
export async function loadWishes(db: Db, shopId: string, now: Date): Promise<Wishes> {
  const [row] = await db.$queryRaw<WishRow[]>`
    SELECT (SELECT p."marginPercent" FROM recommender_policies p WHERE p."shopId" = ${shopId}::uuid) AS "marginPercent",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('effect', r."effect", 'strength', r."strength", 'subject', r."subject")
        ORDER BY r."createdAt", r."id"), '[]')
      FROM recommendation_rules r WHERE r."shopId" = ${shopId}::uuid
        AND (r."startsAt" IS NULL OR r."startsAt" <= ${now}) AND (r."endsAt" IS NULL OR r."endsAt" > ${now})) AS "rules"`;
  return {
    rules: (row?.rules ?? []).map((rule) => ruleSchema.parse(rule)),
    marginWeight: (row?.marginPercent ?? 0) / 100,
  };
}
