import { CONTEXTS, type Context, type Mixes, type RecommenderModel } from '~/decisions/recommendations/model';
import type { Query } from '~/decisions/recommendations/query';
import type { MixVerdict } from '~/decisions/recommendations/verdict';
import { bootstrap, difference, type Interval } from './bootstrap';
import { casesOf, type CasesByContext } from './cases';
import { HYBRID, measureContext, sharesOf, type Measured } from './evaluate-model';
import { until, type History } from './history';
import { promoteMixes, type Promoted } from './promote-mixes';
import type { Case } from './tasks';
import { takenForNew, trainModel, type TrainedModel } from './train-model';

/** What a model was worth in one context, on what happened after it was made. */
export interface ContextQuality {
  cases: number;
  /** Means by strategy, the mix that serves among them as "hybrid". */
  strategies: Record<string, Measured['means'] & { coverage20: number; novelty: number }>;
  coverage20: number;
  novelty: number;
  /** How often one of ten was wanted, with its 95 % interval. */
  hit10: Interval;
  /** How much better than best-sellers by the context's aim, with its 95 % interval. */
  gain: Interval;
  /** The same for people, or visits, of whom more or less is known. */
  histories: HistoryQuality[];
}

export interface HistoryQuality {
  /** Orders, products of the visit or of the cart that there were to go by. */
  label: HistoryLength;
  cases: number;
  hitRate10: number;
  popularityHitRate10: number;
}

export const HISTORY_LENGTHS = ['1', '2-3', '4+'] as const;
export type HistoryLength = (typeof HISTORY_LENGTHS)[number];

/** How well a shop's recommender does, as it is shown to the merchant. Shares are 0…1. */
export interface Quality {
  /** Later orders of which one product was hidden, and how often it was among ten. */
  cases: number;
  hitRate10: number;
  popularityHitRate10: number;
  contexts: Partial<Record<Context, ContextQuality>>;
}

/** Share of the time that is held out at its end for the test, and before that for choosing mixes. */
const HELD_OUT = 0.1;
const MOST_CASES = 2_000;

export interface MeasuredQuality {
  quality: Quality;
  /** The mixes that serve from now on. */
  mixes: Mixes;
  /** How each context's mix was chosen, where one served before. */
  verdicts: MixVerdict[];
}

/**
 * Trains as if a tenth of the time had not happened yet, and asks about it: which mixes serve from now on, and what they are worth. Null where there is
 * too little to say.
 */
export function measureQuality(history: History, served: Mixes | null): MeasuredQuality | null {
  const split = splitOf(history);
  if (!split) return null;
  const { before, later, testAt, chosenAt } = split;
  const trained = trainModel(before, testAt, { splitAt: chosenAt });
  const cases = casesOf(before, trained.numbered, later);
  const asNew = askedAboutNew(before, testAt, later.orders, trained.model.mixes);
  const { mixes, contexts: verdicts } = served
    ? promoteAll(served, [[trained.model, cases], ...asNew.map(({ model, asked }): Asking => [model, asked])])
    : { mixes: trained.model.mixes, contexts: [] };
  const measured = [{ ...trained, asked: cases }, ...asNew].map(({ model, numbered, asked }) =>
    measureAll({ model: { ...model, mixes }, numbered }, asked),
  );
  const contexts = measured.reduce((all, each) => ({ ...all, ...each }), {});
  if (Object.keys(contexts).length === 0) return null;
  const { cart } = contexts;
  const of = (name: string) => cart?.strategies[name]?.hr10 ?? 0;
  const quality = { cases: cart?.cases ?? 0, hitRate10: of(HYBRID), popularityHitRate10: of('best-sellers'), contexts };
  return { quality, mixes, verdicts };
}

type Asking = [RecommenderModel, CasesByContext];

