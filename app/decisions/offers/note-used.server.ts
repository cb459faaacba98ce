import type { Db } from '~/platform/db/db.server';
import { sameCode } from './code-text';

export interface OrderWithCodes {
  id: string;
  placedAt: Date;
  /** Null: its source does not tell. */
  discountCodes: readonly string[] | null;
}

/** Notes which codes of ours orders were placed with, each once. Who used it follows from the order, whose it was from its message. */
export async function noteUsed(db: Db, shopId: string, orders: readonly OrderWithCodes[]): Promise<void> {
  const used = orders.flatMap(({ id, placedAt, discountCodes }) =>
    (discountCodes ?? []).map((code) => ({ orderId: id, usedAt: placedAt, code: sameCode(code) })),
  );
  if (used.length === 0) return;
  await db.$executeRaw`
    UPDATE discount_codes c SET "usedAt" = u."usedAt", "orderId" = u."orderId",
      "state" = CASE WHEN c."state" IN ('new', 'free') THEN 'gone' ELSE c."state" END
    FROM jsonb_to_recordset(${JSON.stringify(used)}::jsonb) AS u("orderId" text, "usedAt" timestamptz, "code" text)
    WHERE c."shopId" = ${shopId}::uuid AND c."code" = u."code" AND c."usedAt" IS NULL`;
}
