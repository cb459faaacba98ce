import { randomInt } from 'node:crypto';
import { Prisma, type Offer } from '@prisma/client';
import { recordActivity } from '~/platform/audit/activity.server';
import { markerText } from './code-text';
import { discountEnd, putOffAt, termsSchema } from './offer';
import { termsOf } from './offers.server';
import type { DiscountInput } from './shop-discounts';
import type { OfferShop, TendDeps } from './tend-deps';

/** Makes the offer's discount at Shopify, or brings it to what the offer says and puts its end off. Gives the offer as it is then. */
export async function keepDiscount(deps: TendDeps, shop: OfferShop, offer: Offer): Promise<Offer> {
  if (offer.discountId === null) return offer.isOn && offer.problem === null ? make(deps, shop, offer) : offer;
  const isOutdated =
    JSON.stringify(offer.toldTerms && termsSchema.parse(offer.toldTerms)) !== JSON.stringify(termsOf(offer));
  const isLate = !offer.discountEndsAt || deps.clock.now() >= putOffAt(offer.discountEndsAt, offer.validDays);
  return isOutdated || isLate ? change(deps, shop, offer, offer.discountId) : offer;
}

const inputOf = ({ clock }: TendDeps, shop: OfferShop, offer: Offer): Omit<DiscountInput, 'startsAt'> => ({
  name: offer.name,
  terms: termsOf(offer),
  currency: shop.currency,
  endsAt: discountEnd(clock.now(), offer.validDays),
  isOncePerCustomer: offer.againAfterDays === null,
});

async function make(deps: TendDeps, shop: OfferShop, offer: Offer): Promise<Offer> {
  const input = { ...inputOf(deps, shop, offer), startsAt: offer.createdAt };
  // Should the answer be lost, it stands here what was asked for.
  const asking = offer.toldTerms ? offer : await update(deps, offer, { toldTerms: input.terms });
  const outcome = await deps.shopDiscounts.make(shop.domain, offer.marker, input);
  if (outcome.kind === 'refused') return update(deps, offer, { problem: outcome.problem });
  // One that was made before may end earlier, or be of other terms.
  if (outcome.isFound) return change(deps, shop, asking, outcome.id);
  return update(deps, offer, { discountId: outcome.id, toldTerms: input.terms, discountEndsAt: input.endsAt });
}

async function change(deps: TendDeps, shop: OfferShop, offer: Offer, discountId: string): Promise<Offer> {
  const input = inputOf(deps, shop, offer);
  const from = offer.toldTerms ? termsSchema.parse(offer.toldTerms) : input.terms;
  const outcome = await deps.shopDiscounts.change(shop.domain, discountId, { ...input, from });
  if (outcome.kind === 'gone') return beginAgain(deps, offer);
  if (outcome.kind === 'refused') return update(deps, offer, { discountId, problem: outcome.problem });
  return update(deps, offer, {
    discountId,
    toldTerms: input.terms,
    discountEndsAt: input.endsAt,
    problem: null,
    toldAt: null,
  });
}

/** Somebody deleted the discount at Shopify, and with it all its codes: another is made, whose codes people may get. */
export async function beginAgain({ db, clock, ids }: TendDeps, { shopId, id, name }: Offer): Promise<Offer> {
  return db.transaction(async (tx) => {
    await tx.discountCode.updateMany({
      where: { shopId, offerId: id, state: { in: ['new', 'free', 'leaving'] } },
      data: { state: 'gone' },
    });
    await tx.discountCode.updateMany({
      where: { shopId, offerId: id, state: 'given', usedAt: null },
      data: { state: 'gone', messageId: null, endsAt: null },
    });
    await tx.codeBatch.updateMany({ where: { shopId, offerId: id }, data: { state: 'done' } });
    await recordActivity({ clock, ids }, tx, shopId, {
      ...{ kind: 'offer-lost', subject: id, details: { name } },
    });
    return tx.offer.update({
      where: { shopId_id: { shopId, id } },
      data: { discountId: null, toldTerms: Prisma.DbNull, discountEndsAt: null, marker: markerText(randomInt) },
    });
  });
}

const update = ({ db }: TendDeps, { shopId, id }: Offer, data: Prisma.OfferUpdateInput): Promise<Offer> =>
  db.prisma.offer.update({ where: { shopId_id: { shopId, id } }, data });
