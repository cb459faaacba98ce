import { CONTEXTS, type Context, type Mix, type Mixes, type RecommenderModel } from '~/decisions/recommendations/model';
import { vocabularyOf } from '~/decisions/recommendations/vocabulary';
import { casesOf, newProductCases } from './cases';
import { chooseMix, type Asking, type ChosenMix } from './choose-mix';
import { CONTEXT_TERMS, filled } from './contexts';
import { fitPopular, fitStrategies } from './fit/fit-strategies';
import { fitRepeats } from './fit/repeats';
import { until, type History } from './history';
import { numberHistory, type NumberedHistory } from './number-history';
import { shrinkMix } from './shrink-mix';
import type { Case } from './tasks';

export interface Validation {
  /** Training stands before this instant, the questions after it. */
  splitAt: number;
  /** What happened after it, where that is not simply the rest of the history. */
  after?: Pick<History, 'orders' | 'visits'>;
}

/** Mixes that were chosen before, on less of the same history. */
export interface ChosenBefore {
  mixes: Mixes;
}

export interface TrainedModel {
  model: RecommenderModel;
  numbered: NumberedHistory;
  /** How each context's mix was chosen; null where there were too few cases. */
  chosen: Record<Context, ChosenMix | null>;
}

/** More say little more, and cost as much each. */
const MOST_CASES = 1_500;
/** Fewer would choose a mix by chance. */
const FEWEST_CASES = 30;

/**
 * Fits all strategies to a history as it stood at `now`. Their mixes are chosen on the questions after `splitAt`, answered by strategies
 * that were fitted to what came before it. Throws FutureInTraining where the history is later than `now`.
 */
export function trainModel(history: History, now: number, how: Validation | ChosenBefore | null): TrainedModel {
  const numbered = numberHistory(history, now);
  const chosen = how && 'splitAt' in how ? chooseMixes(history, how) : noMixes();
  const mixes =
    how && 'mixes' in how
      ? how.mixes
      : (Object.fromEntries(CONTEXTS.map((context) => [context, mixOf(context, chosen[context])])) as Record<
          Context,
          Mix
        >);
  const vocabulary = vocabularyOf(numbered.learned.words);
  const model = {
    ids: numbered.ids,
    strategies: fitStrategies(numbered.learned, vocabulary),
    vocabulary,
    mixes,
    repeats: fitRepeats(numbered.learned),
  };
  return { model, numbered, chosen };
}

const fitAll = ({ learned }: NumberedHistory) => fitStrategies(learned, vocabularyOf(learned.words));

function mixOf(context: Context, chosen: ChosenMix | null): Mix {
  const { prior } = CONTEXT_TERMS[context];
  return chosen ? filled(shrinkMix(chosen.mix, prior, chosen.cases)) : prior;
}

const noMixes = (): Record<Context, ChosenMix | null> =>
  Object.fromEntries(CONTEXTS.map((context) => [context, null])) as Record<Context, ChosenMix | null>;

function chooseMixes(history: History, { splitAt, after }: Validation): Record<Context, ChosenMix | null> {
  const before = until(history, splitAt);
  const later = after ?? {
    orders: history.orders.filter(({ at }) => at > splitAt),
    visits: history.visits.filter(({ at }) => at > splitAt),
  };
  const numbered = numberHistory(before, splitAt);
  const cases = casesOf(before, numbered, later);
  const strategies = fitAll(numbered);
  const chosen = noMixes();
  for (const context of CONTEXTS)
    chosen[context] = choose(context, strategies, cases[context] ?? [], numbered.ids.length);
  chosen.nobody = chooseForNobody(before, splitAt, later);
  chosen['new-products'] = chooseForNew(before, splitAt, later);
  return chosen;
}

function choose(
  context: Context,
  strategies: RecommenderModel['strategies'],
  cases: readonly Case[],
  size: number,
): ChosenMix | null {
  return chooseBy(context, [{ cases: evenly(cases, MOST_CASES), strategies }], size);
}

function chooseBy(context: Context, askings: readonly Asking[], size: number): ChosenMix | null {
  const cases = askings.reduce((sum, asking) => sum + asking.cases.length, 0);
  if (cases < FEWEST_CASES) return null;
  const { strategies: among, aim, prior } = CONTEXT_TERMS[context];
  return chooseMix(askings, { among, aim, prior, size });
}

const WEEKS = 5;
const WEEK_MS = 7 * 86_400_000;
const FORESEEN_MS = 30 * 86_400_000;

/**
 * New buyers are few in a month, and whether one of ten was right is a coarse answer. What needs no person is quickly fitted, so the question is asked
 * again from each of some weeks before the split (rolling origin: Tashman, 2000).
 */
function chooseForNobody(
  before: History,
  splitAt: number,
  later: Pick<History, 'orders' | 'visits'>,
): ChosenMix | null {
  const orders = [...before.orders, ...later.orders];
  let size = 0;
  const askings = Array.from({ length: WEEKS }, (_, weeks): Asking => {
    const origin = splitAt - weeks * WEEK_MS;
    const past = until(before, origin);
    const numbered = numberHistory(past, origin);
    size = Math.max(size, numbered.ids.length);
    const after = orders.filter(({ at }) => at > origin && at <= origin + FORESEEN_MS);
    const cases = casesOf(past, numbered, { orders: after, visits: [] }).nobody ?? [];
    return { cases: evenly(cases, MOST_CASES), strategies: fitPopular(numbered.learned) };
  });
  return chooseBy('nobody', askings, size);
}

/** One product in ten is taken for new: its sales are forgotten, and buyers are asked about it. */
const TAKEN_FOR_NEW = 10;

function chooseForNew(before: History, now: number, later: Pick<History, 'orders' | 'visits'>): ChosenMix | null {
  const { numbered, cases } = takenForNew(before, now, later.orders);
  if (cases.length < FEWEST_CASES) return null;
  return choose('new-products', fitAll(numbered), cases, numbered.ids.length);
}

/** A history without the sales of some products, and what its buyers bought of them later. */
export function takenForNew(before: History, now: number, later: History['orders']) {
  const known = [...new Set(before.orders.flatMap(({ items }) => items))].sort();
  const cold = new Set(known.filter((_, place) => place % TAKEN_FOR_NEW === 0));
  const left = forgetSales(before, cold);
  const numbered = numberHistory(left, now);
  return { history: left, numbered, cases: newProductCases(left, numbered, later, cold) };
}

/** The history as it would be had nobody met these products yet; they stay in the catalogue. */
export function forgetSales(history: History, cold: ReadonlySet<string>): History {
  const warm = <T extends { items: readonly string[] }>(lists: readonly T[]): T[] =>
    lists
      .map((list) => ({ ...list, items: list.items.filter((id) => !cold.has(id)) }))
      .filter(({ items }) => items.length > 0);
  return { ...history, orders: warm(history.orders), visits: warm(history.visits) };
}

/** So many of them, spread over all. */
function evenly<T>(all: readonly T[], most: number): readonly T[] {
  if (all.length <= most) return all;
  return Array.from({ length: most }, (_, nth) => all[Math.floor((nth * all.length) / most)] as T);
}
