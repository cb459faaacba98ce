import type { Db } from '~/platform/db/db.server';
import type { OpenTimeImage } from './open-time-image';

/** The shop an image is drawn for, and of whom its mail is. */
export interface ImageShop {
  id: string;
  currency: string;
  timezone: string;
  storefrontUrl: string;
  /** Of the mail's reader; null: a preview. */
  profileId: string | null;
}

interface Row extends Omit<ImageShop, 'profileId'> {
  isGone: boolean;
  profileId: string | null;
  isReaders: boolean | null;
}

/**
 * The shop, where something may still be shown: not to whom was erased or said no to all mail, not for a shop that is gone, and not of a mail that never
 * left. Null otherwise.
 */
export async function mayShow(
  db: Db,
  { shopId, messageId, expiresAt }: Pick<OpenTimeImage, 'shopId' | 'messageId' | 'expiresAt'>,
  now: Date,
): Promise<ImageShop | null> {
  if (expiresAt <= now) return null;
  const [row] = await db.$queryRaw<Row[]>`
    SELECT s."id", s."currency", s."timezone", s."storefrontUrl", m."profileId",
      (s."uninstalledAt" IS NOT NULL OR s."accessLostAt" IS NOT NULL) AS "isGone",
      (m."requestedAt" IS NOT NULL AND m."addressId" IS NOT NULL AND m."unsubscribedAt" IS NULL) AS "isReaders"
    FROM shops s LEFT JOIN messages m ON m."shopId" = s."id" AND m."id" = ${messageId}::uuid
    WHERE s."id" = ${shopId}::uuid`;
  if (!row || row.isGone || (messageId !== null && !row.isReaders)) return null;
  const { isGone: _gone, isReaders: _readers, ...shop } = row;
  return shop;
}
