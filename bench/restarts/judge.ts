import { acceptedEntries, findDuplicates } from '../../devstore/postmark/log/judge';
import { postmarkLog, type MailAtPostmark } from './world-view';

export interface Verdict {
  /** Carts, mails and people that were there and are not, or to whom something was owed that never came. */
  lost: string[];
  /** Mails that went out more than once. */
  duplicates: string[];
  mails: number;
}

/** Judges by what Postmark's stand-in logged over all starts and by what it has in the end. */
export function judge(owed: readonly string[], mailsAtPostmark: readonly MailAtPostmark[]): Verdict {
  const log = postmarkLog();
  const accepted = acceptedEntries(log);
  // A kill may leave a mail that Postmark took and did not come to log.
  const written = new Set([...accepted.flatMap(({ entry }) => entry.to), ...mailsAtPostmark.flatMap(({ to }) => to)]);
  const names = mailsAtPostmark.map(({ name }) => name);
  const kept = new Set(names);
  const forgotten = accepted.filter(({ entry }) => !kept.has(entry.metadata.kindred_message ?? ''));
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  return {
    lost: [
      ...owed.filter((email) => !written.has(email)).map((email) => `no mail to ${email}`),
      ...forgotten.map(({ entry }) => `Postmark no longer has the mail to ${entry.to.join(', ')}`),
    ],
    duplicates: [...new Set([...twice, ...findDuplicates(log, 'kindred_message').map(({ value }) => value)])],
    mails: mailsAtPostmark.length,
  };
}
