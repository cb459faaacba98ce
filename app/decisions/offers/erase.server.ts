import type { Db } from '~/platform/db/db.server';

/** Whose codes these were is known no more, nor for which orders of theirs any were used; one that is still good ends at its time. */
export async function eraseCodes(
  db: Db,
  shopId: string,
  { messageIds, profileIds }: { messageIds: string[]; profileIds: string[] },
): Promise<void> {
  await db.$executeRaw`
    UPDATE discount_codes c SET "orderId" = NULL
    FROM orders o WHERE c."shopId" = ${shopId}::uuid AND o."shopId" = c."shopId" AND o."id" = c."orderId" AND o."profileId" = ANY(${profileIds}::uuid[])`;
  await db.discountCode.updateMany({
    where: { shopId, messageId: { in: messageIds } },
    data: { messageId: null, orderId: null },
  });
}
