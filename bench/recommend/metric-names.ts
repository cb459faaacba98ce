import type { Context } from '~/decisions/recommendations/model';
import type { Measured } from '~/learning/recommendations/evaluate-model';

/** What was measured, under the names by which others give it. `_new`: only what was not in the visit already. */
export function named(context: Context, { means, coverage20, microseconds }: Measured): Record<string, number> {
  const { hr10, hr20, mrr20, ndcg10, p10, r10, f1 } = means;
  return {
    ...{ HR10: hr10, HR20: hr20, MRR20: mrr20, NDCG10: ndcg10, P10: p10, R10: r10, F1_10: f1, cov20: coverage20 },
    ...(context === 'viewed' ? { HR20_new: hr20, MRR20_new: mrr20 } : {}),
    ...{ p50Us: microseconds.p50, p99Us: microseconds.p99 },
  };
}
