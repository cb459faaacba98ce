import type { Prisma } from '@prisma/client';
import { csvLine } from '~/platform/csv';
import { IMPORT_STATES } from '../../import-words';
import { importRow } from '../../imports.server';
import { asPage, EXPORT_PAGE, readPlace, type ExportOf, type ListExport } from '../list-export.server';

/** What was imported, newest first. Names nobody: files by their names, and counts. */
export const imports: ListExport = {
  headings: ['id', 'file', 'state', 'uploaded_at', 'rows', 'rows_done', 'rows_to_correct', 'results', 'problem'],
  look: () => null,
  count: ({ db, shop }) => db.import.count({ where: whereOf(shop) }),
  page: async ({ db, shop }, after) => {
    const place = readPlace(after);
    const beyond = place && { OR: [{ createdAt: { lt: place.at } }, { createdAt: place.at, id: { lt: place.id } }] };
    const found = await db.import.findMany({
      where: { ...whereOf(shop), ...(beyond ? { AND: beyond } : {}) },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: EXPORT_PAGE,
    });
    return asPage(
      found,
      ({ createdAt: at, id }) => ({ at, id }),
      (runs) => runs.map((run) => lineOf(importRow(run))).join(''),
    );
  },
};

const whereOf = ({ id: shopId }: ExportOf['shop']): Prisma.ImportWhereInput => ({
  shopId,
  state: { not: 'uploading' },
});

function lineOf({ id, fileName, state, createdAt, ...row }: ReturnType<typeof importRow>): string {
  const { rowsTotal, rowsDone, problemRows, results, problem } = row;
  return csvLine([
    ...[id, fileName, IMPORT_STATES[state].words, createdAt],
    ...[rowsTotal, rowsDone, problemRows, results.join(' '), problem],
  ]);
}
