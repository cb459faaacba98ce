import type { Import } from '@prisma/client';
import type { ImportCounts } from '~/capture/imports/import-states';
import { endImport } from '~/capture/imports/imports.server';
import { readPieces } from '~/capture/imports/pieces.server';
import { readRecords } from '~/capture/imports/read-records';
import { planSchema } from '~/integrations/csv-files/plan';
import { recordActivity } from '~/platform/audit/activity.server';
import { withShop, type Database, type Db } from '~/platform/db/db.server';
import type { ReportContext } from '../reports/report-context.server';
import { evidenceOf, type ImportContext } from './import-context';
import { isAboutData } from './data-error';
import { inGroups, readGroup, type ReadyGroup, type RowGroup } from './read-rows';
import { storeBatch, type BatchOutcome } from './store-batch.server';

export type RunServices = ReportContext['services'] & { db: Database };

/** Enough that what each statement costs by itself is little, and few enough that reports of the same shop do not wait for long. */
const BATCH_ROWS = 500;
const BATCH_BYTES = 1024 * 1024;
/** After so long a job lets others have their turn. */
const TURN_MS = 20_000;

/** Stores an import's rows from where it was left. Ends when the file does, when somebody cancels it, or when its turn is over. */
export async function runImport(services: RunServices, run: Import): Promise<void> {
  const { db, vault, systemClock } = services;
  const context = await contextOf(services, run);
  const open = (from: number) =>
    readPieces({ vault, prisma: db.prisma }, { shopId: run.shopId, importId: run.id }, 'text', from);
  const from = { delimiter: run.delimiter ?? ',', position: Number(run.position), line: run.lineDone };
  const endsAt = systemClock.now().getTime() + TURN_MS;
  let position = from.position;
  for await (const batch of ahead(inBatches(context, inGroups(readRecords(open, from), context), position))) {
    const outcome = await withShop(run.shopId, () => storeOrPart(context, services, position, batch));
    if (outcome.kind === 'overtaken' || systemClock.now().getTime() >= endsAt) return;
    position = Number(outcome.run.position);
  }
  await withShop(run.shopId, () => finish(services, context));
}

async function contextOf(services: RunServices, run: Import): Promise<ImportContext> {
  const { db, vault } = services;
  const { currency } = await db.prisma.shop.findUniqueOrThrow({
    where: { id: run.shopId },
    select: { currency: true },
  });
  const headings = run.headings ? (JSON.parse(vault.open(run.headings, run.shopId)) as string[]) : [];
  const plan = planSchema.parse(run.plan);
  return { services, shopId: run.shopId, importId: run.id, plan, headings, importedAt: run.createdAt, currency };
}

/** So many rows, or so many bytes of them: a row may be as large as somebody likes. */
async function* inBatches(
  context: ImportContext,
  groups: AsyncIterable<RowGroup>,
  position: number,
): AsyncGenerator<ReadyGroup[], void> {
  let batch: ReadyGroup[] = [];
  let [rows, from] = [0, position];
  for await (const group of groups) {
    batch.push(ready(context, group));
    rows += group.records.length;
    if (rows < BATCH_ROWS && group.end - from < BATCH_BYTES) continue;
    yield batch;
    [batch, rows, from] = [[], 0, group.end];
  }
  if (batch.length) yield batch;
}

const ready = (context: ImportContext, group: RowGroup): ReadyGroup => ({ ...group, ...readGroup(group, context) });

/** Reads the next while what was read is stored. */
async function* ahead<T>(items: AsyncGenerator<T, void>): AsyncGenerator<T> {
  let next = items.next();
  try {
    for (;;) {
      const read = await next;
      if (read.done) return;
      next = items.next();
      // Whoever stores it may fail first: nobody listens to the next one then.
      next.catch(() => undefined);
      yield read.value;
    }
  } finally {
    await items.return(undefined);
  }
}

/** A row that the database refuses does not hold up those around it: they are stored one by one, and it is told. */
async function storeOrPart(
  context: ImportContext,
  { db }: RunServices,
  position: number,
  batch: ReadyGroup[],
): Promise<BatchOutcome> {
  const store = (at: number, groups: ReadyGroup[]) => db.transaction((tx) => storeBatch(context, tx, at, groups));
  try {
    return await store(position, batch);
  } catch (error) {
    if (!isAboutData(error)) throw error;
  }
  let outcome: BatchOutcome = { kind: 'overtaken' };
  let at = position;
  for (const group of batch) {
    outcome = await store(at, [group]).catch((error: unknown) => {
      if (!isAboutData(error)) throw error;
      return store(at, [ready(context, asBroken(group))]);
    });
    if (outcome.kind === 'overtaken') return outcome;
    at = Number(outcome.run.position);
  }
  return outcome;
}

const asBroken = (group: RowGroup): RowGroup => ({
  ...group,
  records: group.records.map(({ end, line, lastLine }) => ({ kind: 'broken', end, line, lastLine })),
});

async function finish(services: RunServices, context: ImportContext): Promise<void> {
  const { shopId, importId } = context;
  await services.db.transaction(async (tx) => {
    const newPeople = await countNewPeople(tx, context);
    if (!(await endImport(services, tx, { shopId, importId }, { state: 'done' }))) return;
    const { counts, rowsDone, createdBy } = await tx.import.findUniqueOrThrow({
      where: { shopId_id: { shopId, id: importId } },
    });
    const all: ImportCounts = { ...(counts as ImportCounts), newPeople };
    await tx.import.update({ where: { shopId_id: { shopId, id: importId } }, data: { counts: { ...all } } });
    const done = {
      kind: 'import-finished',
      subject: importId,
      actor: createdBy,
      details: { count: rowsDone },
    } as const;
    await recordActivity(services, tx, shopId, done);
  });
}

async function countNewPeople(tx: Db, context: ImportContext): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`
    SELECT count(DISTINCT "profileId") AS "count" FROM identity_links
    WHERE "shopId" = ${context.shopId}::uuid AND "evidence" = ${evidenceOf(context)} AND "rule" = 'first-told'`;
  return Number(row?.count ?? 0);
}
