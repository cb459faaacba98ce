import { appendFileSync, existsSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { WorldClock } from './clock';
import type { AppendOnlyLog, LogEntry } from './log';

interface Waiter<T> {
  predicate: (entry: T) => boolean;
  found: (entry: LogEntry<T>) => void;
  failed: (error: Error) => void;
}

/**
 * Makes a log in memory and, with `file`, also on disk as JSON lines. Each line is written before `append` returns, so the record survives
 * a crash of the process; a file from an earlier run is read first and continued, and its entries come first in `all()` (their
 * `monotonicMs` belong to that run).
 * Entries are frozen snapshots: what a caller does to its object afterwards changes nothing here.
 */
export function createLog<T>(options: { clock: WorldClock; file?: string }): AppendOnlyLog<T> {
  const { clock, file } = options;
  const entries: LogEntry<T>[] = file ? readEarlier<T>(file) : [];
  const descriptor = file ? openSync(file, 'a') : null;
  const waiters = new Set<Waiter<T>>();
  const listeners = new Set<(entry: LogEntry<T>) => void>();

  return {
    append(entry) {
      const at = clock.now();
      const stamped = deepFreeze<LogEntry<T>>({
        seq: (entries.at(-1)?.seq ?? 0) + 1,
        at: at.toISOString(),
        receivedAt: new Date(at.getTime() - clock.offsetMs).toISOString(),
        monotonicMs: performance.now(),
        entry: structuredClone(entry),
      });
      if (descriptor !== null) writeSync(descriptor, `${JSON.stringify(stamped)}\n`);
      entries.push(stamped);
      for (const waiter of [...waiters]) offer(waiter, stamped);
      for (const listener of [...listeners]) listener(stamped);
      return stamped;
    },
    all: () => [...entries],
    onAppend(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async waitFor(predicate, { what, timeoutMs }) {
      const past = entries.find((each) => predicate(each.entry));
      if (past) return past;
      const explain = () => `No log entry within ${timeoutMs} ms: ${what}. ${describeTail(entries)}`;
      return wait(waiters, predicate, { timeoutMs, explain });
    },
  };
}

/** Reads what an earlier run wrote. A last line cut short by a crash was never acknowledged: it is closed off and left out. */
function readEarlier<T>(file: string): LogEntry<T>[] {
  mkdirSync(dirname(file), { recursive: true });
  if (!existsSync(file)) return [];
  const text = readFileSync(file, 'utf8');
  const isTorn = text !== '' && !text.endsWith('\n');
  if (isTorn) appendFileSync(file, '\n');
  const lines = text.split('\n').slice(0, -1);
  return lines.flatMap((line, index) => {
    const earlier = parseLine<T>(line);
    if (earlier) return [earlier];
    if (line.startsWith('{"seq"')) return [];
    throw new Error(`${file}, line ${index + 1} is not a log entry; move the file away or name another one.`);
  });
}

function parseLine<T>(line: string): LogEntry<T> | undefined {
  try {
    return deepFreeze(JSON.parse(line) as LogEntry<T>);
  } catch {
    return undefined;
  }
}

interface Patience {
  timeoutMs: number;
  explain: () => string;
}

function wait<T>(waiters: Set<Waiter<T>>, predicate: (entry: T) => boolean, patience: Patience): Promise<LogEntry<T>> {
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void) => {
      clearTimeout(timer);
      waiters.delete(waiter);
      finish();
    };
    const waiter: Waiter<T> = {
      predicate,
      found: (entry) => settle(() => resolve(entry)),
      failed: (error) => settle(() => reject(error)),
    };
    const timer = setTimeout(() => settle(() => reject(new Error(patience.explain()))), patience.timeoutMs);
    waiters.add(waiter);
  });
}

/** A predicate that throws is its waiter's fault alone: the append goes on. */
function offer<T>(waiter: Waiter<T>, stamped: LogEntry<T>): void {
  try {
    if (waiter.predicate(stamped.entry)) waiter.found(stamped);
  } catch (error) {
    waiter.failed(error instanceof Error ? error : new Error(String(error)));
  }
}

function deepFreeze<V>(value: V): V {
  if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}

/** The last entries in short form, so that a failed wait shows what did happen. */
function describeTail(entries: LogEntry<unknown>[]): string {
  if (entries.length === 0) return 'The log is empty.';
  const tail = entries.slice(-5).map((each) => `#${each.seq} ${JSON.stringify(each.entry).slice(0, 200)}`);
  return `It holds ${entries.length}; the last:\n${tail.join('\n')}`;
}
