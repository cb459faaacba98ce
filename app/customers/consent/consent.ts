import { addMs, minutes } from '~/platform/clock/clock';

/**
 * What an address may be used for. `marketing` needs a yes; `data-sale` (selling or sharing what is known of a person, as the laws of some US
 * states have it) is allowed until somebody says no: for it only `withdrawn` means something. `back-in-stock` allows what was asked for alone: to be
 * told when a product can be bought again.
 */
export type Purpose = 'marketing' | 'data-sale' | 'back-in-stock';

/**
 * granted: may be mailed. pending: asked, not yet confirmed. withdrawn: said no, or a mailbox or its owner refused us. never-given: nothing is known.
 */
export type ConsentStateName = 'granted' | 'pending' | 'withdrawn' | 'never-given';

/** Who made a statement, or by which way it came. */
export const CONSENT_SOURCES = [
  'shopify-webhook',
  'shopify-sync',
  'sign-up',
  'preference-centre',
  'double-opt-in',
  'unsubscribe-link',
  'postmark',
  'complaint',
  'bounce',
  'bounce-lifted',
  'import',
  'api',
  'admin',
  'gpc',
] as const;

export type ConsentSource = (typeof CONSENT_SOURCES)[number];

export interface ConsentFact {
  seq: bigint;
  state: ConsentStateName;
  source: string;
  occurredAt: Date;
}

export interface Consent {
  state: ConsentStateName;
  /** The ledger entry that decided; null where there is none. */
  entrySeq: bigint | null;
  since: Date | null;
}

export const NO_CONSENT: Consent = { state: 'never-given', entrySeq: null, since: null };

const RESTRICTIVENESS: Record<ConsentStateName, number> = { granted: 0, 'never-given': 1, pending: 2, withdrawn: 3 };

/** A request to confirm is good for so long; an answer after that is none. */
export const CONFIRM_WITHIN_DAYS = 30;

export const confirmBefore = (askedAt: Date): Date => addMs(askedAt, minutes(CONFIRM_WITHIN_DAYS * 1_440));

/** Told by somebody else than the person, long after or never seen by us: a list that is read in, a merchant's own hand. */
const SECOND_HAND: readonly string[] = ['import', 'admin'] satisfies ConsentSource[];

/**
 * What a ledger's entries for one address and purpose amount to: of those that count, the latest by the time it happened decides, whatever the
 * order they arrived in; of two at the same instant the more restrictive one, and of equals the first in the ledger. What takes consent away
 * always counts. A grant counts unless it confirms what nobody asked in time, is told second-hand after the person said no, or lifts the refusal of a mailbox
 * whose owner had not agreed.
 */
export function deriveConsent(entries: readonly ConsentFact[]): Consent {
  return entries
    .filter((entry) => counts(entry, entries))
    .reduce<Consent>((decided, entry) => (outweighs(entry, decided) ? consentOf(entry) : decided), NO_CONSENT);
}

function counts(entry: ConsentFact, all: readonly ConsentFact[]): boolean {
  if (entry.state !== 'granted') return true;
  if (entry.source === 'double-opt-in') return all.some((other) => isConfirmedBy(other, entry));
  if (entry.source === 'bounce-lifted') return hadAgreed(entry, all);
  if (!SECOND_HAND.includes(entry.source)) return true;
  return !all.some(({ state, occurredAt }) => state === 'withdrawn' && occurredAt <= entry.occurredAt);
}

/** Whether, but for what mailboxes said, there was a yes: only that is gone back to. */
const hadAgreed = (lifted: ConsentFact, all: readonly ConsentFact[]): boolean =>
  deriveConsent(all.filter(({ source, occurredAt }) => !source.startsWith('bounce') && occurredAt <= lifted.occurredAt))
    .state === 'granted';

const isConfirmedBy = (asked: ConsentFact, confirmation: ConsentFact): boolean =>
  asked.state === 'pending' &&
  asked.occurredAt <= confirmation.occurredAt &&
  confirmation.occurredAt < confirmBefore(asked.occurredAt);

const consentOf = (entry: ConsentFact): Consent => ({
  state: entry.state,
  entrySeq: entry.seq,
  since: entry.occurredAt,
});

function outweighs(entry: ConsentFact, decided: Consent): boolean {
  if (!decided.since) return true;
  const later = entry.occurredAt.getTime() - decided.since.getTime();
  if (later !== 0) return later > 0;
  const stricter = RESTRICTIVENESS[entry.state] - RESTRICTIVENESS[decided.state];
  return stricter > 0 || (stricter === 0 && decided.entrySeq !== null && entry.seq < decided.entrySeq);
}

export type MayMail = { allowed: true; entrySeq: bigint } | { allowed: false; state: ConsentStateName };

/** The one answer to "may we send marketing to this address?". Asked when planning and again in the claim. */
export function mayMail(consent: Consent): MayMail {
  return consent.state === 'granted' && consent.entrySeq !== null
    ? { allowed: true, entrySeq: consent.entrySeq }
    : { allowed: false, state: consent.state };
}

/**
 * What allows a mail that somebody asked for: a yes to all mail, or the one to be told of this. A no to all mail after it is a no to this as well.
 */
export function consentToBeTold(asked: Consent, marketing: Consent): Consent {
  if (marketing.state === 'granted') return marketing;
  const [no, yes] = [marketing.state === 'withdrawn' ? marketing.since : null, asked.since];
  return no && yes && no >= yes ? marketing : asked;
}
