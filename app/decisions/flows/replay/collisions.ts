import { arbitrate } from '../../send-policy/arbiter/decide-send';
import type { SendFacts } from '../../send-policy/arbiter/send-facts';
import { ledgerThen, type LedgerThen } from './ledger-then';
import type { OtherMail } from './past';
import type { Collision } from './replayed';

/**
 * Mails that really went and would have had to wait for those of the replay: the arbiter is asked about each as if nothing else stood in its way, once
 * without the replay’s mails and once with them. What would have followed from its waiting is not followed.
 */
export function collisionsOf(ledger: LedgerThen, { from, until }: { from: number; until: number }): Collision[] {
  if (ledger.own.sentAt.length === 0) return [];
  return ledger.past.otherMails
    .filter(({ sentAt }) => sentAt !== null && sentAt >= from && sentAt <= until)
    .flatMap((other) => collisionOf(ledger, other) ?? []);
}

function collisionOf(ledger: LedgerThen, other: OtherMail): Collision | null {
  const alone = { ...ledger, own: { ...ledger.own, sentAt: [] } };
  if (arbitrate(factsOf(alone, other)).decision.kind !== 'send') return null;
  const { decision } = arbitrate(factsOf(ledger, other));
  if (decision.kind !== 'defer') return null;
  const { flowKey, stepKey } = other;
  return { flowKey, stepKey, sentAt: new Date(other.sentAt ?? 0), until: decision.until, why: decision.reason.code };
}

function factsOf({ past, ...ledger }: LedgerThen, other: OtherMail): SendFacts {
  const now = new Date(other.sentAt ?? 0);
  const { priority, flowKey } = other;
  const others = { ...past, otherMails: past.otherMails.filter(({ id }) => id !== other.id) };
  return {
    ...{ now, priority, expiresAt: new Date(now.getTime() + 1), hasAddress: true, isAddressImpossible: false },
    consent: { state: 'granted', entrySeq: 0n, since: null },
    ...{ isHeld: false, orderedId: null, leftFlow: null, campaign: null, cart: null, offered: null, heldOutFor: null },
    ...{ isFlowUnderstood: true, isToShop: false, sentBySharedAt: [], storeAhead: null, offer: null },
    ...ledgerThen({ past: others, ...ledger }, { flowKey, priority, dueAt: now, cart: null }, now),
    // What rules of quiet hours and wishes said of it, they said when it really went.
    person: { pausedUntil: null, minutesBetween: past.wishes.minutesBetween, offTopic: null, timezone: null },
    rules: { ...ledger.shop.rules, quiet: null },
  };
}
