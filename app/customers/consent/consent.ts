/** What mail is for. Marketing needs consent; a transactional mail does not. */
export type Purpose = 'marketing';

/**
 * granted: may be mailed. pending: asked, not yet confirmed. withdrawn: said no, or a mailbox or its owner refused us. never-given: nothing is known.
 */
export type ConsentStateName = 'granted' | 'pending' | 'withdrawn' | 'never-given';

export interface ConsentFact {
  seq: bigint;
  state: ConsentStateName;
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

/**
 * What a ledger's entries for one address and purpose amount to: the latest by the time it happened decides, whatever the order they
 * arrived in; of two at the same instant the more restrictive one, and of equals the first in the ledger.
 */
export function deriveConsent(entries: readonly ConsentFact[]): Consent {
  return entries.reduce<Consent & { occurredAt?: Date }>(
    (decided, entry) => (outweighs(entry, decided) ? consentOf(entry) : decided),
    NO_CONSENT,
  );
}

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
