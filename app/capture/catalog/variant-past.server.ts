import type { Db } from '~/platform/db/db.server';
import type { VariantChange, VariantPast, VariantState } from './variant-past';

type Counted = VariantState & { isCounted: boolean };

/** What some variants are, by their ids; one that is gone is not among them. What is sold beyond its stock, or not counted, never runs short. */
export async function variantsNow(db: Db, shopId: string, ids: readonly string[]): Promise<Map<string, Counted>> {
  if (ids.length === 0) return new Map();
  const rows = await db.$queryRaw<(Counted & { id: string })[]>`
    SELECT v."id", v."isAvailable" AND p."isPublished" AS "isAvailable", v."priceMinor", c."isCounted",
      CASE WHEN c."isCounted" THEN v."inventoryQuantity" END AS "pieces"
    FROM variants v JOIN products p ON p."shopId" = v."shopId" AND p."id" = v."productId" AND p."deletedAt" IS NULL
    CROSS JOIN LATERAL (SELECT v."isTracked" IS DISTINCT FROM false AND v."inventoryPolicy" IS DISTINCT FROM 'CONTINUE' AS "isCounted") c
    WHERE v."shopId" = ${shopId}::uuid AND v."id" = ANY(${[...ids]})`;
  return new Map(rows.map(({ id, ...state }) => [id, state]));
}

/** What some variants are, and what changed of them since an instant; one that is gone is not among them. */
export async function variantPasts(
  db: Db,
  shopId: string,
  ids: readonly string[],
  since: Date,
): Promise<Map<string, VariantPast>> {
  const now = await variantsNow(db, shopId, ids);
  const rows = await db.$queryRaw<(Omit<VariantChange, 'at'> & { variantId: string; occurredAt: Date })[]>`
    SELECT "variantId", "occurredAt", "kind", "before", "after", "wasAvailable", "isAvailable" FROM catalog_changes
    WHERE "shopId" = ${shopId}::uuid AND "variantId" = ANY(${[...now.keys()]}) AND "occurredAt" >= ${since}::timestamptz
    ORDER BY "occurredAt"`;
  const changesOf = new Map<string, VariantChange[]>();
  for (const { variantId, occurredAt, ...change } of rows) {
    const changes = changesOf.get(variantId) ?? [];
    changes.push({ ...change, at: occurredAt.getTime() });
    changesOf.set(variantId, changes);
  }
  return new Map([...now].map(([id, state]) => [id, { now: state, changes: changesOf.get(id) ?? [] }]));
}
