import { open, type FileHandle } from 'node:fs/promises';
import { Kind, type DocumentNode, type FieldNode, type OperationDefinitionNode } from 'graphql';
import type { SeededRandom } from '../../store-data/seeded-random';
import type { AdminContext } from '../graphql/context';
import { executeDocument } from '../graphql/run-operation';
import { findNode } from '../graphql/resolvers/lookups';
import type { BulkAnalysis } from './analyse';
import type { BulkFailure, BulkRecord } from './contract';
import { createScatter, toLines, type ResultLine } from './lines';

/** Root nodes a portion: enough to be quick, few enough that other requests are answered in between. */
const portionSize = 50;

export interface WriteWork {
  document: DocumentNode;
  analysis: BulkAnalysis;
  context: AdminContext;
  groupObjects: boolean;
  record: BulkRecord;
  file: string;
  random: SeededRandom;
}

/** Writes a bulk query's result as JSONL, portion by portion, counting as it goes. Stops when the operation is being cancelled. */
export async function writeResults(work: WriteWork): Promise<BulkFailure | null> {
  const handle = await open(work.file, 'w');
  try {
    return await writePortions(work, handle);
  } finally {
    await handle.close();
  }
}

async function writePortions(work: WriteWork, handle: FileHandle): Promise<BulkFailure | null> {
  const { record, document, analysis, context } = work;
  const scatter = createScatter(work.random, work.context.world.unknowns.bulkLineOrder);
  const roots = await rootIds(work);
  if (typeof roots === 'string') return roots;
  for (const ids of portionsOf(roots)) {
    if (record.status === 'CANCELING') return null;
    const rootItems = ids?.flatMap((id) => (findNode(id, context) as { id: string } | null) ?? []) ?? null;
    const result = await executeDocument(document, { ...context, bulk: { rootItems } }, {});
    const failure = failureOf(result.errors);
    if (failure) return failure;
    const lines = toLines(result.data, analysis.plan);
    await writeLines(handle, work.groupObjects ? lines : scatter.scatter(lines), record);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await writeLines(handle, scatter.rest(), record);
  return null;
}

/** Ids of the root connection's nodes in order; null when the root is no connection and is fetched whole; or why they cannot be had. */
async function rootIds({ document, analysis, context }: WriteWork): Promise<string[] | null | BulkFailure> {
  const root = analysis.rootFields[0];
  const key = root && (root.alias?.value ?? root.name.value);
  if (!root || !key || !analysis.plan.connections.has(key)) return null;
  const result = await executeDocument(onlyIds(document, root), context, {});
  const failure = failureOf(result.errors);
  if (failure) return failure;
  const connection = result.data?.[key] as { edges: { node: { id: string } }[] };
  return connection.edges.map((edge) => edge.node.id);
}

/** The same query with nothing but ids selected under its root connection. */
function onlyIds(document: DocumentNode, root: FieldNode): DocumentNode {
  const select = (name: string, inner?: FieldNode): FieldNode => ({
    kind: Kind.FIELD,
    name: { kind: Kind.NAME, value: name },
    ...(inner ? { selectionSet: { kind: Kind.SELECTION_SET, selections: [inner] } } : {}),
  });
  const edges = select('edges', select('node', select('id')));
  const field: FieldNode = { ...root, selectionSet: { kind: Kind.SELECTION_SET, selections: [edges] } };
  const operation = document.definitions.find(
    (each) => each.kind === Kind.OPERATION_DEFINITION,
  ) as OperationDefinitionNode;
  return {
    kind: Kind.DOCUMENT,
    definitions: [{ ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections: [field] } }],
  };
}

function* portionsOf(ids: string[] | null): Generator<string[] | null> {
  if (ids === null) yield null;
  for (let at = 0; ids && at < ids.length; at += portionSize) yield ids.slice(at, at + portionSize);
}

function failureOf(errors: readonly { extensions: Record<string, unknown> }[] | undefined): BulkFailure | null {
  if (!errors || errors.length === 0) return null;
  return errors.some((error) => error.extensions.code === 'ACCESS_DENIED') ? 'ACCESS_DENIED' : 'INTERNAL_SERVER_ERROR';
}

async function writeLines(handle: FileHandle, lines: ResultLine[], record: BulkRecord): Promise<void> {
  if (lines.length === 0) return;
  const bytes = Buffer.from(`${lines.map((line) => line.text).join('\n')}\n`);
  await handle.write(bytes);
  record.objectCount += lines.length;
  record.rootObjectCount += lines.filter((line) => line.depth === 0).length;
  record.fileBytes = (record.fileBytes ?? 0) + bytes.length;
}
