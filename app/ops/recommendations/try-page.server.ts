import type { Shop } from '@prisma/client';
import { findAddress } from '~/customers/profiles/address-vault.server';
import { normaliseEmail } from '~/customers/profiles/email-address';
import { recommendFor, recommendForAll } from '~/decisions/recommendations/recommend.server';
import type { Db } from '~/platform/db/db.server';
import { inShop, pageShop, type PageShop } from '../shop-context.server';
import { readQuestion, type AskedWords, type Question } from './question';
import { sayingsFor, type ShownSayings } from './strategy-sayings.server';
import { trialsOf, type Trial, type TrialDeps } from './trials.server';

interface Named {
  id: string;
  title: string;
}

export interface TryPage {
  shop: PageShop;
  /** What stands in the form, as far as it is known here. */
  asked: {
    shopper: string;
    cart: Named[];
    viewed: Named | null;
    collection: Named | null;
  };
  /** What was left out of the question, and why. */
  problems: string[];
  /** Null: nothing was asked. */
  trial: Trial | null;
  sayings: ShownSayings | null;
  /** What somebody gets who has one of the best-sellers in the cart; where nothing was asked. */
  examples: Trial[];
  /** Whose data it was made of; null: nobody’s. */
  profileId: string | null;
}

const EXAMPLES = 3;
const SHOWN = 6;

/** What would be shown to somebody, or with a cart, and what every way of choosing says to the same question. */
export function tryPage(deps: TrialDeps, shopDomain: string, search: URLSearchParams): Promise<TryPage> {
  const told = readQuestion(search);
  return inShop(deps, shopDomain, async (db, shop) => {
    const page = pageShop(deps, shop);
    const { question, ...known } = await knownOf(deps, db, shop, told);
    const none = { trial: null, sayings: null, examples: [] };
    if (question) return { shop: page, ...known, ...none, ...(await answer(deps, db, shop.id, question)) };
    const examples = known.problems.length > 0 ? [] : await examplesOf(deps, db, shop.id);
    return { shop: page, ...known, ...none, examples };
  });
}

async function knownOf(deps: TrialDeps, db: Db, shop: Shop, told: AskedWords) {
  const ids = [...told.cart, ...(told.viewed ? [told.viewed] : [])];
  const where = { shopId: shop.id, deletedAt: null };
  const [products, collection, address] = await Promise.all([
    db.product.findMany({ where: { ...where, id: { in: ids } }, select: { id: true, title: true } }),
    told.collection
      ? db.collection.findFirst({ where: { ...where, id: told.collection }, select: { id: true, title: true } })
      : null,
    addressOf(deps, db, shop.id, told.shopper),
  ]);
  const titles = new Map(products.map(({ id, title }) => [id, title]));
  const viewed = told.viewed ? (products.find(({ id }) => id === told.viewed) ?? null) : null;
  const cart = told.cart.filter((id) => titles.has(id));
  const problems = [...told.problems, ...problemsOf(told, { cart, viewed, collection, address })];
  const profileId = address?.profileId ?? null;
  const isAsked = cart.length > 0 || viewed !== null || collection !== null || profileId !== null;
  const isStopped = told.shopper !== '' && profileId === null;
  const question: Question | null =
    isAsked && !isStopped
      ? {
          ...{ profileId, cart },
          ...(viewed ? { viewed: [viewed.id] } : {}),
          ...(collection ? { collectionId: collection.id } : {}),
        }
      : null;
  const shown = cart.map((id) => ({ id, title: titles.get(id) ?? '' }));
  return { question, asked: { shopper: told.shopper, cart: shown, viewed, collection }, problems, profileId };
}

async function addressOf(deps: TrialDeps, db: Db, shopId: string, shopper: string) {
  const email = shopper ? normaliseEmail(shopper) : null;
  return email ? findAddress(deps.vault, db, shopId, email) : null;
}

interface Known {
  cart: string[];
  viewed: object | null;
  collection: object | null;
  address: object | null;
}

function problemsOf(told: AskedWords, { cart, viewed, collection, address }: Known): string[] {
  const gone = told.cart.length - cart.length;
  return [
    ...(gone > 0
      ? [`${gone === 1 ? 'A product' : `${gone} products`} of the cart Kindred does not know; left out.`]
      : []),
    ...(told.viewed && !viewed ? ['The product viewed Kindred does not know; left out.'] : []),
    ...(told.collection && !collection ? ['The collection Kindred does not know; left out.'] : []),
    ...(told.shopper && !address
      ? [
          'Nobody has this address here. Take one from the list of customers, or leave it empty to try without a shopper.',
        ]
      : []),
  ];
}

async function answer(
  deps: TrialDeps,
  db: Db,
  shopId: string,
  question: Question,
): Promise<Pick<TryPage, 'trial' | 'sayings'>> {
  const terms = { shopId, now: deps.clock.now(), limit: SHOWN };
  const chosen = await recommendFor(deps, db, { ...terms, ...question });
  const [[trial], sayings] = await Promise.all([
    trialsOf(db, shopId, [{ cart: question.cart, chosen }]),
    sayingsFor(deps, db, shopId, question),
  ]);
  return { trial: trial ?? null, sayings };
}

async function examplesOf(deps: TrialDeps, db: Db, shopId: string): Promise<Trial[]> {
  const terms = { shopId, now: deps.clock.now() };
  const best = await recommendFor(deps, db, { ...terms, profileId: null, cart: [], limit: EXAMPLES });
  const carts = best.map(({ productId }) => [productId]);
  const shoppers = carts.map((cart) => ({ profileId: null, cart }));
  const answers = await recommendForAll(deps, db, { ...terms, limit: SHOWN }, shoppers);
  return trialsOf(
    db,
    shopId,
    carts.map((cart, at) => ({ cart, chosen: answers[at] ?? [] })),
  );
}
