import type { Offer } from '@prisma/client';
import { poolFigures } from '~/decisions/offers/fill-pool.server';
import { addMs, earliest, minutes, type Clock } from '~/platform/clock/clock';
import type { Database, Db } from '~/platform/db/db.server';
import { ownerLetter } from '../owner-letter';
import { canTellOwner, tellOwner } from '../tell-owner.server';
import type { WatchDeps } from '../watch-sending.server';
import { offersLetter, type LackingOffer } from './offers-letter';

/** A pool is filled within seconds; one that is not for so long needs somebody. */
const DRY_FOR_MS = minutes(30);
const TRY_AGAIN_MS = minutes(30);

/**
 * Tells a shop's owner, once each time, that mails wait because Shopify does not take an offer, or because no code has been left of it for half an hour.
 * Returns when to look again (business time), or null where nothing is to be told.
 */
export async function watchOffers(deps: WatchDeps, shopId: string): Promise<Date | null> {
  const now = deps.clock.now();
  const lacking = await untold(deps.db.prisma, shopId);
  const due = lacking.filter((offer) => tellAt(offer) <= now);
  if (due.length > 0 && !(await tellOf(deps, shopId, due))) return addMs(now, TRY_AGAIN_MS);
  return nextOf(lacking, now);
}

/** When the owner of a shop is next to be told of an offer, or null. */
export const nextOffersLetterAt = async (
  { db, clock }: { db: Database; clock: Clock },
  shopId: string,
): Promise<Date | null> => nextOf(await untold(db.prisma, shopId), clock.now());

const untold = (db: Db, shopId: string): Promise<Offer[]> =>
  db.offer.findMany({
    where: { shopId, isOn: true, toldAt: null, OR: [{ dryAt: { not: null } }, { problem: { not: null } }] },
    orderBy: { name: 'asc' },
  });

/** What Shopify refused will not mend itself. */
const tellAt = ({ problem, dryAt }: Offer): Date =>
  problem !== null || dryAt === null ? new Date(0) : addMs(dryAt, DRY_FOR_MS);

const nextOf = (lacking: Offer[], now: Date): Date | null =>
  lacking
    .map(tellAt)
    .filter((at) => at > now)
    .reduce<Date | null>(earliest, null);

/** Noted before it is sent, so that nobody is told twice; what surely did not leave is taken back. False: it is to be tried again. */
async function tellOf(deps: WatchDeps, shopId: string, offers: Offer[]): Promise<boolean> {
  const { prisma } = deps.db;
  const shop = await prisma.shop.findUniqueOrThrow({ where: { id: shopId } });
  if (!canTellOwner(deps, shop)) return true;
  const now = deps.clock.now();
  const ids = offers.map(({ id }) => id);
  const { count } = await prisma.offer.updateMany({
    where: { shopId, id: { in: ids }, toldAt: null },
    data: { toldAt: now },
  });
  if (count === 0) return true;
  const lacking: LackingOffer[] = [];
  for (const { id, name, problem } of offers)
    lacking.push({ name, problem, waiting: (await poolFigures(prisma, shopId, id, now)).waiting });
  const url = deps.settingsUrl(shop.domain).concat('/offers');
  const letter = offersLetter({ shopName: shop.name || shop.domain, offers: lacking, url });
  if (await tellOwner(deps, shop, ownerLetter(letter))) return true;
  await prisma.offer.updateMany({ where: { shopId, id: { in: ids } }, data: { toldAt: null } });
  return false;
}
