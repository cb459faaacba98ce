import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '../../store-data/seeded-random';
import { requestContext, type AdminContext, type AdminWorld } from '../graphql/context';
import { gidTail } from '../gid';
import type { BulkLogEntry } from '../log-entry';
import { checkBulkQuery } from './check';
import type { BulkFailure, BulkOperations, BulkPayload, BulkRecord, BulkUserError } from './contract';
import { signedPath } from './signed-path';
import { writeResults } from './write-results';

export interface BulkDependencies {
  /** Given late: the world holds the bulk operations, and they read the world. */
  world: () => AdminWorld;
  dataDir: string;
  secret: string;
  /** Seed of the order in which lines come. */
  seed: number;
  systemNow: () => number;
  baseUrl: () => string;
  log: (entry: BulkLogEntry) => void;
  finished: (record: BulkRecord) => void;
}

const maxConcurrent = 5;

export function createBulkOperations(deps: BulkDependencies): BulkOperations {
  const records: BulkRecord[] = [];
  const running = new Set<Promise<void>>();
  const active = () => records.filter((each) => ['CREATED', 'RUNNING', 'CANCELING'].includes(each.status));
  const find = (id: string) => records.find((each) => each.id === id);

  return {
    find,
    all: () => records,
    run({ query, groupObjects }, scopes) {
      const world = deps.world();
      const check = checkBulkQuery(world.admin.schema, query);
      if ('faults' in check)
        return refusal(check.faults.map((message) => ({ field: ['query'], message, code: 'INVALID' })));
      if (active().length >= maxConcurrent) return refusal([inProgress(active())]);
      const record = newRecord(world, query);
      records.push(record);
      const context: AdminContext = { ...requestContext(world, scopes), bulk: { rootItems: null } };
      const work = carryOut(deps, record, { ...check, context, groupObjects });
      running.add(work);
      void work.finally(() => running.delete(work));
      // A snapshot: the operation may be running by the time this answer is printed.
      return { bulkOperation: { ...record }, userErrors: [] };
    },
    cancel(id) {
      const record = find(id);
      if (!record) return refusal([{ field: ['id'], message: 'Bulk operation does not exist' }]);
      if (record.status !== 'CREATED' && record.status !== 'RUNNING') {
        const message = `A bulk operation cannot be canceled when it is ${record.status.toLowerCase()}`;
        return { bulkOperation: record, userErrors: [{ field: null, message }] };
      }
      record.status = 'CANCELING';
      return { bulkOperation: { ...record }, userErrors: [] };
    },
    urlOf(record) {
      if (record.status !== 'COMPLETED' || !record.file) return null;
      return `${deps.baseUrl()}${signedPath(gidTail(record.id), deps.secret, deps.systemNow())}`;
    },
    async settled() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}

function refusal(userErrors: BulkUserError[]): BulkPayload {
  return { bulkOperation: null, userErrors };
}

function inProgress(active: BulkRecord[]): BulkUserError {
  const ids = active.map((each) => each.id).join(', ');
  const message = `A bulk query operation for this app and shop is already in progress: ${ids}.`;
  return { field: null, message, code: 'OPERATION_IN_PROGRESS' };
}

function newRecord(world: AdminWorld, query: string): BulkRecord {
  return {
    id: world.state.nextId('BulkOperation'),
    status: 'CREATED',
    errorCode: null,
    query,
    createdAt: world.state.clock.now().toISOString(),
    completedAt: null,
    objectCount: 0,
    rootObjectCount: 0,
    fileBytes: null,
    file: null,
  };
}

type Work = Omit<Parameters<typeof writeResults>[0], 'record' | 'file' | 'random'>;

/** Runs in the background from the next turn of the event loop on; never rejects. */
async function carryOut(deps: BulkDependencies, record: BulkRecord, work: Work): Promise<void> {
  const startedAt = performance.now();
  await new Promise((resolve) => setImmediate(resolve));
  if (record.status === 'CREATED') record.status = 'RUNNING';
  mkdirSync(deps.dataDir, { recursive: true });
  const file = join(deps.dataDir, `bulk-${gidTail(record.id)}.jsonl`);
  const failure = await writeResults({ ...work, record, file, random: seededRandom(deps.seed, record.id) });
  conclude(deps, record, file, failure);
  deps.log({
    kind: 'bulk',
    id: record.id,
    status: record.status,
    objectCount: record.objectCount,
    ms: performance.now() - startedAt,
  });
  deps.finished(record);
}

/** A cancel may have come while the results were written. */
function conclude(deps: BulkDependencies, record: BulkRecord, file: string, failure: BulkFailure | null): void {
  const isCanceled = record.status === 'CANCELING';
  record.status = isCanceled ? 'CANCELED' : failure ? 'FAILED' : 'COMPLETED';
  record.errorCode = isCanceled ? null : failure;
  record.completedAt = deps.world().state.clock.now().toISOString();
  if (record.status === 'COMPLETED' && record.objectCount > 0) record.file = file;
}
