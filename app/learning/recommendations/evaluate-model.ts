import { mixed } from '~/decisions/recommendations/hybrid';
import type { Context, RecommenderModel } from '~/decisions/recommendations/model';
import { ScoreBoard } from '~/decisions/recommendations/score-board';
import { score } from '~/decisions/recommendations/strategies';
import { CONTEXT_TERMS } from './contexts';
import { rankedWorth, type Ranked } from './metrics/ranking';
import type { Case } from './tasks';

/** What one way of answering was worth. */
export interface Measured {
  /** Means over the cases. */
  means: Ranked & { f1: number };
  /** Distinct products in anybody's first twenty ÷ products. */
  coverage20: number;
  /** Mean over shown products of −log₂ of the share of orders (or visits) that hold them: what is rare is news (Vargas, Castells, 2011). */
  novelty: number;
  /** The aim of each case, for paired comparisons. */
  perCase: Float64Array;
  /** Per case, 1 where one of the first ten was wanted. */
  hits10: Float64Array;
  /** Microseconds an answer took. */
  microseconds: { p50: number; p99: number };
}

export type Answer = (query: Case['query'], mayShow: Case['mayShow']) => readonly number[];

export interface MeasureTerms {
  size: number;
  aim: keyof Ranked;
  /** Per product, the share of lists that hold it. */
  shares: Float64Array;
}

const SHOWN = 20;

export function measure(cases: readonly Case[], answer: Answer, { size, aim, shares }: MeasureTerms): Measured {
  const sums: Ranked & { f1: number } = { hr10: 0, hr20: 0, mrr20: 0, ndcg10: 0, p10: 0, r10: 0, f1: 0 };
  const perCase = new Float64Array(cases.length);
  const hits10 = new Float64Array(cases.length);
  const times = new Float64Array(cases.length);
  const everShown = new Set<number>();
  const news = { bits: 0, products: 0 };
  for (const [row, { query, wanted, wantedCount, mayShow }] of cases.entries()) {
    const before = performance.now();
    const list = answer(query, mayShow);
    times[row] = (performance.now() - before) * 1_000;
    const worth = rankedWorth(list, wanted, wantedCount);
    for (const name of Object.keys(worth) as (keyof Ranked)[]) sums[name] += worth[name];
    sums.f1 += worth.p10 + worth.r10 > 0 ? (2 * worth.p10 * worth.r10) / (worth.p10 + worth.r10) : 0;
    perCase[row] = worth[aim];
    hits10[row] = worth.hr10;
    for (const item of list) {
      everShown.add(item);
      news.bits -= Math.log2(Math.max(shares[item] ?? 0, 1 / (size * SHOWN)));
      news.products += 1;
    }
  }
  times.sort();
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return {
    means: meansOf(sums, cases.length || 1),
    coverage20: everShown.size / (size || 1),
    novelty: news.bits / (news.products || 1),
    ...{ perCase, hits10, microseconds: { p50: at(0.5), p99: at(0.99) } },
  };
}

function meansOf(sums: Measured['means'], count: number): Measured['means'] {
  const means = { ...sums };
  for (const name of Object.keys(means) as (keyof Measured['means'])[]) means[name] /= count;
  return means;
}

/** Answers of the mix that serves in a context, by the function that serves. */
export const hybridAnswer =
  (model: RecommenderModel, context: Context): Answer =>
  (query, mayShow) =>
    mixed(model, model.mixes[context], query, SHOWN, mayShow).map(({ item }) => item);

/** Answers of one strategy alone. */
export function strategyAnswer(model: RecommenderModel, name: string): Answer {
  const board = new ScoreBoard(model.ids.length);
  const fitted = model.strategies[name];
  if (!fitted) throw new Error(`the model has no strategy ${name}`);
  return (query, mayShow) => {
    score(fitted, query, board);
    const list = board.best(SHOWN, mayShow);
    board.clear();
    return list;
  };
}

/** Per product, the share of orders, or where there are none of visits, that hold it. */
export function sharesOf(lists: readonly { items: readonly number[] }[], size: number): Float64Array {
  const shares = new Float64Array(size);
  for (const { items } of lists)
    for (const item of new Set(items)) shares[item] = (shares[item] ?? 0) + 1 / lists.length;
  return shares;
}

export type Table = Record<string, Measured>;

export const HYBRID = 'hybrid';

/** The mix that serves and each of its possible parts, on the same cases. */
export function measureContext(
  model: RecommenderModel,
  context: Context,
  cases: readonly Case[],
  shares: Float64Array,
): Table {
  const { strategies, aim } = CONTEXT_TERMS[context];
  const terms = { size: model.ids.length, aim, shares };
  const table: Table = { [HYBRID]: measure(cases, hybridAnswer(model, context), terms) };
  for (const name of new Set([...strategies, 'best-sellers']))
    table[name] = measure(cases, strategyAnswer(model, name), terms);
  return table;
}
