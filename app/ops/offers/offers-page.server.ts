import type { Offer } from '@prisma/client';
import type { OfferTerms } from '~/decisions/offers/offer';
import { offerNumbers, type OfferNumbers } from '~/decisions/offers/offer-numbers.server';
import { termsOf } from '~/decisions/offers/offers.server';
import type { Db } from '~/platform/db/db.server';
import { inShop, pageShop, type PageDeps, type PageShop } from '../shop-context.server';
import { givingWords, termsWords } from './offer-words';

export interface ShownOffer extends Omit<OfferNumbers, 'offerId'> {
  id: string;
  name: string;
  isOn: boolean;
  /** What it is worth, and how it is given, in words. */
  terms: string;
  giving: string;
  /** Whether codes can be given; `being made` while Shopify has the discount not yet. */
  state: 'ready' | 'being made' | 'empty' | 'refused' | 'off';
  /** What Shopify says against it. */
  problem: string | null;
  /** As its form shows it. */
  input: { terms: OfferTerms; prefix: string; validDays: number; againAfterDays: number | null };
  /** Names of what it is good for, by id. */
  titles: Record<string, string>;
  /** Somebody was given one: what it is worth stands. */
  isFixed: boolean;
  /** Flows that are on and give its codes. */
  flows: string[];
  /** Campaigns that are to give its codes, or are doing so. */
  campaigns: string[];
}

export interface OffersPage {
  shop: PageShop;
  offers: ShownOffer[];
}

/** A shop's offers, how full their pools are, and what came of them. */
export function offersPage(deps: PageDeps, shopDomain: string): Promise<OffersPage> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const offers = await db.offer.findMany({ where: { shopId: shop.id }, orderBy: [{ isOn: 'desc' }, { id: 'desc' }] });
    const numbers = await offerNumbers(db, shop.id, shop.currency, deps.clock.now());
    const titles = await titlesIn(db, shop.id, offers);
    const flows = await flowsGiving(db, shop.id);
    const campaigns = await campaignsGiving(db, shop.id);
    return {
      shop: pageShop(deps, shop),
      offers: offers.flatMap((offer) => {
        const counted = numbers.find(({ offerId }) => offerId === offer.id);
        const givenBy = { flows: flows.get(offer.id) ?? [], campaigns: campaigns.get(offer.id) ?? [] };
        return counted ? [{ ...shown(offer, counted, shop), titles, ...givenBy }] : [];
      }),
    };
  });
}

function shown(
  offer: Offer,
  { offerId: id, ...numbers }: OfferNumbers,
  shop: { currency: string; locale: string },
): Omit<ShownOffer, 'titles' | 'flows' | 'campaigns'> {
  const { name, isOn, problem, prefix, validDays, againAfterDays } = offer;
  const terms = termsOf(offer);
  return {
    ...{ id, name, isOn, problem, ...numbers },
    ...{ terms: termsWords(terms, shop), giving: givingWords(offer), state: stateOf(offer, numbers) },
    input: { terms, prefix, validDays, againAfterDays },
    isFixed: numbers.given > 0 || numbers.good > 0,
  };
}

function stateOf({ isOn, problem, discountId }: Offer, { free, coming }: { free: number; coming: number }) {
  if (!isOn) return 'off';
  if (problem !== null) return 'refused';
  if (free > 0) return 'ready';
  return discountId === null || coming > 0 ? 'being made' : 'empty';
}

async function titlesIn(db: Db, shopId: string, offers: readonly Offer[]): Promise<Record<string, string>> {
  const ids = offers.map(termsOf).flatMap(({ items }) => (items.kind === 'all' ? [] : items.ids));
  if (ids.length === 0) return {};
  const wanted = { where: { shopId, id: { in: ids } }, select: { id: true, title: true } };
  const [products, collections] = await Promise.all([db.product.findMany(wanted), db.collection.findMany(wanted)]);
  return Object.fromEntries([...products, ...collections].map(({ id, title }) => [id, title]));
}

/** By offer: names of flows that are on and have a step that gives its codes. */
async function flowsGiving(db: Db, shopId: string): Promise<Map<string, string[]>> {
  const rows = await db.$queryRaw<{ offerId: string; names: string[] }[]>`
    SELECT n->>'offer' AS "offerId", array_agg(DISTINCT v."definition"->>'name') AS "names"
    FROM flows f JOIN flow_versions v ON v."shopId" = f."shopId" AND v."flowKey" = f."key" AND v."version" = f."liveVersion",
      jsonb_array_elements(v."definition"->'nodes') n
    WHERE f."shopId" = ${shopId}::uuid AND f."isOn" AND n ? 'offer' GROUP BY 1`;
  return new Map(rows.map(({ offerId, names }) => [offerId, names]));
}

async function campaignsGiving(db: Db, shopId: string): Promise<Map<string, string[]>> {
  const rows = await db.$queryRaw<{ offerId: string; names: string[] }[]>`
    SELECT c."definition"->>'offerId' AS "offerId", array_agg(c."name" ORDER BY c."name") AS "names" FROM campaigns c
    WHERE c."shopId" = ${shopId}::uuid AND c."state" IN ('scheduled', 'sending', 'paused') AND c."definition"->>'offerId' IS NOT NULL GROUP BY 1`;
  return new Map(rows.map(({ offerId, names }) => [offerId, names]));
}
