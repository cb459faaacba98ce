import { refusingSale } from '~/customers/consent/may-sell.server';
import { countDuplicates, openDuplicates, type ProposedPair } from '~/customers/data-quality/duplicates.server';
import { csvLine, type CsvField } from '~/platform/csv';
import { duplicateWords, likelihoodWords } from '../../duplicate-words';
import { openAddresses, primaryAddresses } from '../../people.server';
import { purchasesOf } from '../../purchases.server';
import {
  asPage,
  EXPORT_PAGE,
  listLook,
  readSkip,
  skipPlace,
  type ExportOf,
  type ListExport,
} from '../list-export.server';

const OF_EACH = ['customer', 'email', 'name', 'orders', 'refuses_data_sale'];

/** Who may be one person and is not decided yet, the likeliest first; of both who does not want what is known of them sold or shared. */
export const duplicates: ListExport = {
  headings: ['likelihood', 'why', ...OF_EACH.map((each) => `one_${each}`), ...OF_EACH.map((each) => `other_${each}`)],
  look: listLook('duplicates'),
  count: ({ db, shop }) => countDuplicates(db, shop.id),
  page: async (of, after) => {
    const found = await openDuplicates(of.db, of.shop.id, EXPORT_PAGE, readSkip(after));
    return asPage(
      found,
      () => skipPlace(of, after, found),
      (pairs) => linesOf(of, pairs),
    );
  },
};

async function linesOf(of: ExportOf, pairs: readonly ProposedPair[]): Promise<string> {
  const fields = await fieldsOf(of, [...new Set(pairs.flatMap(({ oneId, otherId }) => [oneId, otherId]))]);
  return pairs
    .map(({ oneId, otherId, score, reasons }) => {
      const why = reasons.map((reason) => duplicateWords[reason]).join('; ');
      return csvLine([likelihoodWords(score), why, ...fields(oneId), ...fields(otherId)]);
    })
    .join('');
}

async function fieldsOf({ db, vault, shop }: ExportOf, ids: string[]): Promise<(id: string) => CsvField[]> {
  const primary = await primaryAddresses(db, shop.id, ids);
  const opened = await openAddresses(vault, db, shop.id, [...primary.values()]);
  const purchases = await purchasesOf(db, shop, ids);
  const refusing = await refusingSale(db, shop.id, ids);
  return (id) => {
    const who = opened.get(primary.get(id) ?? '');
    const orders = purchases.get(id)?.orders ?? 0;
    return [id, who?.email ?? null, who?.name ?? null, orders, refusing.has(id) ? 'yes' : 'no'];
  };
}
