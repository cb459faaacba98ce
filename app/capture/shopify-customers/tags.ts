import type { CustomerTagsReport } from '../events/reports';

/** That a tag came or went. Instants are ISO 8601 in UTC, so that they sort as text. */
interface TagChange {
  tag: string;
  isThere: boolean;
  at: string;
}

/** What was told of a customer's tags: all of them at some time, and changes since. */
export interface TagLog {
  /** Null while only changes were told. */
  asOf: string | null;
  /** Tags as of then. */
  base: string[];
  /** The newest that was told of each tag after that. A list: anybody may name a tag like a property of every object. */
  changes: TagChange[];
}

export const noTags: TagLog = { asOf: null, base: [], changes: [] };

/**
 * Adds a report to what is known. Whatever order reports arrive in, and however often, the log ends up the same: of each tag the newest report
 * holds, and of two at the same instant the one that says the tag is there.
 */
export function noteTags(log: TagLog, report: CustomerTagsReport): TagLog {
  const at = report.asOf.toISOString();
  if (report.kind === 'all') return noteAll(log, [...new Set(report.tags)].sort(), at);
  const told = [...new Set(report.tags)].map((tag): TagChange => ({ tag, isThere: report.kind === 'added', at }));
  const news = told.filter((change) => isAfterBase(log, at) && log.changes.every((known) => isNews(change, known)));
  const stays = ({ tag }: TagChange) => news.every((change) => change.tag !== tag);
  return { ...log, changes: [...log.changes.filter(stays), ...news] };
}

function noteAll(log: TagLog, base: string[], asOf: string): TagLog {
  if (log.asOf !== null && log.asOf > asOf) return log;
  const merged = log.asOf === asOf ? [...new Set([...log.base, ...base])].sort() : base;
  return { asOf, base: merged, changes: log.changes.filter(({ at }) => at > asOf) };
}

const isAfterBase = ({ asOf }: TagLog, at: string): boolean => asOf === null || at > asOf;

const isNews = (change: TagChange, known: TagChange): boolean =>
  change.tag !== known.tag || change.at > known.at || (change.at === known.at && change.isThere);

/** The tags that are there now, sorted. */
export function tagsOf({ base, changes }: TagLog): string[] {
  const gone = new Set(changes.flatMap(({ tag, isThere }) => (isThere ? [] : tag)));
  const added = changes.flatMap(({ tag, isThere }) => (isThere ? tag : []));
  return [...new Set([...base.filter((tag) => !gone.has(tag)), ...added])].sort();
}
