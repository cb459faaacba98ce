import { Prisma } from '@prisma/client';
import type { OrderReport, PastCheckout } from '../events/reports';
import type { Db } from '~/platform/db/db.server';
import { tokenOf } from '../carts/store-past-checkouts.server';
import type { SyncKind } from './sync-kinds';

interface Stamped {
  id: string;
  updatedAt: Date;
}

/** The ids of those that are not known here, or not as they are by now: no webhook told of them, or none yet. */
export async function findLate(
  db: Db,
  shopId: string,
  kind: SyncKind,
  told: (Stamped | PastCheckout | OrderReport)[],
): Promise<Set<string>> {
  const rows = told.map((each) => ({ ...each, key: keyOf(kind, each) }));
  const late = await db.$queryRaw<{ id: string }[]>`
    SELECT t."id" FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS t("id" text, "key" text, "updatedAt" timestamptz,
      "refundedMinor" float8, "cancelledAt" timestamptz)
    WHERE NOT EXISTS (${knownAs(kind, shopId)})`;
  return new Set(late.map(({ id }) => id));
}

/** Checkouts are kept as carts. */
const keyOf = (kind: SyncKind, told: Stamped | PastCheckout): string =>
  kind === 'checkouts' ? tokenOf(told as PastCheckout) : told.id;

function knownAs(kind: SyncKind, shopId: string): Prisma.Sql {
  switch (kind) {
    case 'products':
      return Prisma.sql`SELECT FROM products k WHERE k."shopId" = ${shopId}::uuid AND k."id" = t."key" AND k."sourceUpdatedAt" >= t."updatedAt"`;
    case 'collections':
      return Prisma.sql`SELECT FROM collections k WHERE k."shopId" = ${shopId}::uuid AND k."id" = t."key" AND k."sourceUpdatedAt" >= t."updatedAt"`;
    case 'customers':
      return Prisma.sql`SELECT FROM shopify_customers k
        WHERE k."shopId" = ${shopId}::uuid AND k."customerId" = t."key" AND k."sourceUpdatedAt" >= t."updatedAt"`;
    case 'orders':
      // Stamps have whole seconds: what happened twice within one shows in what was paid back, or that it was cancelled.
      return Prisma.sql`SELECT FROM orders k WHERE k."shopId" = ${shopId}::uuid AND k."id" = t."key" AND (k."sourceUpdatedAt" > t."updatedAt"
        OR k."sourceUpdatedAt" = t."updatedAt" AND k."refundedMinor" = t."refundedMinor" AND k."cancelledAt" IS NOT DISTINCT FROM t."cancelledAt")`;
    case 'checkouts':
      return Prisma.sql`SELECT FROM carts k WHERE k."shopId" = ${shopId}::uuid AND (k."token" = t."key" OR k."checkoutToken" = t."key")
        AND (k."cartUpdatedAt" >= t."updatedAt" OR k."completedAt" IS NOT NULL)`;
  }
}
