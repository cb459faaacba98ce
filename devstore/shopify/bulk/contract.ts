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

/** An operation with what it takes to carry it out again. */
export interface KeptOperation {
  record: BulkRecord;
  groupObjects: boolean;
  /** Of the token that asked for it. */
  scopes: string[];
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
  /** Carries out again what an earlier run did not come to an end with. */
  takeUp(): void;
  /** Resolves when no operation runs any more. */
  settled(): Promise<void>;
}
