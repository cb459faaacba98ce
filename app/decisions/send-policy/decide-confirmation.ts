import { judgeDomain, judgeSharedLimit, soon } from './arbiter/way-out-rules';
import type { SendRules } from './arbiter/send-facts';
import type { SendDecision } from './message';

/** What decides about a mail that asks somebody to confirm what they just asked for. */
export interface ConfirmationFacts {
  now: Date;
  expiresAt: Date;
  hasAddress: boolean;
  isAddressImpossible: boolean;
  /** Nobody has answered it yet, and an answer would still count. */
  isOpen: boolean;
  isToShop: boolean;
  sentBySharedAt: readonly Date[];
  rules: Pick<SendRules, 'isPaused' | 'hasSender' | 'hasTransactionalStream' | 'wayOut'>;
}

/**
 * Whether a request to confirm goes now, later or never. It is no marketing: no consent is needed, no cap and no quiet hours hold it up, since
 * somebody waits for it. By which address it may leave holds for it as for all mail.
 */
export function decideConfirmation(facts: ConfirmationFacts): SendDecision {
  const { now, expiresAt, rules } = facts;
  if (!facts.hasAddress) return { kind: 'skip', reason: { code: 'no-address' } };
  if (facts.isAddressImpossible) return { kind: 'skip', reason: { code: 'address-impossible' } };
  if (!facts.isOpen) return { kind: 'skip', reason: { code: 'nothing-to-confirm' } };
  if (now >= expiresAt) return { kind: 'skip', reason: { code: 'expired', expiresAt: expiresAt.toISOString() } };
  const until = soon(now);
  if (rules.isPaused) return { kind: 'defer', until, reason: { code: 'all-sending-paused' } };
  if (!rules.hasSender) return { kind: 'defer', until, reason: { code: 'sender-not-set-up' } };
  if (!rules.hasTransactionalStream) return { kind: 'defer', until, reason: { code: 'no-transactional-stream' } };
  for (const verdict of [judgeDomain(facts), judgeSharedLimit(facts)]) if (verdict.kind !== 'passes') return verdict;
  return { kind: 'send', consentSeq: null };
}
