import { cartValueMinor, itemCount } from '~/capture/carts/cart';
import { linesOf } from '~/capture/carts/store-cart.server';
import { consentOf } from '~/customers/consent/ledger.server';
import { requestKey, type FactRequest } from '~/customers/rules/evaluate';
import type { FactKey, Facts, FactValue } from '~/customers/rules/facts';
import { addMs, minutes } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';

/** Whom and what facts are asked about. */
export interface FactSubject {
  shopId: string;
  profileId: string;
  cartToken: string | null;
  /** Since when "in this run" counts. */
  since: Date;
  now: Date;
}

/** Answers exactly what is asked, from what is stored now. */
export async function gatherFacts(db: Db, subject: FactSubject, requests: FactRequest[]): Promise<Facts> {
  const wanted = requests.flatMap((request) => (request.kind === 'fact' ? [request.fact] : []));
  const facts: Record<string, FactValue> = {
    ...(wanted.some((fact) => fact.startsWith('cart.')) ? await cartFacts(db, subject) : {}),
    ...(wanted.some((fact) => !fact.startsWith('cart.')) ? await personFacts(db, subject) : {}),
  };
  for (const request of requests)
    if (request.kind === 'count') facts[requestKey(request)] = await countEvents(db, subject, request);
  return facts;
}

type SomeFacts = Partial<Record<FactKey, FactValue>>;

async function cartFacts(db: Db, { shopId, cartToken }: FactSubject): Promise<SomeFacts> {
  const cart = cartToken ? await db.cart.findUnique({ where: { shopId_token: { shopId, token: cartToken } } }) : null;
  if (!cart) return {};
  const lines = linesOf(cart);
  return {
    'cart.itemCount': itemCount(lines),
    'cart.valueMinor': cartValueMinor(lines),
    'cart.linesChangedAt': cart.linesChangedAt.toISOString(),
    'cart.isBought': cart.completedAt !== null,
  };
}

async function personFacts(db: Db, { shopId, profileId }: FactSubject): Promise<SomeFacts> {
  const profile = await db.profile.findUnique({ where: { shopId_id: { shopId, id: profileId } } });
  const addressId = profile?.primaryAddressId ?? null;
  const consent = addressId ? await consentOf(db, shopId, addressId, 'marketing') : null;
  return { 'profile.hasAddress': addressId !== null, 'consent.marketing': consent?.state ?? null };
}

function countEvents(
  db: Db,
  { shopId, profileId, since, now }: FactSubject,
  { event, within }: Extract<FactRequest, { kind: 'count' }>,
): Promise<number> {
  const from = within === 'run' ? since : addMs(now, -minutes(within.minutes));
  return db.event.count({ where: { shopId, profileId, type: event, occurredAt: { gte: from } } });
}
