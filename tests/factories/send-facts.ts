import type { SendFacts, SendRules } from '~/decisions/send-policy/arbiter/send-facts';
import { TEST_START, after } from './times';

/** Rules that stand in nobody's way. */
export const openRules: SendRules = {
  isPaused: false,
  hasSender: true,
  ...{ stoppedFor: null, wayOut: 'own', shopAddressId: null },
  hasTransactionalStream: true,
  frequencyCapMinutes: 0,
  weeklyBudget: null,
  quiet: null,
  timezone: 'Europe/Berlin',
};

type Changes = Partial<Omit<SendFacts, 'rules'>> & { rules?: Partial<SendRules> };

/** A message that may go now; each test says what is different. */
export function sendFacts({ rules, ...changes }: Changes = {}): SendFacts {
  return {
    now: TEST_START,
    expiresAt: after(18 * 3_600_000),
    hasAddress: true,
    isAddressImpossible: false,
    consent: { state: 'granted', entrySeq: 7n, since: after(-1) },
    orderedId: null,
    cart: { itemCount: 2, buyableCount: 2 },
    offered: null,
    ...{ storeAhead: null, toldOfCart: null },
    isHeld: false,
    ...{ isToShop: false, sentBySharedAt: [] },
    ...{
      leftFlow: null,
      isFlowUnderstood: true,
      campaign: null,
      offer: null,
      heldOutFor: null,
      priority: 50,
      makesWayUntil: null,
      sentAt: [],
      topic: null,
    },
    person: { pausedUntil: null, minutesBetween: null, offTopic: null, timezone: null },
    ...changes,
    rules: { ...openRules, ...rules },
  };
}
