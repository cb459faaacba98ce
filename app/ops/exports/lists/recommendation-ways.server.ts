import { sharesOf } from '~/decisions/recommendations/each-strategy';
import { csvLine, type CsvField } from '~/platform/csv';
import { measuredQuality, type MeasuredContext } from '../../recommender-quality';
import { SITUATIONS } from '../../recommendations/situation-words';
import type { ExportOf, ListExport } from '../list-export.server';

/** Each way of choosing in each situation by the field's figures, of the version that serves. Names nobody; some dozen rows. */
export const recommendationWays: ListExport = {
  headings: [
    ...['situation', 'cases', 'way', 'share_of_mix', 'hit_rate_10', 'hit_rate_20', 'ndcg_10', 'mrr_20', 'precision_10'],
    ...['recall_10', 'coverage_20', 'novelty_bits'],
  ],
  look: () => null,
  count: async (of) => (await rowsOf(of)).length,
  page: async (of) => {
    const rows = await rowsOf(of);
    return { lines: rows.map(csvLine).join(''), rows: rows.length, next: null };
  },
};

async function rowsOf({ db, shop }: ExportOf): Promise<CsvField[][]> {
  const where = { shopId: shop.id, isActive: true };
  const { contexts, mixes } = measuredQuality(
    (await db.recommenderModel.findFirst({ where, select: { metrics: true } }))?.metrics,
  );
  return SITUATIONS.flatMap((situation) => {
    const measured = contexts[situation];
    return measured ? waysOf(situation, measured, sharesOf(mixes[situation] ?? {})) : [];
  });
}

const waysOf = (situation: string, { cases, strategies }: MeasuredContext, shares: Record<string, number>) =>
  Object.entries(strategies).map(([way, { hr10, hr20, ndcg10, mrr20, p10, r10, coverage20, novelty }]) => [
    ...[situation, cases, way, shares[way] ?? null, hr10, hr20, ndcg10, mrr20, p10, r10],
    ...[coverage20 ?? null, novelty ?? null],
  ]);
