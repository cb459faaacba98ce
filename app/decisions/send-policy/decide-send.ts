import { Temporal } from 'temporal-polyfill';
import { mayMail, type Consent } from '~/customers/consent/consent';
import { addMs, minutes } from '~/platform/clock/clock';
import type { SendDecision, SkipReason } from './message';

/** The shop's rules about when anyone may be written to. */
export interface SendRules {
  isPaused: boolean;
  hasSender: boolean;
  /** Postmark asks for a stream of their own for mails that carry no advertising. */
  hasTransactionalStream: boolean;
  frequencyCapMinutes: number;
  /** Minutes after local midnight; null: no quiet hours. The span may cross midnight. */
  quiet: { fromMinute: number; untilMinute: number } | null;
  timezone: string;
}

/** Everything the last decision about one message looks at. */
export interface SendFacts {
  now: Date;
  expiresAt: Date;
  hasAddress: boolean;
  /** Its domain takes no mail: what goes there only bounces. */
  isAddressImpossible: boolean;
  consent: Consent;
  /** A revocation about this address was acknowledged and is about to be read. */
  isHeld: boolean;
  /** An order by this person since the cart last changed, if any. */
  orderedId: string | null;
  cart: { itemCount: number; buyableCount: number };
  lastSentAt: Date | null;
  person: PersonalRules;
  rules: SendRules;
}

/** What the person chose at the preference centre: it only ever means less mail. */
export interface PersonalRules {
  pausedUntil: Date | null;
  /** Minutes between two marketing mails; null: as the shop has it. */
  minutesBetween: number | null;
  /** The name of the message's topic where the person does not want it. */
  offTopic: string | null;
}

/** How long a message waits before it looks again whether sending goes on. */
export const LOOK_AGAIN_MINUTES = 15;

/**
 * Whether a message goes now, later or never. Pure, and the only place that says so. What makes it pointless comes first, then what forbids
 * it, then what only delays it; a delay beyond the message's expiry shows as `expired` when its time comes.
 */
export function decideSend(facts: SendFacts): SendDecision {
  return neverDecision(facts) ?? laterDecision(facts) ?? sendDecision(facts);
}

function neverDecision(facts: SendFacts): SendDecision | null {
  const { now, expiresAt, cart, orderedId } = facts;
  if (!facts.hasAddress) return { kind: 'skip', reason: { code: 'no-address' } };
  const consent = mayMail(facts.consent);
  if (!consent.allowed) return { kind: 'skip', reason: { code: 'no-consent', consent: consent.state } };
  if (facts.isAddressImpossible) return { kind: 'skip', reason: { code: 'address-impossible' } };
  const refused = refusedByPerson(facts);
  if (refused) return { kind: 'skip', reason: refused };
  if (orderedId) return { kind: 'skip', reason: { code: 'ordered-meanwhile', orderId: orderedId } };
  if (cart.itemCount === 0) return { kind: 'skip', reason: { code: 'cart-empty' } };
  if (cart.buyableCount === 0) return { kind: 'skip', reason: { code: 'nothing-in-stock' } };
  if (now >= expiresAt) return { kind: 'skip', reason: { code: 'expired', expiresAt: expiresAt.toISOString() } };
  return null;
}

function refusedByPerson({ now, person: { pausedUntil, offTopic } }: SendFacts): SkipReason | null {
  if (pausedUntil && now < pausedUntil) return { code: 'paused-by-person', pausedUntil: pausedUntil.toISOString() };
  return offTopic === null ? null : { code: 'topic-off', topic: offTopic };
}

function laterDecision(facts: SendFacts): SendDecision | null {
  const { now, rules, isHeld } = facts;
  const soon = addMs(now, minutes(LOOK_AGAIN_MINUTES));
  if (isHeld) return { kind: 'defer', until: addMs(now, minutes(1)), reason: { code: 'consent-being-read' } };
  if (rules.isPaused) return { kind: 'defer', until: soon, reason: { code: 'all-sending-paused' } };
  if (!rules.hasSender) return { kind: 'defer', until: soon, reason: { code: 'sender-not-set-up' } };
  const tooSoon = capDecision(facts);
  if (tooSoon) return tooSoon;
  const quietEnds = rules.quiet && endOfQuietHours(now, rules.quiet, rules.timezone);
  return quietEnds
    ? { kind: 'defer', until: quietEnds, reason: { code: 'quiet-hours', timezone: rules.timezone } }
    : null;
}

/** The larger of the shop's cap and the person's decides. */
function capDecision({ now, rules, person, lastSentAt }: SendFacts): SendDecision | null {
  const isPersons = (person.minutesBetween ?? 0) > rules.frequencyCapMinutes;
  const capMinutes = isPersons ? (person.minutesBetween ?? 0) : rules.frequencyCapMinutes;
  const until = lastSentAt && addMs(lastSentAt, minutes(capMinutes));
  if (!until || now >= until) return null;
  const code = isPersons ? 'person-frequency' : 'frequency-cap';
  return { kind: 'defer', until, reason: { code, lastSentAt: lastSentAt.toISOString(), capMinutes } };
}

function sendDecision(facts: SendFacts): SendDecision {
  const consent = mayMail(facts.consent);
  if (!consent.allowed) throw new Error('a message without consent got past the rule that stops it');
  return { kind: 'send', consentSeq: consent.entrySeq };
}

/**
 * The instant at which the quiet hours that `now` lies in end, or null outside them. Local times that daylight saving skips or repeats are
 * taken as Temporal's "compatible" rule takes them.
 */
export function endOfQuietHours(
  now: Date,
  quiet: { fromMinute: number; untilMinute: number },
  timezone: string,
): Date | null {
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timezone);
  const minute = local.hour * 60 + local.minute;
  const { fromMinute, untilMinute } = quiet;
  const crossesMidnight = fromMinute > untilMinute;
  const isQuiet = crossesMidnight
    ? minute >= fromMinute || minute < untilMinute
    : minute >= fromMinute && minute < untilMinute;
  if (!isQuiet) return null;
  const day = crossesMidnight && minute >= fromMinute ? local.add({ days: 1 }) : local;
  const end = day.withPlainTime({ hour: Math.floor(untilMinute / 60), minute: untilMinute % 60 });
  if (end.epochMilliseconds > now.getTime()) return new Date(end.epochMilliseconds);
  // The wall clock shows this time twice and the first of the two is past: the second ends the quiet.
  const second = end.toPlainDateTime().toZonedDateTime(timezone, { disambiguation: 'later' });
  return new Date(second.epochMilliseconds);
}
