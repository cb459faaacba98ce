import { topicOfFlow } from '~/customers/preferences/topics';
import { addMs, minutes } from '~/platform/clock/clock';
import { BUDGET_DAYS } from '../../send-policy/arbiter/later-rules';
import type { SendFacts } from '../../send-policy/arbiter/send-facts';
import type { OtherMail, PersonPast, ShopPast } from './past';

/** A mail that the arbiter is asked about. */
export interface AskedMail {
  flowKey: string | null;
  priority: number;
  dueAt: Date;
  /** Null: it is about none. */
  cart: { token: string; linesChangedAt: number } | null;
}

/** The shop’s ledger as it was, with the mails of the replay in it. */
export interface LedgerThen {
  past: PersonPast;
  shop: ShopPast;
  /** When the replay’s own mails went, and of which flow they are. */
  own: { flowKey: string; sentAt: readonly Date[] };
}

/** More than any budget has room for. */
const MOST_SENT = 50;
/** So far ahead it is looked for a mail that would otherwise wait for this one’s cap. */
const LOOKS_AHEAD_MINUTES = 240;

type OfLedger = Pick<SendFacts, 'sentAt' | 'topic' | 'makesWayUntil' | 'toldOfCart'>;

/** What rules of the arbiter look at in the ledger, as it was at a moment. */
export function ledgerThen({ past, shop, own }: LedgerThen, mail: AskedMail, now: Date): OfLedger {
  const before = past.otherMails.filter((other) => wentBefore(other, mail, now));
  const ownTimes = own.sentAt.filter((at) => at <= now);
  const times = [...before.flatMap(({ sentAt }) => sentAt ?? []), ...ownTimes.map(Number)].sort((a, b) => b - a);
  const since = addMs(now, -minutes(BUDGET_DAYS * 1_440)).getTime();
  const sentAt = times.slice(0, MOST_SENT).filter((at, nth) => nth === 0 || at > since);
  return {
    sentAt: sentAt.map((at) => new Date(at)),
    topic: topicThen(shop, own, before, mail),
    makesWayUntil: higherDueAt(past, mail, now),
    toldOfCart: toldOfCart(before, mail),
  };
}

/** Of two that go at one moment the one of the higher priority is first, of equals the one that is due longer. */
function wentBefore({ sentAt, priority, firstDueAt }: OtherMail, mail: AskedMail, now: Date): boolean {
  if (sentAt === null || sentAt > now.getTime()) return false;
  if (sentAt < now.getTime() || priority > mail.priority) return true;
  return priority === mail.priority && firstDueAt <= mail.dueAt.getTime();
}

/** The last mail of another flow about the same cart since that last changed. */
function toldOfCart(before: readonly OtherMail[], { flowKey, cart }: AskedMail): SendFacts['toldOfCart'] {
  if (!cart || flowKey === null) return null;
  const about = before
    .filter((other) => other.cartToken === cart.token && other.flowKey !== null && other.flowKey !== flowKey)
    .map((other) => ({ flow: other.flowKey ?? '', at: other.sentAt ?? 0 }))
    .filter(({ at }) => at >= cart.linesChangedAt)
    .sort((a, b) => b.at - a.at)[0];
  return about ? { flow: about.flow, sentAt: new Date(about.at) } : null;
}

function topicThen(
  { topics }: ShopPast,
  own: LedgerThen['own'],
  before: readonly OtherMail[],
  { flowKey }: AskedMail,
): SendFacts['topic'] {
  const topic = topicOfFlow(topics, flowKey);
  if (!topic) return null;
  const { name, flows, minutesBetween } = topic;
  if (!minutesBetween) return { name, minutesBetween: 0, lastSentAt: null };
  const others = before.filter((other) => other.flowKey !== null && flows.includes(other.flowKey));
  const times = [
    ...others.flatMap(({ sentAt }) => sentAt ?? []),
    ...(flows.includes(own.flowKey) ? own.sentAt.map(Number) : []),
  ];
  return { name, minutesBetween, lastSentAt: times.length > 0 ? new Date(Math.max(...times)) : null };
}

function higherDueAt({ otherMails }: PersonPast, { priority }: AskedMail, now: Date): Date | null {
  const until = addMs(now, minutes(LOOKS_AHEAD_MINUTES)).getTime();
  const times = otherMails
    .filter((other) => other.priority > priority && isPlanned(other, now.getTime()))
    .map((other) => dueThen(other, now.getTime()))
    .filter((dueAt) => dueAt > now.getTime() && dueAt <= until);
  return times.length > 0 ? new Date(Math.min(...times)) : null;
}

const isPlanned = ({ plannedAt, sentAt, closedAt }: OtherMail, at: number): boolean =>
  plannedAt <= at && at < (sentAt ?? closedAt ?? Infinity);

const dueThen = ({ waits, firstDueAt }: OtherMail, at: number): number =>
  waits.findLast((wait) => wait.at <= at)?.until ?? firstDueAt;
