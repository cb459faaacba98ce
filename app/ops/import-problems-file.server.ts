import { z } from 'zod';
import { logAccess } from '~/platform/audit/access-log.server';
import type { SystemClock } from '~/platform/clock/clock';
import { csvLine } from '~/platform/csv';
import { withShop } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';
import { headingsOf } from './imports.server';
import { inShop, type PageDeps } from './shop-context.server';

type FileDeps = PageDeps & { ids: Ids; systemClock: SystemClock };

const BATCH = 500;

/**
 * The rows that were not taken as they stand, each as it stands in the file, with the column, why, and what to do: to be corrected and imported again.
 * That somebody fetched it is written down first. Null where there is no such import.
 */
export async function importProblemsFile(
  deps: FileDeps,
  shopDomain: string,
  actor: string,
  rawId: string | undefined,
): Promise<AsyncGenerator<string> | null> {
  const id = z.uuid().safeParse(rawId);
  if (!id.success) return null;
  return inShop(deps, shopDomain, async (db, shop) => {
    const run = await db.import.findUnique({ where: { shopId_id: { shopId: shop.id, id: id.data } } });
    if (!run) return null;
    await logAccess(deps, db, shop.id, { actor, what: 'import-problems-exported', subject: run.id });
    return lines(deps, { shopId: shop.id, importId: run.id }, headingsOf(deps, run));
  });
}

async function* lines(
  { db: { prisma }, vault }: FileDeps,
  { shopId, importId }: { shopId: string; importId: string },
  headings: string[],
): AsyncGenerator<string> {
  yield `\uFEFF${csvLine([...headings, 'Line in the file', 'Column', 'What is wrong', 'What to do'])}`;
  let after = { line: -1, seq: -1 };
  for (;;) {
    const batch = await withShop(shopId, () =>
      prisma.importProblem.findMany({
        where: { shopId, importId, OR: [{ line: { gt: after.line } }, { line: after.line, seq: { gt: after.seq } }] },
        orderBy: [{ line: 'asc' }, { seq: 'asc' }],
        take: BATCH,
      }),
    );
    for (const { row, line, column, reason, remedy } of batch) {
      const fields = row ? (JSON.parse(vault.open(row, shopId)) as string[]) : ['(erased)'];
      yield csvLine([...headings.map((_, index) => fields[index] ?? ''), line, column, reason, remedy]);
    }
    const last = batch.at(-1);
    if (!last || batch.length < BATCH) return;
    after = last;
  }
}
