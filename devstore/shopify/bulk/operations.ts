import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '../../store-data/seeded-random';
import { requestContext, type AdminContext, type AdminWorld } from '../graphql/context';
import { gid, gidNumber, gidTail } from '../gid';
import type { BulkLogEntry } from '../log-entry';
import { checkBulkQuery } from './check';
import type { BulkFailure, BulkOperations, BulkPayload, BulkRecord, BulkUserError, KeptOperation } from './contract';
import { signedPath } from './signed-path';
import { writeResults, type WriteWork } from './write-results';

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
  /** Operations of an earlier run, oldest first. */
  earlier: readonly KeptOperation[];
  /** Told of each operation when it begins and when it has ended. */
  changed: (operation: KeptOperation) => void;
}

const maxConcurrent = 5;

export function createBulkOperations(deps: BulkDependencies): BulkOperations {
  const records = deps.earlier.map(({ record }) => record);
  const running = new Set<Promise<void>>();
  const active = () => records.filter((each) => ['CREATED', 'RUNNING', 'CANCELING'].includes(each.status));
  const find = (id: string) => records.find((each) => each.id === id);
  const start = (operation: KeptOperation, work: Work) => {
    const carriedOut = carryOut(deps, operation, work);
    running.add(carriedOut);
    void carriedOut.finally(() => running.delete(carriedOut));
  };

  return {
    find,
    all: () => records,
    run({ query, groupObjects }, scopes) {
      const world = deps.world();
      const check = checkBulkQuery(world.admin.schema, query);
      if ('faults' in check)
        return refusal(check.faults.map((message) => ({ field: ['query'], message, code: 'INVALID' })));
      if (active().length >= maxConcurrent) return refusal([inProgress(active())]);
      const record = newRecord(world, query, records.at(-1));
      records.push(record);
      const operation = { record, groupObjects, scopes: [...scopes] };
      deps.changed(operation);
      start(operation, { ...check, context: bulkContext(world, scopes) });
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
    takeUp() {
      const world = deps.world();
      for (const operation of deps.earlier.filter(({ record }) => record.completedAt === null)) {
        const check = checkBulkQuery(world.admin.schema, operation.record.query);
        Object.assign(operation.record, untouched);
        if (!('faults' in check))
          start(operation, { ...check, context: bulkContext(world, new Set(operation.scopes)) });
      }
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

const untouched = {
  status: 'CREATED',
  errorCode: null,
  completedAt: null,
  objectCount: 0,
  rootObjectCount: 0,
  fileBytes: null,
  file: null,
} as const;

function newRecord({ state }: AdminWorld, query: string, last: BulkRecord | undefined): BulkRecord {
  const id = last ? gid('BulkOperation', gidNumber(last.id) + 1) : state.nextId('BulkOperation');
  return { ...untouched, id, query, createdAt: state.clock.now().toISOString() };
}

function bulkContext(world: AdminWorld, scopes: ReadonlySet<string>): AdminContext {
  return { ...requestContext(world, scopes), bulk: { rootItems: null } };
}

type Work = Omit<WriteWork, 'record' | 'file' | 'random' | 'groupObjects'>;

/** Runs in the background from the next turn of the event loop on; never rejects. */
async function carryOut(deps: BulkDependencies, operation: KeptOperation, work: Work): Promise<void> {
  const { record, groupObjects } = operation;
  const startedAt = performance.now();
  await new Promise((resolve) => setImmediate(resolve));
  if (record.status === 'CREATED') record.status = 'RUNNING';
  mkdirSync(deps.dataDir, { recursive: true });
  const file = join(deps.dataDir, `bulk-${gidTail(record.id)}.jsonl`);
  const failure = await writeResults({
    ...work,
    groupObjects,
    record,
    file,
    random: seededRandom(deps.seed, record.id),
  });
  conclude(deps, record, file, failure);
  deps.log({
    kind: 'bulk',
    id: record.id,
    status: record.status,
    objectCount: record.objectCount,
    ms: performance.now() - startedAt,
  });
  deps.finished(record);
  deps.changed(operation);
}

/** A cancel may have come while the results were written. */
function conclude(deps: BulkDependencies, record: BulkRecord, file: string, failure: BulkFailure | null): void {
  const isCanceled = record.status === 'CANCELING';
  record.status = isCanceled ? 'CANCELED' : failure ? 'FAILED' : 'COMPLETED';
  record.errorCode = isCanceled ? null : failure;
  record.completedAt = deps.world().state.clock.now().toISOString();
  if (record.status === 'COMPLETED' && record.objectCount > 0) record.file = file;
}
