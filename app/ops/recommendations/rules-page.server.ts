import type { Shop } from '@prisma/client';
import { dayWords } from '~/decisions/explanations/spoken-shop';
import { ruleWords } from '~/decisions/explanations/rule-words';
import type { MerchandisingRule, ProductForRules } from '~/decisions/recommendations/merchandising';
import { stateAt, type RuleState } from '~/decisions/recommendations/rule-times';
import { listRules, MOST_RULES, type StoredRule } from '~/decisions/recommendations/rules.server';
import type { Db } from '~/platform/db/db.server';
import { inShop, pageShop, type PageDeps, type PageShop } from '../shop-context.server';
import { shownMargin, type ShownMargin } from './margin.server';
import { numberWords } from './number-words';
import { lastDayOf } from './rule-form';
import { countAbout, FEWEST_LEFT, knownValues, leftBy, productsShownNow, type KnownValues } from './shelf.server';

export interface ShownRule {
  id: string;
  words: string;
  state: RuleState;
  /** From when until when, in words; null: always. */
  times: string | null;
  /** `2026-12-24`, its last day in the shop's zone; empty: it goes on. */
  until: string;
  /** `It is about 12 products now`. */
  about: string;
  /** What keeps it from doing anything. */
  warning: string | null;
}

export interface RulesPage {
  shop: PageShop;
  /** Those that are over last. */
  rules: ShownRule[];
  mostRules: number;
  /** What “never show” leaves, where that is too little; null: enough. */
  warning: string | null;
  known: KnownValues;
  margin: ShownMargin;
}

/** What the merchant wants of recommendations beyond what people want, and what each rule is about now. */
export function rulesPage(deps: PageDeps, shopDomain: string): Promise<RulesPage> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const [rules, known] = await Promise.all([listRules(db, shop.id), knownValues(db, shop.id)]);
    // Nobody has to wait for the shelf where no rule is about it.
    const products = rules.length > 0 ? await productsShownNow(db, shop.id) : [];
    const titles = await titlesOf(db, shop.id, rules);
    const page = pageShop(deps, shop);
    const context = { shop, page, products, titles, rules, now: deps.clock.now() };
    const shown = rules.map((rule) => shownRule(rule, context));
    return {
      shop: page,
      rules: [...shown.filter(({ state }) => state !== 'over'), ...shown.filter(({ state }) => state === 'over')],
      mostRules: MOST_RULES,
      warning: leftWarning(leftBy(inForce(context), products), rules.length > 0, shop.locale),
      known,
      margin: await shownMargin(db, shop.id),
    };
  });
}

interface Context {
  shop: Shop;
  page: PageShop;
  products: ProductForRules[];
  titles: ReadonlyMap<string, string>;
  rules: readonly StoredRule[];
  now: Date;
}

const inForce = ({ rules, now }: Pick<Context, 'rules' | 'now'>): StoredRule[] =>
  rules.filter((rule) => stateAt(rule, now) === 'in-force');

/** Titles of the products and collections that rules are about. */
export async function titlesOf(
  db: Db,
  shopId: string,
  rules: readonly Pick<MerchandisingRule, 'subject'>[],
): Promise<ReadonlyMap<string, string>> {
  const ids = rules.flatMap(({ subject }) => {
    if (subject.kind === 'product') return [subject.productId];
    return subject.kind === 'collection' ? [subject.collectionId] : [];
  });
  if (ids.length === 0) return new Map();
  const wanted = { where: { shopId, id: { in: ids }, deletedAt: null }, select: { id: true, title: true } };
  const [products, collections] = await Promise.all([db.product.findMany(wanted), db.collection.findMany(wanted)]);
  return new Map([...products, ...collections].map(({ id, title }) => [id, title]));
}

function shownRule(rule: StoredRule, context: Context): ShownRule {
  const { shop, titles, products, now } = context;
  const count = countAbout(rule, products);
  return {
    id: rule.id,
    words: ruleWords(rule, { ...shop, titleOf: (id) => titles.get(id) }),
    state: stateAt(rule, now),
    times: timesWords(rule, context),
    until: rule.endsAt ? lastDayOf(rule.endsAt, shop.timezone) : '',
    about: aboutWords(count, shop.locale),
    warning: stateAt(rule, now) === 'over' ? null : warningOf(rule, count, context),
  };
}

export function aboutWords(count: number, locale: string): string {
  if (count === 0) return 'About no product now';
  return count === 1 ? 'About one product now' : `About ${numberWords(count, locale)} products now`;
}

function warningOf(rule: StoredRule, count: number, context: Context): string | null {
  const { subject } = rule;
  if (count === 0)
    return subject.kind === 'product'
      ? 'It does nothing now: the product is sold out, not published, without a picture, or gone.'
      : 'It does nothing now: no product that can be shown is like that.';
  if (rule.effect === 'exclude') return null;
  const others = inForce(context).filter(({ effect }) => effect === 'exclude');
  const about = context.products.filter((product) => countAbout(rule, [product]) > 0);
  return others.length > 0 && leftBy(others, about) === 0
    ? 'It does nothing now: other rules never show what it is about.'
    : null;
}

function timesWords({ startsAt, endsAt }: StoredRule, { shop, page, now }: Context): string | null {
  const spoken = { ...page, currency: shop.currency };
  const until = endsAt && `until ${dayWords(new Date(endsAt.getTime() - 1), spoken)}, that day included`;
  const from = startsAt && `${startsAt > now ? 'from' : 'since'} ${dayWords(startsAt, spoken)}`;
  const words = [from, until].filter(Boolean).join(' ');
  return words ? words.charAt(0).toUpperCase() + words.slice(1) : null;
}

/** What “never show” leaves, where that is too little. */
export function leftWarning(left: number, isAsked: boolean, locale: string): string | null {
  if (!isAsked || left >= FEWEST_LEFT) return null;
  const what =
    left === 0
      ? 'no product is left'
      : `only ${numberWords(left, locale)} ${left === 1 ? 'product is' : 'products are'} left`;
  return `By what is never shown, sold out or unpublished, ${what} that can be recommended. Remove a rule, or let it be about less.`;
}
