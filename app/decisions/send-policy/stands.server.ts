import { Prisma } from '@prisma/client';

/** What a paused campaign holds is not claimed, and is not due: `m` is none of it. */
export const stands = (
  shopId: string,
): Prisma.Sql => Prisma.sql`(m."sourceKind" <> 'campaign' OR m."sourceId" <> ALL(ARRAY(
  SELECT c."id" FROM campaigns c WHERE c."shopId" = ${shopId}::uuid AND c."state" = 'paused')))`;
