import type { Composition } from '~/delivery/sending/mail-order';
import { addMs, minutes } from '~/platform/clock/clock';
import type { RequestsDue } from './privacy-requests.server';

/** One thing that laws ask and that was looked at, with what to do where it is not so. */
export interface Check {
  key: string;
  title: string;
  /** `unknown`: there is nothing yet by which it can be told. */
  state: 'good' | 'attention' | 'unknown';
  sentence: string;
  remedy: { content: string; url: string } | null;
}

type Judged = Omit<Check, 'key' | 'title'>;

const good = (sentence: string): Judged => ({ state: 'good', sentence, remedy: null });
const unknown = (sentence: string): Judged => ({ state: 'unknown', sentence, remedy: null });
const attention = (sentence: string, content: string, url: string): Judged => ({
  ...{ state: 'attention', sentence, remedy: { content, url } },
});

/** A mail of a flow, and the way out that must stand in it. */
export interface MadeMail {
  templateKey: string;
  unsubscribeUrl: string;
  made: Composition;
}

const UNSUBSCRIBE = { key: 'unsubscribe', title: 'A way out in every mail' };
const POSTAL = { key: 'postal-address', title: 'Your postal address in every mail' };

/** Whether each mail, in HTML and as text, holds its way out (CAN-SPAM, 15 USC 7704 (a)(5); GDPR, article 7 (3)) and the sender's address. */
export function judgeMails(sender: { postalAddress: string } | null, mails: MadeMail[]): Check[] {
  if (!sender) {
    const missing = attention('It is not said yet who your mail is from.', 'Set up the sender', '/app/settings');
    return [UNSUBSCRIBE, POSTAL].map((check) => ({ ...check, ...missing }));
  }
  const failed = mails.find(({ made }) => made.kind === 'failed');
  if (failed) {
    const broken = attention(`The mail “${failed.templateKey}” cannot be made.`, 'See the flows', '/app/flows');
    return [UNSUBSCRIBE, POSTAL].map((check) => ({ ...check, ...broken }));
  }
  const lines = sender.postalAddress.split('\n').map((line) => line.trim());
  return [
    { ...UNSUBSCRIBE, ...judgeEach(mails, ({ unsubscribeUrl }) => [unsubscribeUrl], 'a link to unsubscribe') },
    { ...POSTAL, ...judgeEach(mails, () => lines, 'your postal address') },
  ];
}

function judgeEach(mails: MadeMail[], needed: (mail: MadeMail) => string[], what: string): Judged {
  const lacking = mails.filter((mail) => !holds(mail, needed(mail).filter(Boolean)));
  if (mails.length === 0) return unknown('There is no mail yet that a flow would send.');
  const [first] = lacking;
  if (first) return attention(`The mail “${first.templateKey}” lacks ${what}.`, 'Set up the sender', '/app/settings');
  return good(
    mails.length === 1
      ? `The one mail that flows send was made just now; it has ${what}.`
      : `All ${mails.length} mails that flows send were made just now; each has ${what}.`,
  );
}

/** The text is compared: what stands there stands in the HTML from the same document; of links the HTML, too. */
function holds({ made, unsubscribeUrl }: MadeMail, needed: string[]): boolean {
  if (made.kind === 'failed' || needed.length === 0) return false;
  const { html, text } = made.mail;
  return needed.every((each) => text.includes(each) && (each !== unsubscribeUrl || html.includes(each)));
}

/** What people asked for by law, and whether each request could be read. */
export function judgeRequests(facts: { due: RequestsDue | null; unread: number; unreadWords: string }): Check[] {
  const { due, unread, unreadWords } = facts;
  return [
    { key: 'requests', title: 'Requests answered in time', ...judgeDue(due) },
    {
      ...{ key: 'requests-read', title: 'Requests from Shopify understood' },
      ...(unread
        ? attention(`${unreadWords} from Shopify could not be carried out.`, 'Look at them', '/app/activity')
        : good('None that Shopify passed on waits for somebody to look at it.')),
    },
  ];
}

