import { addMs, minutes, type Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { endImport, UNDO_DAYS } from './imports.server';

const DAY_MINUTES = 1_440;
/** A file that nobody goes on with is let go of. */
const WAITS_DAYS = 7;
/** Rows that were not taken as they stood can be fetched for so long. */
export const PROBLEMS_DAYS = 30;

/** Lets go of files and rows whose time is over. */
export async function purgeImports(deps: { clock: Clock }, db: Db, shopId: string): Promise<void> {
  const ago = (days: number) => addMs(deps.clock.now(), -minutes(days * DAY_MINUTES));
  const waiting = await db.import.findMany({
    where: { shopId, state: { in: ['uploading', 'mapping'] }, createdAt: { lt: ago(WAITS_DAYS) } },
    select: { id: true },
  });
  for (const { id: importId } of waiting)
    await endImport(deps, db, { shopId, importId }, { state: 'failed', problem: 'Nobody went on with it for a week.' });
  await forgetAdditions(db, shopId, ago(UNDO_DAYS));
  const over = await db.import.findMany({
    where: { shopId, finishedAt: { lt: ago(PROBLEMS_DAYS) }, problemRows: { gt: 0 } },
    select: { id: true },
  });
  if (over.length) await db.importProblem.deleteMany({ where: { shopId, importId: { in: over.map(({ id }) => id) } } });
}

/** What can be undone no more need not be known, nor what was. */
async function forgetAdditions(db: Db, shopId: string, before: Date): Promise<void> {
  await db.$executeRaw`
    DELETE FROM import_additions a USING imports i WHERE a."shopId" = ${shopId}::uuid AND i."shopId" = a."shopId" AND i."id" = a."importId"
      AND (i."finishedAt" < ${before} OR i."state" = 'undone') AND i."state" <> 'undoing'`;
}
