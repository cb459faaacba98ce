import type { Mailbox } from '~/capture/data-quality/mailbox';
import type { MailCounts } from '~/decisions/send-policy/mail-counts.server';
import type { DomainState } from '~/delivery/domains/domain-state';
import { numberWords, percentWords } from '../recommendations/number-words';

export const MAILBOX_NAMES: Record<Mailbox, string> = {
  gmail: 'Gmail',
  outlook: 'Outlook, Hotmail, Live, MSN',
  yahoo: 'Yahoo, AOL',
  icloud: 'iCloud',
  gmx: 'GMX, WEB.DE, T-Online',
  other: 'All others',
};

/** Something between a mail and its reader, with where it is seen to. */
export interface Obstacle {
  words: string;
  url: string;
  link: string;
}

/** What the answer is made of. */
export interface DeliveryFacts {
  days: number;
  locale: string;
  total: MailCounts;
  byMailbox: { mailbox: Mailbox; sent: number; delivered: number }[];
  /** Marketing mail has stopped by itself. */
  isStopped: boolean;
  isPaused: boolean;
  /** Why the mail provider takes none at the moment. */
  problem: string | null;
  hasSender: boolean;
  /** Mail leaves by a server of the merchant's own, which tells of nothing that comes later. */
  hasOwnServer: boolean;
  wayOut: 'own' | 'shared' | 'only-shop' | 'nowhere';
  domain: { name: string; state: DomainState } | null;
  sharedFull: boolean;
  inDoubt: number;
  broken: number;
}

/** Does mail arrive? One sentence, with the figures it rests on. */
export function answerWords(facts: DeliveryFacts): string {
  const { total, days, locale } = facts;
  if (total.sent === 0 && !facts.hasSender) return 'No mail leaves yet: it is not said who it is from.';
  if (total.sent === 0) return `No mail left in the last ${days} days, so there is nothing to judge by.`;
  const mails = total.sent === 1 ? 'the one mail' : `the ${numberWords(total.sent, locale)} mails`;
  if (facts.hasOwnServer && total.delivered === 0)
    return `Nobody can say: ${mails} of the last ${days} days left by your own mail server, which does not tell what became of them.`;
  const arrived = percentWords(shareOf(total.delivered, total.sent), locale);
  const [heard, open] = [total.hardBounced + total.softBounced, unheardOf(total)];
  const back = heard > 0 ? `, ${numberWords(heard, locale)} came back` : '';
  const unheard = open > 0 ? `, of ${numberWords(open, locale)} there is no word yet` : '';
  return `${arrived} of ${mails} of the last ${days} days arrived${back}${unheard}.`;
}

/** Those of which neither is known that they arrived nor that they came back. */
export const unheardOf = ({ sent, delivered, hardBounced, softBounced }: MailCounts): number =>
  Math.max(0, sent - delivered - hardBounced - softBounced);

export const shareOf = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);

const DOMAIN = { url: '/app/settings/domain', link: 'Domain' };
const HOME = { url: '/app', link: 'Home' };
const SETTINGS = { url: '/app/settings', link: 'Settings' };

type Look = (facts: DeliveryFacts) => Obstacle | Obstacle[] | null;

/** In the order in which they are to be seen to. */
const LOOKS: Look[] = [
  ({ hasSender }) => (hasSender ? null : { words: 'It is not said who the mail is from.', ...SETTINGS }),
  ({ problem }) =>
    problem === null ? null : { words: `The mail provider takes no mail at the moment: ${problem}`, ...SETTINGS },
  ({ isStopped }) => (isStopped ? { words: 'Marketing mail has stopped by itself.', ...HOME } : null),
  ({ isPaused }) => (isPaused ? { words: 'All sending is paused.', ...SETTINGS } : null),
  domainObstacle,
  ({ sharedFull }) =>
    sharedFull ? { words: 'As many mails left by the shared domain today as may.', ...DOMAIN } : null,
  slowMailboxes,
  ({ total, locale }) =>
    total.hardBounced > 0
      ? {
          words: `${counted(total.hardBounced, 'mail', locale)} went to mailboxes that do not exist. Nobody there is written to again.`,
          ...{ url: '/app/deliverability/suppressions?why=bounce', link: 'See who' },
        }
      : null,
  ({ inDoubt, locale }) =>
    inDoubt > 0
      ? {
          words: `Of ${counted(inDoubt, 'mail', locale)} nobody knows whether it left. None is sent twice.`,
          ...{ url: '/app/messages?state=in-doubt', link: 'See them' },
        }
      : null,
  ({ broken, locale }) =>
    broken > 0
      ? {
          words: `${counted(broken, 'mail', locale)} could not be made or was refused.`,
          ...{ url: '/app/messages?state=not-sent', link: 'See why' },
        }
      : null,
];

/** What stands in the way of mail, the worst first. */
export const obstacles = (facts: DeliveryFacts): Obstacle[] => LOOKS.flatMap((look) => look(facts) ?? []);

const counted = (count: number, one: string, locale: string): string =>
  `${numberWords(count, locale)} ${count === 1 ? one : `${one}s`}`;

function domainObstacle({ wayOut, domain, hasSender }: DeliveryFacts): Obstacle | null {
  if (domain?.state === 'failing')
    return { words: `The records of ${domain.name} are not found any more: mailboxes trust the mail less.`, ...DOMAIN };
  if (!hasSender || wayOut === 'own') return null;
  const words = {
    shared: 'Mail leaves by a domain that other shops use, too, and no more than 50 a day.',
    'only-shop': 'Mail goes to you alone until your domain is verified.',
    nowhere: 'Mail goes nowhere until your domain is verified.',
  }[wayOut];
  return { words, ...DOMAIN };
}

/** Fewer mails to one provider say nothing, and so do fewer that are missing. */
const ENOUGH = 20;
const BEHIND = 0.1;

/** Where clearly fewer arrive than elsewhere: that provider holds the sender, or its mails, for worse. */
function slowMailboxes({ byMailbox, total, locale }: DeliveryFacts): Obstacle[] {
  return byMailbox.flatMap(({ mailbox, sent, delivered }) => {
    const elsewhere = shareOf(total.delivered - delivered, total.sent - sent);
    const here = shareOf(delivered, sent);
    if (sent < ENOUGH || total.sent - sent < ENOUGH || elsewhere - here < BEHIND) return [];
    const words = `At ${MAILBOX_NAMES[mailbox]} ${percentWords(here, locale)} arrive, elsewhere ${percentWords(elsewhere, locale)}.`;
    return [{ words, ...DOMAIN }];
  });
}