/** What products nobody bought yet are worth is asked of a model that has forgotten some; none where nobody bought those. */
function askedAboutNew(before: History, testAt: number, later: History['orders'], mixes: Mixes) {
  const { history, cases } = takenForNew(before, testAt, later);
  if (cases.length === 0) return [];
  return [{ ...trainModel(history, testAt, { mixes }), asked: { 'new-products': cases } satisfies CasesByContext }];
}

function promoteAll(served: Mixes, askings: readonly Asking[]): Promoted {
  return askings.reduce<Promoted>(
    ({ mixes, contexts }, [model, cases]) => {
      const next = promoteMixes(model, mixes, cases);
      return { mixes: next.mixes, contexts: [...contexts, ...next.contexts] };
    },
    { mixes: served, contexts: [] },
  );
}

interface HeldOut {
  before: History;
  later: Pick<History, 'orders' | 'visits'>;
  testAt: number;
  chosenAt: number;
}

function splitOf(history: History): HeldOut | null {
  const times = [...history.orders, ...history.visits].map(({ at }) => at);
  if (times.length === 0) return null;
  const [first, last] = times.reduce(([low, high], at) => [Math.min(low, at), Math.max(high, at)], [
    Infinity,
    -Infinity,
  ] as [number, number]);
  const testAt = last - (last - first) * HELD_OUT;
  const before = until(history, testAt);
  if (before.orders.length + before.visits.length === 0) return null;
  const later = {
    orders: history.orders.filter(({ at }) => at > testAt),
    visits: history.visits.filter(({ at }) => at > testAt),
  };
  return { before, later, testAt, chosenAt: testAt - (testAt - first) * HELD_OUT };
}

function measureAll(
  { model, numbered }: Pick<TrainedModel, 'model' | 'numbered'>,
  cases: CasesByContext,
): Quality['contexts'] {
  const { baskets, sessions, size } = numbered.learned;
  const shares = sharesOf(baskets.length > 0 ? baskets : sessions, size);
  const contexts: Quality['contexts'] = {};
  for (const context of CONTEXTS) {
    const asked = (cases[context] ?? []).slice(0, MOST_CASES);
    if (asked.length > 0) contexts[context] = qualityOf(model, context, asked, shares);
  }
  return contexts;
}

function qualityOf(
  model: RecommenderModel,
  context: Context,
  cases: readonly Case[],
  shares: Float64Array,
): ContextQuality {
  const table = measureContext(model, context, cases, shares);
  const [hybrid, popular] = [table[HYBRID], table['best-sellers']];
  if (!hybrid || !popular) throw new Error('the hybrid and best-sellers are always measured');
  return {
    cases: cases.length,
    strategies: Object.fromEntries(
      Object.entries(table).map(([name, { means, coverage20, novelty }]) => [name, { ...means, coverage20, novelty }]),
    ),
    ...{ coverage20: hybrid.coverage20, novelty: hybrid.novelty },
    hit10: bootstrap(hybrid.hits10),
    gain: bootstrap(difference(hybrid.perCase, popular.perCase)),
    histories: byHistory(cases, hybrid.hits10, popular.hits10),
  };
}

function byHistory(cases: readonly Case[], hits: Float64Array, popular: Float64Array): HistoryQuality[] {
  return HISTORY_LENGTHS.flatMap((label): HistoryQuality[] => {
    const rows = [...cases.keys()].filter((row) => lengthOf(cases[row]?.query) === label);
    if (rows.length === 0) return [];
    const mean = (values: Float64Array) => rows.reduce((sum, row) => sum + (values[row] ?? 0), 0) / rows.length;
    return [{ label, cases: rows.length, hitRate10: mean(hits), popularityHitRate10: mean(popular) }];
  });
}

/** Null where nothing is known at all. */
function lengthOf(query: Query | undefined): HistoryLength | null {
  const known = query?.cart.length || query?.session.length || query?.orders.length || 0;
  if (known === 0) return null;
  if (known === 1) return '1';
  return known < 4 ? '2-3' : '4+';
}
