import { mixed } from '~/decisions/recommendations/hybrid';
import type { Context, RecommenderModel } from '~/decisions/recommendations/model';
import type { Query } from '~/decisions/recommendations/query';
import { CONTEXT_TERMS } from '~/learning/recommendations/contexts';
import type { SeededRandom } from '../../devstore/store-data/seeded-random';

const QUESTIONS = 3_000;
/** Of them, those that are answered before anything is measured: a process that serves has its code compiled. */
const WARM_UP = 1_000;

export interface AnswerTimes {
  queryP50Us: number;
  queryP99Us: number;
}

/** How long questions of each context take, answered by the mix it begins with. */
export function askModel(model: RecommenderModel, random: SeededRandom): AnswerTimes {
  const took = new Float64Array(QUESTIONS);
  for (const [nth, [context, query]] of questionsTo(model, random).entries()) {
    const start = performance.now();
    mixed(model, CONTEXT_TERMS[context].prior, query, 20);
    took[nth] = (performance.now() - start) * 1_000;
  }
  const times = took.slice(WARM_UP).sort();
  const at = (share: number) => Math.round(times[Math.floor(times.length * share)] ?? 0);
  return { queryP50Us: at(0.5), queryP99Us: at(0.99) };
}

function questionsTo({ ids }: RecommenderModel, random: SeededRandom): [Context, Query][] {
  const item = () => random.int(0, ids.length - 1);
  const some = (most: number) => Array.from({ length: random.int(1, most) }, item);
  return Array.from({ length: QUESTIONS }, (_, nth) => {
    const orders = Array.from({ length: random.int(1, 8) }, (__, age) => ({ daysAgo: age * 20, items: some(4) }));
    const all: [Context, Query][] = [
      ['cart', { cart: some(4), session: [], orders: [] }],
      ['viewed', { cart: [], session: some(8), orders: [] }],
      ['discovery', { cart: [], session: [], orders }],
      ['nobody', { cart: [], session: [], orders: [] }],
    ];
    return all[nth % all.length] as [Context, Query];
  });
}
