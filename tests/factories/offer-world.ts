import type { Message } from '@prisma/client';
import { giveCodes, type GivenCode } from '~/decisions/offers/give-codes.server';
import { noteShown } from '~/decisions/offers/note-shown.server';
import type { OfferInput } from '~/decisions/offers/offer';
import { makeOffer } from '~/decisions/offers/offers.server';
import type { ShopDiscounts } from '~/decisions/offers/shop-discounts';
import type { TendDeps } from '~/decisions/offers/tend-deps';
import { tendOffers } from '~/decisions/offers/tend-offers.server';
import { createShopDiscounts } from '~/integrations/shopify/shop-discounts.server';
import { withShop } from '~/platform/db/db.server';
import { plan } from './messages';
import { makePerson, type Person } from './people';
import { inShopify, shopDomain, type ShopifyWorld } from './shopify-world';
import { createShop } from './shops';
import type { TestApp } from './test-app';

export const TEN_PERCENT: OfferInput = {
  name: 'Come back',
  terms: {
    ...{ value: { kind: 'percent', percent: 10 }, minimumMinor: null, items: { kind: 'all' } },
    combinesWith: { orders: false, products: false, shipping: true },
  },
  prefix: 'BACK',
  validDays: 7,
  againAfterDays: null,
};

export interface OfferWorld extends ShopifyWorld {
  deps: TendDeps;
  shop: { id: string; domain: string; currency: string; timezone: string };
  offer(input?: Partial<OfferInput>): Promise<string>;
  /** Looks after all offers until nothing of them is due at once. */
  tend(changes?: Partial<ShopDiscounts>): Promise<void>;
  /** Somebody with a planned mail that is to carry a code. */
  wanting(offerId: string): Promise<Person & { message: Message }>;
  give(offerId: string, ...mails: Message[]): Promise<Map<string, GivenCode>>;
  /** The mails leave. */
  show(given: Map<string, GivenCode>): Promise<void>;
  /** Business time goes on. */
  pass(days: number): Promise<void>;
  /** How many codes are in each state. */
  states(): Promise<Record<string, number>>;
}

/** A shop of ours and its Shopify, as strict as the real one, on the same clocks. */
export function inOfferWorld(app: TestApp, work: (world: OfferWorld) => Promise<void>): Promise<void> {
  return inShopify(async (shopify) => {
    const made = await createShop(app);
    const shop = { id: made.id, domain: shopDomain, currency: 'EUR', timezone: 'Europe/Berlin' };
    await withShop(shop.id, () => work(openWorld(app, shopify, shop)));
  });
}

function openWorld(app: TestApp, shopify: ShopifyWorld, shop: OfferWorld['shop']): OfferWorld {
  const { prisma } = app.db;
  const deps: TendDeps = {
    ...{ db: app.db, ids: app.ids, shopDiscounts: createShopDiscounts(shopify.admin) },
    clock: { time: 'business', now: () => shopify.clock.now() },
    systemClock: { time: 'system', now: () => new Date(shopify.system.startedAtMs + shopify.system.offsetMs) },
  };
  const planNow = { ...app, clock: deps.clock };
  return {
    ...shopify,
    ...{ deps, shop },
    offer: (input) => app.db.transaction((tx) => makeOffer(deps, tx, shop.id, { ...TEN_PERCENT, ...input })),
    async tend(changes) {
      const shopDiscounts = { ...deps.shopDiscounts, ...changes };
      const soonMs = 10_000;
      for (let next: Date | null = deps.clock.now(); next && next.getTime() <= deps.clock.now().getTime() + soonMs;) {
        next = await tendOffers({ ...deps, shopDiscounts }, shop);
        // By the time it is asked again Shopify's budget has refilled a little.
        shopify.system.offsetMs += 3_000;
      }
    },
    async wanting(offerId) {
      const person = await makePerson(app, shop.id);
      const subject = { cartToken: null, offerId };
      return { ...person, message: await plan(planNow, shop.id, { profileId: person.profileId, subject }) };
    },
    give: (offerId, ...mails) =>
      giveCodes(
        deps,
        shop,
        mails.map(({ id: messageId, profileId }) => ({ messageId, profileId, offerId })),
      ),
    async show(given) {
      const carrying = [...given].map(([messageId, { codeId }]) => ({ messageId, codeId }));
      await app.db.transaction((tx) => noteShown(deps, tx, shop.id, carrying));
      await prisma.message.updateMany({
        where: { shopId: shop.id, id: { in: [...given.keys()] } },
        data: { state: 'accepted', sentAt: deps.clock.now(), attempts: 1 },
      });
    },
    pass: (days) => shopify.clock.advance(days * 86_400_000),
    async states() {
      const rows = await prisma.discountCode.groupBy({ by: ['state'], where: { shopId: shop.id }, _count: true });
      return Object.fromEntries(rows.map(({ state, _count }) => [state, _count]));
    },
  };
}
