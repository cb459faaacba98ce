import type { Shop } from '@prisma/client';
import type { Campaign } from '~/decisions/campaigns/campaign';
import { poolFigures } from '~/decisions/offers/fill-pool.server';
import { hadCode } from '~/decisions/offers/had-code.server';
import type { Db } from '~/platform/db/db.server';
import type { PageDeps } from '../shop-context.server';

/** What a campaign that gives codes will want of its offer, as things are now. */
export interface CodesPreview {
  offer: string;
  /** One for each whom it reaches, at most: who has one that is good gets that. */
  wanted: number;
  /** How many are there, and how many are made before it begins. */
  free: number;
  toMake: number;
  /** People of its segments who had theirs and may have no other now: they get nothing. */
  had: number;
}

/** Null: it gives none, or the offer is not there any more. */
export async function codesFor(
  { clock }: Pick<PageDeps, 'clock'>,
  db: Db,
  { id: shopId }: Shop,
  { offerId, audience }: Pick<Campaign, 'offerId' | 'audience'>,
  reach: number,
): Promise<CodesPreview | null> {
  if (offerId === null) return null;
  const offer = await db.offer.findUnique({ where: { shopId_id: { shopId, id: offerId } } });
  if (!offer) return null;
  const now = clock.now();
  const pool = await poolFigures(db, shopId, offerId, now);
  const had = await hadCode(db, offer, audience.segmentIds, now);
  const wanted = Math.max(0, reach - had);
  const owed = pool.waiting + pool.promised + wanted;
  return { offer: offer.name, wanted, free: pool.free, toMake: Math.max(0, owed - pool.free - pool.coming), had };
}
