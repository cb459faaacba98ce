import type { Database } from '~/platform/db/db.server';

interface Card {
  id: string;
  title: string;
  handle: string;
  imageUrl: string | null;
  /** Of the cheapest variant that can be bought. */
  priceMinor: number;
}

export interface Cards {
  shop: { currency: string; storefrontUrl: string; locale: string };
  products: ReadonlyMap<string, Card>;
}

/** A shop and some of its products as they are shown: one statement, prepared once a connection, as a storefront waits for it. */
export async function loadCards(pool: Pick<Database['pool'], 'query'>, shopId: string, ids: string[]): Promise<Cards> {
  const { rows } = await pool.query<Cards['shop'] & (Card | { id: null })>({
    name: 'load-cards',
    text: `
      SELECT s."currency", s."storefrontUrl", s."locale", p."id", p."title", p."handle", p."imageUrl", v."priceMinor"
      FROM shops s
      LEFT JOIN products p ON p."shopId" = s."id" AND p."id" = ANY($2::text[])
      LEFT JOIN LATERAL (
        SELECT v."priceMinor" FROM variants v WHERE v."shopId" = p."shopId" AND v."productId" = p."id"
        ORDER BY v."isAvailable" DESC, v."priceMinor", v."position" LIMIT 1) v ON true
      WHERE s."id" = $1::uuid`,
    values: [shopId, ids],
  });
  const [shop] = rows;
  if (!shop) throw new Error(`there is no shop ${shopId}`);
  return { shop, products: new Map(rows.flatMap((row) => (row.id === null ? [] : [[row.id, row] as const]))) };
}
