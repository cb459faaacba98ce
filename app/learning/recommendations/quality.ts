import { CONTEXTS, type Context, type RecommenderModel } from '~/decisions/recommendations/model';
import { bootstrap, difference, type Interval } from './bootstrap';
import { casesOf } from './cases';
import { HYBRID, measureContext, sharesOf, type Measured } from './evaluate-model';
import { until, type History } from './history';
import { trainModel, type TrainedModel } from './train-model';

/** What a model was worth in one context, on what happened after it was made. */
export interface ContextQuality {
  cases: number;
  /** Means by strategy, the mix that serves among them as "hybrid". */
  strategies: Record<string, Measured['means']>;
  coverage20: number;
  novelty: number;
  /** How much better than best-sellers by the context's aim, with its 95 % interval. */
  gain: Interval;
}

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

/**
 * Trains as if a tenth of the time had not happened yet, and asks about it. Null where there is too little to say. The model that was asked comes
 * too: its mixes are those that serve.
 */
export function measureQuality(history: History): { quality: Quality; trained: TrainedModel } | null {
  const times = [...history.orders, ...history.visits].map(({ at }) => at);
  if (times.length === 0) return null;
  const [first, last] = times.reduce(([low, high], at) => [Math.min(low, at), Math.max(high, at)], [
    Infinity,
    -Infinity,
  ] as [number, number]);
  const testAt = last - (last - first) * HELD_OUT;
  const before = until(history, testAt);
  if (before.orders.length + before.visits.length === 0) return null;
  const trained = trainModel(before, testAt, { splitAt: testAt - (testAt - first) * HELD_OUT });
  const later = {
    orders: history.orders.filter(({ at }) => at > testAt),
    visits: history.visits.filter(({ at }) => at > testAt),
  };
  const contexts = measureAll(trained, before, later);
  if (Object.keys(contexts).length === 0) return null;
  const { cart } = contexts;
  const of = (name: string) => cart?.strategies[name]?.hr10 ?? 0;
  const quality = { cases: cart?.cases ?? 0, hitRate10: of(HYBRID), popularityHitRate10: of('best-sellers'), contexts };
  return { quality, trained };
}

function measureAll(
  { model, numbered }: TrainedModel,
  before: History,
  later: Pick<History, 'orders' | 'visits'>,
): Quality['contexts'] {
  const cases = casesOf(before, numbered, later);
  const { baskets, sessions, size } = numbered.learned;
  const shares = sharesOf(baskets.length > 0 ? baskets : sessions, size);
  const contexts: Quality['contexts'] = {};
  for (const context of CONTEXTS) {
    const asked = (cases[context] ?? []).slice(0, MOST_CASES);
    if (asked.length === 0) continue;
    contexts[context] = qualityOf(model, context, asked, shares);
  }
  return contexts;
}

function qualityOf(
  model: RecommenderModel,
  context: Context,
  cases: Parameters<typeof measureContext>[2],
  shares: Float64Array,
): ContextQuality {
  const table = measureContext(model, context, cases, shares);
  const [hybrid, popular] = [table[HYBRID], table['best-sellers']];
  if (!hybrid || !popular) throw new Error('the hybrid and best-sellers are always measured');
  return {
    cases: cases.length,
    strategies: Object.fromEntries(Object.entries(table).map(([name, { means }]) => [name, means])),
    ...{ coverage20: hybrid.coverage20, novelty: hybrid.novelty },
    gain: bootstrap(difference(hybrid.perCase, popular.perCase)),
  };
}
