import { randomInt } from 'node:crypto';
import type { Offer } from '@prisma/client';
import type { Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';
import { wake } from '~/platform/queue/wakeups.server';
import { markerText } from './code-text';
import { termsSchema, type OfferInput, type OfferTerms } from './offer';

interface OfferDeps {
  clock: Clock;
  ids: Ids;
}

export const termsOf = ({ terms }: Pick<Offer, 'terms'>): OfferTerms => termsSchema.parse(terms);

/** Keeps a new offer and gives its id. Its discount at Shopify is made by the job that this wakes. */
export async function makeOffer({ clock, ids }: OfferDeps, tx: Db, shopId: string, input: OfferInput): Promise<string> {
  const [id, now] = [ids.next(), clock.now()];
  await tx.offer.create({ data: { ...input, shopId, id, createdAt: now, marker: markerText(randomInt) } });
  await wake(tx, shopId, 'tend-offers', now);
  return id;
}

export type OfferChange = { kind: 'changed' } | { kind: 'missing' } | { kind: 'terms-stand' };

/**
 * Changes an offer. What a code is worth stands once somebody was given one: their mail says so. How long new codes are good for, whether people get
 * another and what codes begin with hold for those that are given from now on.
 */
export async function changeOffer(
  { clock }: Pick<OfferDeps, 'clock'>,
  tx: Db,
  shopId: string,
  id: string,
  input: OfferInput,
): Promise<OfferChange> {
  const offer = await lockOffer(tx, shopId, id);
  if (!offer) return { kind: 'missing' };
  const isSame = JSON.stringify(termsSchema.parse(input.terms)) === JSON.stringify(termsOf(offer));
  if (!isSame && (await wasGiven(tx, shopId, id))) return { kind: 'terms-stand' };
  await tx.offer.update({ where: { shopId_id: { shopId, id } }, data: { ...input, problem: null, toldAt: null } });
  await wake(tx, shopId, 'tend-offers', clock.now());
  return { kind: 'changed' };
}

/** Giving and changing wait for each other: nobody is given a code of terms that are just being changed. */
async function lockOffer(tx: Db, shopId: string, id: string): Promise<Offer | null> {
  await tx.$queryRaw`SELECT "id"::text FROM offers WHERE "shopId" = ${shopId}::uuid AND "id" = ${id}::uuid FOR UPDATE`;
  return tx.offer.findUnique({ where: { shopId_id: { shopId, id } } });
}

/** Whether anybody has, or had, a code of it. */
export async function wasGiven(db: Db, shopId: string, offerId: string): Promise<boolean> {
  return (await db.discountCode.findFirst({ where: { shopId, offerId, givenAt: { not: null } } })) !== null;
}

/** Switched off it gives no more codes; those that people have stay good until their end. */
export async function switchOffer(
  { clock }: Pick<OfferDeps, 'clock'>,
  tx: Db,
  shopId: string,
  id: string,
  isOn: boolean,
): Promise<boolean> {
  const { count } = await tx.offer.updateMany({
    where: { shopId, id, isOn: !isOn },
    data: { isOn, dryAt: null, problem: null, toldAt: null },
  });
  if (count) await wake(tx, shopId, 'tend-offers', clock.now());
  return count > 0;
}
