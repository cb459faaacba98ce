/**
 * An append-only log of what a stand-in received and did. Tests and stories judge by these logs, never by the app's tables.
 * Each entry gets a sequence number and the system's monotonic receive time; with a file it is also one JSON line on disk.
 */
export interface LogEntry<T> {
  seq: number;
  /** Business time, ISO. */
  at: string;
  /** System time, ISO. */
  receivedAt: string;
  /** Milliseconds of `performance.now()` at the append: orders entries within one process. */
  monotonicMs: number;
  entry: T;
}

export interface AppendOnlyLog<T> {
  append(entry: T): LogEntry<T>;
  /** All entries so far, oldest first; a copy. */
  all(): LogEntry<T>[];
  /** Is told of each entry once it is written; must not throw. Returns the function that stops it. */
  onAppend(listener: (entry: LogEntry<T>) => void): () => void;
  /** Resolves with the first entry (past or future) that satisfies the predicate; rejects after `timeoutMs` with a message that names `what`. */
  waitFor(predicate: (entry: T) => boolean, options: { what: string; timeoutMs: number }): Promise<LogEntry<T>>;
}
