import { createHmac } from 'node:crypto';
import pg from 'pg';
import type { SeededRandom } from '../../devstore/store-data/seeded-random';

/** What stands in the app's database of the shop that is asked about. */
export interface KnownShop {
  id: string;
  products: string[];
  collections: string[];
  /** Customers of Shopify's who have ordered, by their numbers. */
  buyers: string[];
  isTrained: boolean;
}

const numberOf = (gid: string): string => gid.slice(gid.lastIndexOf('/') + 1);

export async function readShop(ownerUrl: string, shopDomain: string): Promise<KnownShop> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows: shops } = await client.query<{ id: string }>('SELECT "id"::text FROM shops WHERE "domain" = $1', [
      shopDomain,
    ]);
    await client.query(`SELECT set_config('app.shop_id', $1, false)`, [shops[0]?.id ?? '']);
    const ids = async (text: string) => (await client.query<{ id: string }>(text)).rows.map(({ id }) => numberOf(id));
    return {
      id: shops[0]?.id ?? '',
      products: await ids(`SELECT "id" FROM products WHERE "status" = 'ACTIVE' AND "isPublished" ORDER BY "id"`),
      collections: await ids('SELECT "id" FROM collections ORDER BY "id"'),
      buyers: await ids(`
        SELECT DISTINCT i."value" AS "id" FROM identities i JOIN orders o USING ("shopId", "profileId")
        WHERE i."kind" = 'customer' ORDER BY 1 LIMIT 2000`),
      isTrained: (await client.query('SELECT 1 FROM recommender_models WHERE "isActive"')).rows.length > 0,
    };
  } finally {
    await client.end();
  }
}

export type Asker = 'anonymous' | 'known';

/** What pages of a storefront ask in turn: a product's, a cart's of one to three things, a collection's, the front page. */
export function createQuestions(
  { products, collections, buyers }: KnownShop,
  { shopDomain, apiSecret, random }: { shopDomain: string; apiSecret: string; random: SeededRandom },
): (asker: Asker, nth: number) => string {
  const one = (all: string[]): string => all[Math.floor(random.next() * all.length)] ?? '';
  const some = (): string => Array.from({ length: 1 + Math.floor(random.next() * 3) }, () => one(products)).join(',');
  const pages: (() => Record<string, string>)[] = [
    () => ({ product: one(products), limit: '4' }),
    () => ({ cart: some(), limit: '4' }),
    () => ({ product: one(products), viewed: some(), limit: '8' }),
    () => (collections.length > 0 ? { collection: one(collections), limit: '8' } : { limit: '8' }),
    () => ({ limit: '12' }),
  ];
  return (asker, nth) => {
    const isKnown = asker === 'known';
    const asked = { ...pages[nth % pages.length]?.(), locale: 'en', ...(isKnown ? { personal: '1' } : {}) };
    return signed({ ...asked, shop: shopDomain, logged_in_customer_id: isKnown ? one(buyers) : '' }, apiSecret);
  };
}

/** As Shopify's app proxy signs a query. */
function signed(asked: Record<string, string>, secret: string): string {
  const query = { ...asked, path_prefix: '/apps/kindred', timestamp: String(Math.floor(Date.now() / 1_000)) };
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${value}`);
  const signature = createHmac('sha256', secret).update(pairs.sort().join('')).digest('hex');
  return new URLSearchParams({ ...query, signature }).toString();
}
