import type { Db } from '~/platform/db/db.server';
import { wordsOf } from './product-words';

export interface DescribedRow {
  id: string;
  words: string[];
  createdAt: Date;
  /** A draft is described, too: it is known the moment it is put on sale. */
  isOnSale: boolean;
}

interface ProductRow {
  id: string;
  title: string;
  vendor: string;
  productType: string;
  tags: string[];
  collectionIds: string[];
  createdAt: Date;
  status: string;
  priceMinor: number | null;
}

export interface AddedBetween {
  /** Excluded. */
  after?: Date;
  /** Included. */
  until?: Date;
  most?: number;
}

/** Products that are sold, or may be soon, with what is said of them, the newest first. */
export async function describedProducts(
  db: Db,
  shopId: string,
  { after = new Date(0), until = FAR, most = MOST }: AddedBetween,
): Promise<DescribedRow[]> {
  const rows = await db.$queryRaw<ProductRow[]>`
    SELECT p."id", p."title", p."vendor", p."productType", p."tags", p."collectionIds", p."createdAt", p."status",
      (SELECT min(v."priceMinor")::float8 FROM variants v WHERE v."shopId" = p."shopId" AND v."productId" = p."id") AS "priceMinor"
    FROM products p
    WHERE p."shopId" = ${shopId}::uuid AND p."deletedAt" IS NULL AND p."status" IN ('ACTIVE', 'DRAFT')
      AND p."createdAt" > ${after} AND p."createdAt" <= ${until}
    ORDER BY p."createdAt" DESC, p."id" LIMIT ${most}`;
  return rows.map((row) => ({
    ...{ id: row.id, words: wordsOf(row), createdAt: row.createdAt },
    isOnSale: row.status === 'ACTIVE',
  }));
}

const FAR = new Date('9999-01-01T00:00:00Z');
const MOST = 2 ** 31 - 1;
