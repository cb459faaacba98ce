import type { CustomerTagsReport } from '../events/reports';

/** What was told of a customer's tags: all of them at some time, and changes since. Instants are ISO 8601 in UTC, so that they sort as text. */
export interface TagLog {
  /** Null while only changes were told. */
  asOf: string | null;
  /** Tags as of then. */
  base: string[];
  /** The newest that was told of each tag after that. */
  changes: Record<string, { isThere: boolean; at: string }>;
}

export const noTags: TagLog = { asOf: null, base: [], changes: {} };

/**
 * Adds a report to what is known. Whatever order reports arrive in, and however often, the log ends up the same: of each tag the newest report
 * holds, and of two at the same instant the one that says the tag is there.
 */
export function noteTags(log: TagLog, report: CustomerTagsReport): TagLog {
  const at = report.asOf.toISOString();
  if (report.kind === 'all') return noteAll(log, [...new Set(report.tags)].sort(), at);
  const changes = { ...log.changes };
  for (const tag of report.tags) {
    const change = { isThere: report.kind === 'added', at };
    if (isAfterBase(log, change.at) && isNewer(change, changes[tag])) changes[tag] = change;
  }
  return { ...log, changes };
}

function noteAll(log: TagLog, base: string[], asOf: string): TagLog {
  if (log.asOf !== null && log.asOf > asOf) return log;
  const merged = log.asOf === asOf ? [...new Set([...log.base, ...base])].sort() : base;
  const kept = Object.entries(log.changes).filter(([, { at }]) => at > asOf);
  return { asOf, base: merged, changes: Object.fromEntries(kept) };
}

const isAfterBase = ({ asOf }: TagLog, at: string): boolean => asOf === null || at > asOf;

const isNewer = (change: { isThere: boolean; at: string }, known: { isThere: boolean; at: string } | undefined) =>
  !known || change.at > known.at || (change.at === known.at && change.isThere);

/** The tags that are there now, sorted. */
export function tagsOf({ base, changes }: TagLog): string[] {
  const gone = new Set(Object.keys(changes).filter((tag) => changes[tag]?.isThere === false));
  const added = Object.keys(changes).filter((tag) => changes[tag]?.isThere);
  return [...new Set([...base.filter((tag) => !gone.has(tag)), ...added])].sort();
}
