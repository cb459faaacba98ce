import type { PostmarkLogEntry } from '../../postmark/log/entries';
import type { World } from '../../world';
import type { Copy } from './acts';

/** A fact about one person's copy of a mail. */
export interface MailFact {
  at: string;
  words: string;
  tone: 'plain' | 'good' | 'bad';
}

/** One of Postmark's reports to the app: one webhook, with all its attempts. */
export interface MailReport {
  recordType: string;
  isDuplicate: boolean;
  isLost: boolean;
  attempts: { at: string; status: number | null; error: string | null; outcome: 'delivered' | 'retry' | 'given-up' }[];
  /** Business time of the next attempt, ISO; null: none is to come. */
  nextAt: string | null;
}

/** What happened to a copy, oldest first, as Postmark's log tells it. */
export function factsOf(world: World, copy: Copy & { stream: string }): MailFact[] {
  const log = world.logs.postmark.all();
  const begin = log.findIndex(({ entry }) => entry.kind === 'accepted' && entry.messageId === copy.messageId);
  return log.slice(Math.max(begin, 0)).flatMap(({ at, entry }) => {
    const fact = factOf(entry, copy);
    return fact ? [{ at, ...fact }] : [];
  });
}

function factOf(entry: PostmarkLogEntry, copy: Copy & { stream: string }): Omit<MailFact, 'at'> | null {
  const isTheirs = 'recipient' in entry && entry.recipient.toLowerCase() === copy.recipient.toLowerCase();
  switch (entry.kind) {
    case 'accepted':
      return entry.messageId === copy.messageId ? { words: 'Postmark took it', tone: 'plain' } : null;
    case 'delivered':
    case 'opened':
    case 'clicked':
    case 'bounced':
    case 'complained':
      return isTheirs && entry.messageId === copy.messageId ? mailWords(entry.kind, entry.detail) : null;
    case 'suppressed':
    case 'reactivated':
      return isTheirs && entry.stream === copy.stream ? suppressionWords(entry.kind, entry.stream, entry.reason) : null;
    default:
      return null;
  }
}

function mailWords(
  kind: 'delivered' | 'opened' | 'clicked' | 'bounced' | 'complained',
  detail: string,
): Omit<MailFact, 'at'> {
  switch (kind) {
    case 'delivered':
      return { words: 'Reached the mailbox', tone: 'good' };
    case 'opened':
      return { words: 'Opened', tone: 'good' };
    case 'clicked':
      return { words: `Clicked ${detail}`, tone: 'good' };
    case 'bounced':
      return {
        words: detail === 'HardBounce' ? 'Came back for good (hard bounce)' : `Came back (${detail})`,
        tone: 'bad',
      };
    case 'complained':
      return { words: 'Reported as spam', tone: 'bad' };
  }
}

export const reasonWords: Record<string, string> = {
  HardBounce: 'a mail came back for good',
  SpamComplaint: 'complained about spam',
  ManualSuppression: 'unsubscribed',
};

function suppressionWords(
  kind: 'suppressed' | 'reactivated',
  stream: string,
  reason: string | null,
): Omit<MailFact, 'at'> {
  return kind === 'suppressed'
    ? { words: `No more mail on the stream “${stream}”: ${reasonWords[reason ?? ''] ?? reason}`, tone: 'bad' }
    : { words: `May get mail again on the stream “${stream}”`, tone: 'good' };
}

/** What Postmark told the app of a copy, or has still to tell; oldest first. */
export function reportsOf(world: World, copy: Copy): MailReport[] {
  const isTheirs = (each: { messageId: string | null; recipient: string }) =>
    each.messageId === copy.messageId && each.recipient.toLowerCase() === copy.recipient.toLowerCase();
  const reports = new Map<string, MailReport>();
  const reportFor = (key: string, recordType: string, isDuplicate: boolean): MailReport => {
    const known = reports.get(key);
    if (known) return known;
    const report = { recordType, isDuplicate, isLost: false, attempts: [], nextAt: null };
    reports.set(key, report);
    return report;
  };
  for (const { seq, at, entry } of world.logs.postmark.all()) {
    if (entry.kind === 'webhook-lost' && isTheirs(entry))
      reportFor(`lost ${seq}`, entry.recordType, false).isLost = true;
    if (entry.kind !== 'webhook-attempt' || !isTheirs(entry)) continue;
    const { traceId, isDuplicate, recordType, status, error, outcome } = entry;
    reportFor(`${traceId} ${isDuplicate}`, recordType, isDuplicate).attempts.push({ at, status, error, outcome });
  }
  for (const waiting of world.postmark.waitingReports().filter(isTheirs)) {
    const { traceId, isDuplicate, recordType, dueAtMs } = waiting;
    reportFor(`${traceId} ${isDuplicate}`, recordType, isDuplicate).nextAt = new Date(dueAtMs).toISOString();
  }
  return [...reports.values()];
}
