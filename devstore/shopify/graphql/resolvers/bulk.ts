import { gidNumber } from '../../gid';
import { utcSeconds, utcSecondsOrNull } from '../../instants';
import type { BulkRecord } from '../../bulk/contract';
import type { Kind } from '../connections';
import type { AdminContext } from '../context';

export const bulkKind: Kind<BulkRecord> = {
  root: 'bulkOperations',
  search: {
    id: { kind: 'number', of: (each) => gidNumber(each.id) },
    status: { kind: 'keyword', of: (each) => [each.status] },
    operation_type: { kind: 'keyword', of: () => ['query'] },
    created_at: { kind: 'time', of: (each) => [each.createdAt] },
  },
  sort: {
    CREATED_AT: (each) => Date.parse(each.createdAt),
    COMPLETED_AT: (each) => Date.parse(each.completedAt ?? '9999-01-01'),
    STATUS: (each) => each.status,
  },
};

const bulkOperation = {
  type: () => 'QUERY',
  createdAt: (each: BulkRecord) => utcSeconds(each.createdAt),
  completedAt: (each: BulkRecord) => utcSecondsOrNull(each.completedAt),
  objectCount: (each: BulkRecord) => String(each.objectCount),
  rootObjectCount: (each: BulkRecord) => String(each.rootObjectCount),
  fileSize: (each: BulkRecord) => (each.fileBytes === null ? null : String(each.fileBytes)),
  partialDataUrl: () => null,
  url: (each: BulkRecord, _args: unknown, { world }: AdminContext) => world.bulk.urlOf(each),
};

export const bulkResolvers = { BulkOperation: bulkOperation };
