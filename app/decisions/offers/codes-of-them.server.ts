import { Prisma } from '@prisma/client';

/** Messages of person `own`: also those that stayed with a profile that is this one by now, as the one of a source that wrote to both. */
const mailsOfThem = (shopId: string): Prisma.Sql => Prisma.sql`(
  SELECT m."id" FROM messages m WHERE m."shopId" = ${shopId}::uuid AND m."profileId" = own."profileId"
  UNION ALL SELECT m."id" FROM (SELECT p."id" FROM profiles p WHERE p."shopId" = ${shopId}::uuid AND p."mergedIntoId" = own."profileId" OFFSET 0) before
    CROSS JOIN LATERAL (SELECT a."id" FROM messages a WHERE a."shopId" = ${shopId}::uuid AND a."profileId" = before."id" OFFSET 0) m OFFSET 0)`;

/**
 * Every code that the person of message `w` was given of its offer, with whom it is now: another profile since it was asked, where two turned out to be one.
 * Behind OFFSET 0 each, so that a person's few mails are read and a mail's code: by the statistics of before a large campaign it seems cheaper to read all.
 */
export const codesOfThem = (shopId: string): Prisma.Sql => Prisma.sql`(
  SELECT c.* FROM (SELECT o."profileId" FROM messages o WHERE o."shopId" = ${shopId}::uuid AND o."id" = w."messageId" OFFSET 0) own
  CROSS JOIN LATERAL ${mailsOfThem(shopId)} theirs
  CROSS JOIN LATERAL (SELECT d.* FROM discount_codes d WHERE d."shopId" = ${shopId}::uuid AND d."messageId" = theirs."id" OFFSET 0) c
  WHERE c."offerId" = w."offerId")`;
