import type { LogEntry } from '../../log';
import type { AcceptedEntry, PostmarkLogEntry, RequestEntry } from './entries';

/** What a judge asks of the log. Everything is counted from what was accepted, whoever was told of it. */

export type PostmarkLog = readonly LogEntry<PostmarkLogEntry>[];

export function acceptedEntries(log: PostmarkLog): LogEntry<AcceptedEntry>[] {
  return log.filter((each): each is LogEntry<AcceptedEntry> => each.entry.kind === 'accepted');
}

/** How many mails were accepted for each address, with Cc and Bcc. */
export function countByAddress(log: PostmarkLog): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { entry } of acceptedEntries(log)) {
    for (const address of entry.to) counts.set(address, (counts.get(address) ?? 0) + 1);
  }
  return counts;
}

/** The mails accepted more than once: those that share a value of the metadata field in which the application names its messages. */
export function findDuplicates(
  log: PostmarkLog,
  metadataKey: string,
): { value: string; accepted: LogEntry<AcceptedEntry>[] }[] {
  const byValue = new Map<string, LogEntry<AcceptedEntry>[]>();
  for (const each of acceptedEntries(log)) {
    const value = each.entry.metadata[metadataKey];
    if (value !== undefined) byValue.set(value, [...(byValue.get(value) ?? []), each]);
  }
  return [...byValue].filter(([, accepted]) => accepted.length > 1).map(([value, accepted]) => ({ value, accepted }));
}

/**
 * The mails to an address whose request began after an instant (`performance.now()` of the stand-in's process): those that a revocation
 * acknowledged at that instant should have stopped.
 */
export function acceptedAfter(log: PostmarkLog, address: string, monotonicMs: number): LogEntry<AcceptedEntry>[] {
  const firstBytes = new Map<number, number>();
  for (const { entry } of log) if (entry.kind === 'request') firstBytes.set(entry.requestId, entry.firstByteMs);
  return acceptedEntries(log).filter(
    ({ entry }) =>
      entry.to.includes(address.toLowerCase()) && (firstBytes.get(entry.requestId) ?? Infinity) > monotonicMs,
  );
}

/** The requests that ended without an answer: what the application cannot know the outcome of. */
export function unansweredRequests(log: PostmarkLog): RequestEntry[] {
  const unanswered = new Set(
    log.flatMap(({ entry }) => (entry.kind === 'answer' && entry.outcome !== 'answered' ? [entry.requestId] : [])),
  );
  return log.flatMap(({ entry }) => (entry.kind === 'request' && unanswered.has(entry.requestId) ? [entry] : []));
}
