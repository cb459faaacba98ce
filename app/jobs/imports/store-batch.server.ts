import type { Import } from '@prisma/client';
import { hashesOf, omittedOf } from '~/capture/imports/erase.server';
import { addCounts, type ImportCounts } from '~/capture/imports/import-states';
import { keepProblems, MOST_PROBLEMS } from '~/capture/imports/problems.server';
import { subjectHashes } from '~/capture/inbox/erase.server';
import { lockIdentities } from '~/customers/profiles/profile-tree.server';
import type { Db } from '~/platform/db/db.server';
import { columnName, type ImportContext, type PlacedProblem } from './import-context';
import type { ReadRow, ReadyGroup } from './read-rows';
import { storeImportedEvents } from './store-events.server';
import { storeImportedOrders } from './store-orders.server';
import { storePeople } from './store-people.server';

export type BatchOutcome = { kind: 'stored'; run: Import } | { kind: 'overtaken' };

/**
 * Stores a batch of rows together with how far the file is stored, so that no kill, and no second worker, makes anything twice. `overtaken`: it was
 * cancelled, or another worker was quicker.
 */
export async function storeBatch(
  context: ImportContext,
  tx: Db,
  position: number,
  groups: ReadyGroup[],
): Promise<BatchOutcome> {
  const { shopId, importId } = context;
  // An erasure holds it before it says to the import whom to leave out: in another order each would wait for the other.
  await lockIdentities(tx, shopId);
  const [held] = await tx.$queryRaw<Held[]>`
    SELECT "state", "position", "counts", "problemRows", EXISTS (SELECT FROM import_omissions o
      WHERE o."shopId" = i."shopId" AND o."importId" = i."id") AS "hasOmissions"
    FROM imports i WHERE "shopId" = ${shopId}::uuid AND "id" = ${importId}::uuid FOR UPDATE`;
  if (held?.state !== 'running' || Number(held.position) !== position) return { kind: 'overtaken' };
  const omitted = held.hasOmissions ? await omittedIn(context, tx, groups) : new Set<string>();
  const present = omitted.size ? groups.filter((group) => !aboutHashes(context, group).some(isIn(omitted))) : groups;
  const counts = await storeRows(
    context,
    tx,
    present.flatMap((group) => group.read ?? []),
  );
  if (held.problemRows < MOST_PROBLEMS) await noteProblems(context, tx, present, omitted);
  const leftOut = groups.length - present.filter((group) => group.read !== null).length;
  const sum = addCounts(held.counts, addCounts(counts, { leftOut }));
  return { kind: 'stored', run: await advance(tx, { shopId, importId }, groups, { present, counts: sum }) };
}

interface Held {
  state: string;
  position: bigint;
  counts: ImportCounts;
  problemRows: number;
  hasOmissions: boolean;
}

const isIn = (hashes: Set<string>) => (hash: string) => hashes.has(hash);

/** Keyed hashes of whom a row is about. */
const aboutHashes = ({ services: { vault }, shopId }: ImportContext, { subjects }: ReadyGroup): string[] =>
  hashesOf(vault, shopId, subjects);

/** Those of everybody whom a row names that is kept for its problems. */
function namedHashes(context: ImportContext, group: ReadyGroup): string[] {
  const { services, shopId } = context;
  const fields = JSON.stringify(group.problems[0]?.fields ?? []);
  return [...new Set([...aboutHashes(context, group), ...subjectHashes(services.vault, shopId, 'import', fields)])];
}

function omittedIn(context: ImportContext, tx: Db, groups: ReadyGroup[]): Promise<Set<string>> {
  const hashes = new Set(
    groups.flatMap((group) => (group.problems.length ? namedHashes(context, group) : aboutHashes(context, group))),
  );
  return omittedOf(tx, context.shopId, context.importId, [...hashes]);
}

async function storeRows(context: ImportContext, tx: Db, rows: ReadRow[]): Promise<ImportCounts> {
  const people = rows.flatMap((each) => (each.kind === 'people' ? each.row : []));
  const orders = rows.flatMap((each) => (each.kind === 'orders' ? each.row : []));
  const events = rows.flatMap((each) => (each.kind === 'events' ? each.row : []));
  let counts: ImportCounts = {};
  if (people.length) counts = addCounts(counts, await storePeople(context, tx, people));
  if (orders.length) counts = addCounts(counts, await storeImportedOrders(context, tx, orders));
  if (events.length) counts = addCounts(counts, await storeImportedEvents(context, tx, events));
  return counts;
}

/** Of a row that names somebody who was erased only what was wrong with it is kept. */
async function noteProblems(context: ImportContext, tx: Db, groups: ReadyGroup[], omitted: Set<string>): Promise<void> {
  const { services, shopId, importId } = context;
  const troubles = groups.flatMap((group) => {
    if (!group.problems.length) return [];
    const hashes = namedHashes(context, group);
    const kept = hashes.some(isIn(omitted)) ? null : hashes;
    return group.problems.map((problem) => toTrouble(context, problem, kept));
  });
  if (troubles.length) await keepProblems(services.vault, tx, { shopId, importId }, troubles);
}

function toTrouble(context: ImportContext, problem: PlacedProblem, subjects: string[] | null) {
  const { line, fields, target, reason, remedy } = problem;
  const kept = subjects ? { fields, subjects } : { fields: null, subjects: [] };
  return { line, column: columnName(context, target), reason, remedy, ...kept };
}

function advance(
  tx: Db,
  { shopId, importId }: { shopId: string; importId: string },
  groups: ReadyGroup[],
  { present, counts }: { present: ReadyGroup[]; counts: ImportCounts },
): Promise<Import> {
  const last = groups.at(-1);
  return tx.import.update({
    where: { shopId_id: { shopId, id: importId } },
    data: {
      ...(last ? { position: BigInt(last.end), lineDone: last.lastLine } : {}),
      rowsDone: { increment: groups.reduce((sum, { records }) => sum + records.length, 0) },
      problemRows: { increment: present.filter(({ problems }) => problems.length > 0).length },
      counts: { ...counts },
    },
  });
}
