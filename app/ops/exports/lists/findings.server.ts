import { refusingSale } from '~/customers/consent/may-sell.server';
import { csvLine } from '~/platform/csv';
import { findingCount } from '../../data-quality.server';
import { findingWords, isFinding, type Finding } from '../../finding-words';
import { findingRows, type FoundRow } from '../../found-rows.server';
import {
  asPage,
  EXPORT_PAGE,
  listLook,
  readSkip,
  skipPlace,
  type ExportOf,
  type ListExport,
} from '../list-export.server';

/**
 * The rows behind a number of the Data page (`finding=NAME` in the address), as that page has them. Who does not want what is known of them sold or shared is
 * marked: the file may be meant for others.
 */
export const findings: ListExport = {
  headings: ['customer', 'refuses_data_sale', 'finding', 'told_or_about', 'kept_meant_or_beside'],
  look: listLook('findings'),
  count: async (of) => {
    const finding = findingOf(of);
    return (finding && (await findingCount(of.db, of.shop.id, of.now, finding))) ?? 0;
  },
  page: async (of, after) => {
    const finding = findingOf(of);
    const found = finding ? await findingRows(of, { finding, limit: EXPORT_PAGE, skip: readSkip(after) }) : [];
    return asPage(
      found,
      () => skipPlace(of, after, found),
      (rows) => linesOf(of, finding, rows),
    );
  },
};

function findingOf({ search }: Pick<ExportOf, 'search'>): Finding | null {
  const name = search.get('finding') ?? '';
  return isFinding(name) ? name : null;
}

async function linesOf({ db, shop }: ExportOf, finding: Finding | null, rows: readonly FoundRow[]): Promise<string> {
  if (!finding) return '';
  const { what } = findingWords(finding);
  const refusing = await refusingSale(
    db,
    shop.id,
    rows.flatMap(({ profileId }) => profileId ?? []),
  );
  return rows
    .map(({ profileId, before, after, at }) => {
      const refuses = profileId && (refusing.has(profileId) ? 'yes' : 'no');
      return csvLine([profileId, refuses, what, before, at ?? after]);
    })
    .join('');
}
