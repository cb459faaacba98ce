import type { Offer } from '@prisma/client';
import { addMs, earliest, type Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { askForBatches, hasOpenBatch, settleBatches } from './code-batches.server';
import { campaignNeeds } from './campaign-needs.server';
import { keepDiscount } from './keep-discount.server';
import { letWaitingAsk } from './let-waiting-ask.server';
import { putOffAt } from './offer';
import { poolFigures, refillPool, removeLeaving } from './fill-pool.server';
import { missingCodes, surplusCodes } from './pool-size';
import { isOwed, letFreeGo, letSurplusGo, takeBack } from './take-back.server';
import type { OfferShop, TendDeps } from './tend-deps';

/** Far longer than looking after one offer takes; a worker that died is followed by another then. */
const LEASE_MS = 60_000;
/** Shopify adds and deletes codes by and by: it is asked again after so long. */
const ASK_AGAIN_MS = 3_000;

/**
 * Looks after a shop's offers at Shopify: makes their discounts, takes back what was not sent, deletes what is over, and keeps the pools full. Each step
 * stands in rows before Shopify is asked, so that whoever goes on after a worker that died asks for the same again. Returns when there is more, or null.
 */
export async function tendOffers(deps: TendDeps, shop: OfferShop): Promise<Date | null> {
  const offers = await deps.db.prisma.offer.findMany({ where: { shopId: shop.id }, orderBy: { id: 'asc' } });
  const failures: unknown[] = [];
  for (const { id } of offers) {
    // One that fails holds up no other.
    await tendOne(deps, shop, id).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
  return nextOffersAt(deps.db.prisma, deps.clock, shop.id);
}

async function tendOne(deps: TendDeps, shop: OfferShop, id: string): Promise<void> {
  const { prisma } = deps.db;
  const offer = await take(deps, shop.id, id);
  if (!offer) return;
  try {
    const kept = await keepDiscount(deps, shop, offer);
    await takeBack(prisma, shop.id, id, deps.clock.now());
    if (!kept.isOn) await letFreeGo(prisma, shop.id, id);
    if (kept.discountId === null) return;
    const made = { ...kept, discountId: kept.discountId };
    await settleBatches(deps, shop, made);
    await letWaitingAsk(deps, shop.id, id);
    await letSurplusGo(prisma, shop.id, id, surplusCodes(await poolFigures(prisma, shop.id, id, deps.clock.now())));
    await refillPool(deps, made);
    await removeLeaving(deps, made);
    await askForBatches(deps, shop, made);
  } finally {
    await prisma.offer.updateMany({ where: { shopId: shop.id, id }, data: { leaseUntil: null } });
  }
}

/** Only one worker has an offer in hand. */
async function take({ db, systemClock }: TendDeps, shopId: string, id: string): Promise<Offer | null> {
  const now = systemClock.now();
  const { count } = await db.prisma.offer.updateMany({
    where: { shopId, id, OR: [{ leaseUntil: null }, { leaseUntil: { lt: now } }] },
    data: { leaseUntil: addMs(now, LEASE_MS) },
  });
  return count ? db.prisma.offer.findUnique({ where: { shopId_id: { shopId, id } } }) : null;
}

/** When offers are next to be looked after; null: nothing is to come. */
export async function nextOffersAt(db: Db, clock: Clock, shopId: string): Promise<Date | null> {
  const offers = await db.offer.findMany({ where: { shopId } });
  let next: Date | null = null;
  for (const offer of offers) next = earliest(next, await nextLook(db, clock.now(), offer));
  return next;
}

async function nextLook(db: Db, now: Date, offer: Offer): Promise<Date | null> {
  const { shopId, id: offerId, problem, discountId, discountEndsAt, validDays, isOn, leaseUntil } = offer;
  const soon = addMs(now, ASK_AGAIN_MS);
  // What Shopify refused is tried again when the merchant changes it.
  if (discountId === null) return isOn && problem === null ? soon : null;
  if (leaseUntil !== null || (await hasOpenBatch(db, shopId, offerId))) return soon;
  if ((await isOwed(db, shopId, offerId, now)) || surplusCodes(await poolFigures(db, shopId, offerId, now)) > 0)
    return now;
  const first = await db.discountCode.findFirst({
    where: { shopId, offerId, state: 'given', usedAt: null, endsAt: { not: null } },
    orderBy: { endsAt: 'asc' },
    select: { endsAt: true },
  });
  const endsAt = first?.endsAt ?? null;
  const isNeeded = problem === null && (isOn || endsAt !== null);
  const putOff = isNeeded && discountEndsAt ? putOffAt(discountEndsAt, validDays) : null;
  const forCampaigns = isOn && problem === null ? await nextForCampaigns(db, now, offer) : null;
  return [endsAt, putOff, forCampaigns].reduce(earliest, null);
}

/** When codes are next to be made for campaigns: at once where too few are there for those that count already. */
async function nextForCampaigns(db: Db, now: Date, { shopId, id }: Offer): Promise<Date | null> {
  const { promised, nextAt } = await campaignNeeds(db, shopId, id, now);
  const isMissing = promised > 0 && missingCodes(await poolFigures(db, shopId, id, now)) > 0;
  return isMissing ? addMs(now, ASK_AGAIN_MS) : nextAt;
}
