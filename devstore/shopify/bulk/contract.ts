/** Why an operation ended as `FAILED`. */
export type BulkFailure = 'ACCESS_DENIED' | 'INTERNAL_SERVER_ERROR' | 'TIMEOUT';

type BulkStatus = 'CREATED' | 'RUNNING' | 'COMPLETED' | 'CANCELING' | 'CANCELED' | 'FAILED';

export interface BulkRecord {
  id: string;
  status: BulkStatus;
  errorCode: BulkFailure | null;
  query: string;
  createdAt: string;
  completedAt: string | null;
  objectCount: number;
  rootObjectCount: number;
  fileBytes: number | null;
  /** Null while there is no result, and when the result is empty. */
  file: string | null;
}

export interface BulkUserError {
  field: string[] | null;
  message: string;
  code?: string;
}

export interface BulkPayload {
  bulkOperation: BulkRecord | null;
  userErrors: BulkUserError[];
}

export interface BulkOperations {
  run(input: { query: string; groupObjects: boolean }, scopes: ReadonlySet<string>): BulkPayload;
  cancel(id: string): BulkPayload;
  find(id: string): BulkRecord | undefined;
  /** Oldest first. */
  all(): BulkRecord[];
  /** The signed address of a result, or null when there is none. */
  urlOf(record: BulkRecord): string | null;
  /** Resolves when no operation runs any more. */
  settled(): Promise<void>;
}
