export const importStates = [
  'uploading',
  'reading',
  'mapping',
  'running',
  'done',
  'cancelled',
  'failed',
  'undoing',
  'undone',
] as const;

/** uploading: pieces come. reading: what kind of file is it? mapping: the merchant says what its columns mean. running: rows are stored. undoing: what it made is taken back. */
export type ImportState = (typeof importStates)[number];

/** Those whose file is still here. */
export const OPEN_STATES = ['uploading', 'reading', 'mapping', 'running'] as const satisfies ImportState[];

/** What came of rows, each kind counted. */
export interface ImportCounts {
  people?: number;
  newPeople?: number;
  agreed?: number;
  asked?: number;
  withdrawn?: number;
  orders?: number;
  knownOrders?: number;
  events?: number;
  leftOut?: number;
  /** Taken back. */
  removed?: number;
  removedOrders?: number;
  /** Not taken back: Shopify told of them since, or their buyer was erased. */
  keptOrders?: number;
  removedEvents?: number;
}

export function addCounts(one: ImportCounts, other: ImportCounts): ImportCounts {
  const sum: ImportCounts = { ...one };
  for (const key of Object.keys(other) as (keyof ImportCounts)[]) sum[key] = (sum[key] ?? 0) + (other[key] ?? 0);
  return sum;
}

export const LARGEST_FILE_BYTES = 200 * 1024 * 1024;
/** What a browser sends at once. */
export const UPLOAD_PIECE_BYTES = 1024 * 1024;
