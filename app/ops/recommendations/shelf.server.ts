import { isAbout, type MerchandisingRule, type ProductForRules } from '~/decisions/recommendations/merchandising';
import type { Db } from '~/platform/db/db.server';

/** What rules look at; margins are none of it. */
type OnShelf = Omit<ProductForRules, 'margin'>;

/**
 * All products of a shop that may be shown now, as `productsToShow` has it (a test holds both equal), in one statement for the whole
 * shelf.
 */
export async function productsShownNow(db: Db, shopId: string): Promise<ProductForRules[]> {
  const rows = await db.$queryRaw<OnShelf[]>`
    SELECT p."id", p."vendor", p."productType", p."tags", p."collectionIds", v."priceMinor"
    FROM products p JOIN (
      SELECT "productId", min("priceMinor") AS "priceMinor" FROM variants WHERE "shopId" = ${shopId}::uuid
      GROUP BY "productId" HAVING bool_or("isAvailable")) v ON v."productId" = p."id"
    WHERE p."shopId" = ${shopId}::uuid AND p."status" = 'ACTIVE' AND p."isPublished" AND p."deletedAt" IS NULL AND p."imageUrl" IS NOT NULL`;
  return rows.map((row) => ({ ...row, margin: null }));
}

/** Of so few nobody can be shown anything that is chosen. */
export const FEWEST_LEFT = 4;

/** What some rules leave to be shown. */
export function leftBy(rules: readonly MerchandisingRule[], products: readonly ProductForRules[]): number {
  const excluding = rules.filter(({ effect }) => effect === 'exclude').map(({ subject }) => subject);
  return products.filter((product) => !excluding.some((subject) => isAbout(subject, product))).length;
}

export const countAbout = (
  { subject }: Pick<MerchandisingRule, 'subject'>,
  products: readonly ProductForRules[],
): number => products.filter((product) => isAbout(subject, product)).length;

export interface KnownValues {
  tag: string[];
  vendor: string[];
  type: string[];
}

const MOST_OFFERED = 500;

/** Tags, vendors and types that stand at the shop's products, the most used first. */
export async function knownValues(db: Db, shopId: string): Promise<KnownValues> {
  const rows = await db.$queryRaw<{ kind: keyof KnownValues; value: string }[]>`
    WITH said AS (
      SELECT 'vendor' AS "kind", "vendor" AS "value" FROM products WHERE "shopId" = ${shopId}::uuid AND "deletedAt" IS NULL
      UNION ALL
      SELECT 'type', "productType" FROM products WHERE "shopId" = ${shopId}::uuid AND "deletedAt" IS NULL
      UNION ALL
      SELECT 'tag', unnest("tags") FROM products WHERE "shopId" = ${shopId}::uuid AND "deletedAt" IS NULL
    ), ranked AS (
      SELECT "kind", "value", row_number() OVER (PARTITION BY "kind" ORDER BY count(*) DESC, "value") AS "place"
      FROM said WHERE "value" <> '' GROUP BY "kind", "value"
    )
    SELECT "kind", "value" FROM ranked WHERE "place" <= ${MOST_OFFERED} ORDER BY "kind", "place"`;
  const of = (kind: keyof KnownValues) => rows.filter((row) => row.kind === kind).map(({ value }) => value);
  return { tag: of('tag'), vendor: of('vendor'), type: of('type') };
}
