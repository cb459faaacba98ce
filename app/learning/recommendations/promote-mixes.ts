import { CONTEXTS, type Context, type Mix, type Mixes, type RecommenderModel } from '~/decisions/recommendations/model';
import { mixed } from '~/decisions/recommendations/hybrid';
import type { MixVerdict } from '~/decisions/recommendations/verdict';
import type { CasesByContext } from './cases';
import { CONTEXT_TERMS } from './contexts';
import { rankedWorth } from './metrics/ranking';
import type { Case } from './tasks';

/** Fewer would decide by chance: what serves goes on then. */
const FEWEST_CASES = 30;
const SHOWN = 20;

export interface Promoted {
  mixes: Mixes;
  contexts: MixVerdict[];
}

/**
 * The mixes that serve from now on: in each context the one chosen anew where it answers held-out cases at least as well as the one that served, by
 * the same strategies fitted to the same past. What the model was made of must lie before those cases.
 */
export function promoteMixes(model: RecommenderModel, served: Mixes, cases: CasesByContext): Promoted {
  const contexts: MixVerdict[] = [];
  const mixes: Record<Context, Mix> = { ...served };
  for (const context of CONTEXTS) {
    const asked = cases[context] ?? [];
    if (asked.length < FEWEST_CASES) continue;
    const before = worth(model, context, served[context], asked);
    const chosen = worth(model, context, model.mixes[context], asked);
    const isNew = chosen >= before;
    contexts.push({ context, cases: asked.length, served: before, chosen, isNew });
    if (isNew) mixes[context] = model.mixes[context];
  }
  return { mixes, contexts };
}

function worth(model: RecommenderModel, context: Context, mix: Mix, cases: readonly Case[]): number {
  const { aim } = CONTEXT_TERMS[context];
  const sum = cases.reduce((total, { query, wanted, wantedCount, mayShow }) => {
    const list = mixed(model, mix, query, SHOWN, mayShow).map(({ item }) => item);
    return total + rankedWorth(list, wanted, wantedCount)[aim];
  }, 0);
  return sum / cases.length;
}