function judgeDue(due: RequestsDue | null): Judged {
  if (!due) return good('Nobody waits for a copy of their data.');
  const waits = due.count === 1 ? 'One person waits' : `${due.count} people wait`;
  const sentence = {
    overdue: `${waits} for a copy of their data, and it is overdue.`,
    pressing: `${waits} for a copy of their data, which is due within a week.`,
    calm: `${waits} for a copy of their data; there is time.`,
  }[due.urgency];
  return due.urgency === 'calm' ? good(sentence) : attention(sentence, 'Answer above', '#requests');
}

const DAY = minutes(1_440);
const RETENTION = { key: 'retention', title: 'Old data let go of' };
const RUN_WITHIN_MS = 2 * DAY;

export function judgeRetention(facts: { lastDoneAt: Date | null; nextAt: Date; now: Date }): Check {
  const { lastDoneAt, nextAt, now } = facts;
  if (!lastDoneAt)
    return { ...RETENTION, ...unknown(`It begins ${nextAt <= now ? 'now' : 'a day after Kindred was installed'}.`) };
  return lastDoneAt < addMs(now, -RUN_WITHIN_MS)
    ? { ...RETENTION, ...attention('It has not come to its end for two days.', 'Look at what fails', '/app/activity') }
    : { ...RETENTION, ...good('Within the last two days all of it was looked at, by the rules below.') };
}

const LEDGER = { key: 'ledger', title: 'Proof of consent whole' };

export function judgeLedger(
  last: { checkedAt: Date; entries: number; brokenAt: bigint | null } | null,
  now: Date,
): Check {
  if (!last) return { ...LEDGER, ...unknown('It was not walked through yet; that comes with the first day.') };
  if (last.brokenAt !== null)
    return {
      ...LEDGER,
      ...attention(
        `The ledger does not hold together at entry ${last.brokenAt}.`,
        'See the proof',
        '/app/settings/consent',
      ),
    };
  if (last.checkedAt < addMs(now, -RUN_WITHIN_MS))
    return {
      ...LEDGER,
      ...attention('It was not walked through for two days.', 'Verify now', '/app/settings/consent'),
    };
  if (last.entries === 0) return { ...LEDGER, ...good('It held no entries when it was walked through last.') };
  const entries = last.entries === 1 ? '1 entry' : `${last.entries.toLocaleString('en')} entries`;
  return { ...LEDGER, ...good(`${entries}, each as it was written, when it was walked through last.`) };
}

export interface Arrivals {
  /** Machine time. */
  heardAt: Date | null;
  machineNow: Date;
  /** Business time: when something was found that no webhook had told. */
  lateAt: Date | null;
  accessLostAt: Date | null;
  /** Mails that left in the last 30 days, but the last hour, and those of them of which Postmark has told what came of them. */
  mailed: number;
  reported: number;
  now: Date;
}

/** Whether what must be heeded at once (a no, an erasure) gets here. */
export function judgeArrivals(facts: Arrivals): Check[] {
  return [
    { key: 'shopify-webhooks', title: 'Shopify’s word arrives', ...judgeShopify(facts) },
    { key: 'postmark-webhooks', title: 'Postmark’s word arrives', ...judgePostmark(facts) },
  ];
}

function judgeShopify({ heardAt, lateAt, accessLostAt, now }: Arrivals): Judged {
  if (accessLostAt) return attention('Shopify lets Kindred in no more.', 'See what to do', '/app/data');
  if (!heardAt) return unknown('Shopify has told nothing yet; it does as soon as something happens in your store.');
  if (lateAt && lateAt > addMs(now, -DAY))
    return attention(
      'Within the last day something happened that Shopify did not tell. It was found by looking.',
      'See the data',
      '/app/data',
    );
  return good('Nothing was found within the last day that Shopify had not told.');
}

function judgePostmark({ mailed, reported }: Arrivals): Judged {
  if (mailed === 0) return unknown('No mail has left within the last 30 days.');
  if (reported === 0)
    return attention(
      'Mails left, and Postmark has told nothing of any. Unsubscribes made there may not arrive.',
      'Save the sender again',
      '/app/settings',
    );
  return good(`Of ${reported} of ${mailed} mails of the last 30 days it has told what came of them.`);
}
