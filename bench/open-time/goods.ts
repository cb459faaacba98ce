import pg from 'pg';
import { Resvg } from '@resvg/resvg-js';
import type { SeededRandom } from '../../devstore/store-data/seeded-random';

export interface Goods {
  shopId: string;
  timezone: string;
  /** Of Shopify's, without what all begin with. */
  products: { id: string; title: string; priceMinor: number; picture: Buffer }[];
  variants: string[];
}

const PICTURES = 40;
const WIDTH_PX = 240;

/** A picture of about the detail of a photograph: some hundred shapes of colours of their own. */
function picture(random: SeededRandom): Buffer {
  const some = (most: number) => Math.floor(random.next() * most);
  const shapes = Array.from(
    { length: 400 },
    () =>
      `<circle cx="${some(WIDTH_PX)}" cy="${some(WIDTH_PX)}" r="${2 + some(24)}" fill="rgb(${some(256)},${some(256)},${some(256)})" opacity="0.6"/>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH_PX}" height="${WIDTH_PX}">${shapes.join('')}</svg>`;
  return Buffer.from(new Resvg(svg).render().asPng());
}

/** Gives every product of the shop a picture as if it had been fetched ahead, and reads what can be bought. */
export async function readGoods(ownerUrl: string, shopDomain: string, random: SeededRandom): Promise<Goods> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string; timezone: string }>(
      'SELECT "id"::text, "timezone" FROM shops WHERE "domain" = $1',
      [shopDomain],
    );
    const [shop] = rows;
    if (!shop) throw new Error(`there is no shop ${shopDomain}`);
    await client.query(`SELECT set_config('app.shop_id', $1, false)`, [shop.id]);
    const pictures = Array.from({ length: PICTURES }, () => picture(random));
    const products = await client.query<{
      id: string;
      title: string;
      imageUrl: string;
      priceMinor: number;
      variant: string;
    }>(
      `SELECT p."id", p."title", p."imageUrl", v."priceMinor", v."id" AS "variant" FROM products p
       CROSS JOIN LATERAL (SELECT v."id", v."priceMinor" FROM variants v WHERE v."shopId" = p."shopId" AND v."productId" = p."id"
         AND v."isAvailable" ORDER BY v."priceMinor", v."position" LIMIT 1) v
       WHERE p."status" = 'ACTIVE' AND p."isPublished" AND p."imageUrl" IS NOT NULL ORDER BY p."id"`,
    );
    const pictured = products.rows.map((product, nth) => ({ ...product, picture: pictures[nth % PICTURES] as Buffer }));
    for (const { imageUrl, picture: content } of pictured)
      await client.query(
        `INSERT INTO product_pictures ("shopId", "url", "content", "wantedAt", "tries") VALUES ($1, $2, $3, '2020-01-01', 1)
         ON CONFLICT ("shopId", "url") DO UPDATE SET "content" = EXCLUDED."content"`,
        [shop.id, imageUrl, content],
      );
    const short = (gid: string) => gid.slice(gid.lastIndexOf('/') + 1);
    return {
      ...{ shopId: shop.id, timezone: shop.timezone },
      products: pictured.map(({ id, ...rest }) => ({ ...rest, id: short(id) })),
      variants: pictured.map(({ variant }) => short(variant)),
    };
  } finally {
    await client.end();
  }
}
