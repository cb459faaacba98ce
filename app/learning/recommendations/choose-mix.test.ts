import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mixed } from '~/decisions/recommendations/hybrid';
import { CONTEXTS } from '~/decisions/recommendations/model';
import { anyHistory, daysAgo, TRAINED_AT } from '../../../tests/factories/recommender-data';
import { casesOf } from './cases';
import { chooseMix } from './choose-mix';
import { CONTEXT_TERMS } from './contexts';
import { rankedWorth } from './metrics/ranking';
import { until } from './history';
import { trainModel } from './train-model';

const SPLIT_AT = daysAgo(30);

describe('the mix that is chosen', () => {
  test('is never below its best part on the cases it was chosen by, and is worth what the serving function makes of it', () => {
    fc.assert(
      fc.property(anyHistory, fc.constantFrom(...CONTEXTS), (history, context) => {
        const known = until(history, TRAINED_AT);
        const before = until(known, SPLIT_AT);
        const { model, numbered } = trainModel(before, SPLIT_AT, null);
        const after = {
          orders: known.orders.filter(({ at }) => at > SPLIT_AT),
          visits: known.visits.filter(({ at }) => at > SPLIT_AT),
        };
        const cases = casesOf(before, numbered, after)[context] ?? [];
        if (cases.length === 0) return;
        const { strategies: among, aim, prior } = CONTEXT_TERMS[context];
        const chosen = chooseMix([{ cases, strategies: model.strategies }], {
          among,
          aim,
          prior,
          size: model.ids.length,
        });
        expect(chosen.worth).toBeGreaterThanOrEqual(Math.max(...Object.values(chosen.singles)) - 1e-9);
        const served = cases.map(({ query, wanted, wantedCount, mayShow }) => {
          const list = mixed(model, chosen.mix, query, 20, mayShow).map(({ item }) => item);
          return rankedWorth(list, wanted, wantedCount)[aim];
        });
        expect(served.reduce((sum, worth) => sum + worth, 0) / cases.length).toBeCloseTo(chosen.worth, 1);
      }),
      { numRuns: 40 },
    );
  });
});
