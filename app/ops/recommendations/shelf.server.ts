import { isAbout, type MerchandisingRule, type ProductForRules } from '~/decisions/recommendations/merchandising';
import { productsToShow } from '~/decisions/recommendations/products-to-show.server';
import type { Db } from '~/platform/db/db.server';

/** All products of a shop that may be shown now, with what rules look at. */
export async function productsShownNow(db: Db, shopId: string): Promise<ProductForRules[]> {
  const where = { shopId, status: 'ACTIVE', isPublished: true, deletedAt: null };
  const rows = await db.product.findMany({ where, select: { id: true } });
  const products = await productsToShow(
    db,
    shopId,
    rows.map(({ id }) => id),
  );
  return [...products.values()];
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
