import type { Shop } from '@prisma/client';
import { ruleWords } from '~/decisions/explanations/rule-words';
import type { ModelStore } from '~/decisions/recommendations/models.server';
import { recommendFor } from '~/decisions/recommendations/recommend.server';
import { stateAt } from '~/decisions/recommendations/rule-times';
import { addRule, listRules, type NewRule } from '~/decisions/recommendations/rules.server';
import type { Db } from '~/platform/db/db.server';
import type { SaveOutcome } from '../save-outcome';
import { inShop, type PageDeps } from '../shop-context.server';
import { shownRecommendations, type ShownProduct } from '../shown-products.server';
import { refusalWords, type RuleDeps } from './change-rules.server';
import { readRule } from './rule-form';
import { aboutWords, leftWarning, titlesOf } from './rules-page.server';
import { countAbout, leftBy, productsShownNow } from './shelf.server';

export interface RulePreview {
  kind: 'previewed';
  words: string;
  about: string;
  warning: string | null;
  /** The best-seller that is put into a cart to see; null: nothing is recommended yet. */
  cart: ShownProduct | null;
  before: ShownProduct[];
  after: ShownProduct[];
}

type Refused = Extract<SaveOutcome, { kind: 'refused' }>;
export type PreviewOutcome = RulePreview | Refused;

const SHOWN = 6;

/** Carries what was seen out of a transaction that is taken back. */
class TakenBack extends Error {
  constructor(readonly seen: PreviewOutcome) {
    super('a preview is taken back');
  }
}

/** What a rule would change, seen by what would serve: it is added, looked at and taken back. */
export function previewRule(
  deps: RuleDeps & PageDeps & { models: ModelStore },
  shopDomain: string,
  form: unknown,
): Promise<PreviewOutcome> {
  return inShop(deps, shopDomain, async (_db, shop) => {
    const now = deps.clock.now();
    const read = readRule(form, shop, now);
    if (read.kind === 'wrong') return { kind: 'refused', problems: read.problems };
    try {
      return await deps.db.transaction(async (tx): Promise<never> => {
        throw new TakenBack(await see(deps, tx, shop, read.value));
      });
    } catch (error) {
      if (error instanceof TakenBack) return error.seen;
      throw error;
    }
  });
}

async function see(
  deps: RuleDeps & { models: ModelStore },
  tx: Db,
  shop: Shop,
  rule: NewRule,
): Promise<PreviewOutcome> {
  const now = deps.clock.now();
  const ask = (cart: string[], limit: number) =>
    recommendFor(deps, tx, { shopId: shop.id, profileId: null, cart, now, limit });
  const [best] = await ask([], 1);
  const inCart = best ? [best.productId] : [];
  const before = best ? await ask(inCart, SHOWN) : [];
  const added = await addRule(deps, tx, shop.id, rule);
  if (added.kind !== 'added') return { kind: 'refused', problems: [await refusalWords(tx, shop, added)] };
  // A rule of later days is looked at as if they had come.
  const data = { startsAt: null };
  await tx.recommendationRule.update({ where: { shopId_id: { shopId: shop.id, id: added.rule.id } }, data });
  const after = best ? await ask(inCart, SHOWN) : [];
  const shown = (chosen: typeof before) => shownRecommendations(tx, shop.id, chosen);
  return {
    ...{ kind: 'previewed', ...(await saidOf(tx, shop, rule, now)) },
    cart: best ? ((await shown([best]))[0] ?? null) : null,
    before: await shown(before),
    after: await shown(after),
  };
}

async function saidOf(
  tx: Db,
  shop: Shop,
  rule: NewRule,
  now: Date,
): Promise<Pick<RulePreview, 'words' | 'about' | 'warning'>> {
  const products = await productsShownNow(tx, shop.id);
  const rules = (await listRules(tx, shop.id)).filter((each) => stateAt(each, now) === 'in-force');
  const titles = await titlesOf(tx, shop.id, [rule]);
  const isExcluding = rule.effect === 'exclude';
  return {
    words: ruleWords(rule, { ...shop, titleOf: (id) => titles.get(id) }),
    about: aboutWords(countAbout(rule, products), shop.locale),
    warning: leftWarning(leftBy(rules, products), isExcluding, shop.locale),
  };
}
