import type { Stock } from '~/capture/catalog/live-catalog';
import { evaluate, requestsOf } from '~/customers/rules/evaluate';
import { topicOfFlow } from '~/customers/preferences/topics';
import { arbitrate } from '../../send-policy/arbiter/decide-send';
import type { SendFacts } from '../../send-policy/arbiter/send-facts';
import { offeredNow } from '../../send-policy/message-subject';
import type { FlowDefinition } from '../language/flow';
import { answersThen } from './answers-then';
import { cartThen } from './cart-then';
import { consentForThen, hasAddressThen, ordersKnown } from './known-then';
import { ledgerThen, type LedgerThen } from './ledger-then';
import type { PastProperty, PersonPast, ShopPast, Then } from './past';
import type { ReplayedAnswer, ReplayedMail, ReplayedRun } from './replayed';

export interface Asking {
  definition: FlowDefinition;
  past: PersonPast;
  shop: ShopPast;
  then: Then;
  set: readonly PastProperty[];
  ledger: LedgerThen;
  /** What could be bought then, as far as that is known. */
  stock: Stock;
}

/**
 * Asks the arbiter about a mail as the sender does: first without looking whether a way out of the flow has opened, and where it may go, once more with
 * that. The answer that decided is the one that is kept.
 */
export function askArbiter(asking: Asking, run: ReplayedRun, mail: ReplayedMail): ReplayedAnswer {
  const at = new Date(asking.then.at);
  const facts = sendFactsThen(asking, mail);
  const first = arbitrate(facts);
  if (first.decision.kind !== 'send') return { at, ...first };
  return { at, ...arbitrate({ ...facts, leftFlow: wayOut(asking, run) }) };
}

function sendFactsThen({ definition, past, shop, then, ledger, stock }: Asking, mail: ReplayedMail): SendFacts {
  const { expiresAt, dueAt } = mail;
  const { cartToken } = mail.subject;
  const now = new Date(then.at);
  const { key: flowKey, priority } = definition;
  const hasAddress = hasAddressThen(past, then.at);
  const cart = cartToken === null ? null : cartThen(past, shop, then, cartToken);
  const itemCount = Math.max(0, cart?.itemCount ?? 0);
  return {
    ...{ now, expiresAt, priority, hasAddress, isHeld: false, heldOutFor: null, leftFlow: null, campaign: null },
    isFlowUnderstood: true,
    // Which codes there were then is not kept: each mail counts as if there were one.
    ...{ isToShop: false, sentBySharedAt: [], storeAhead: null, offer: null },
    isAddressImpossible: past.isAddressImpossible,
    consent: consentForThen(past, then.at, mail.subject),
    orderedId: cart && orderSince(past, then, cart),
    // Whether it could be bought then is not kept: it counts as if it could.
    cart: cartToken === null ? null : { itemCount, buyableCount: itemCount },
    offered: offeredNow(mail.subject, stock),
    ...ledgerThen(ledger, { flowKey, priority, dueAt, cart }, now),
    person: { ...wishesFor(past, shop, flowKey), timezone: past.zone },
    rules: shop.rules,
  };
}

function orderSince(past: PersonPast, then: Then, cart: { linesChangedAt: number; isBought: boolean }): string | null {
  const order = ordersKnown(past, then).find(({ placedAt }) => placedAt >= cart.linesChangedAt);
  return order?.id ?? (cart.isBought ? 'completed-checkout' : null);
}

function wishesFor({ wishes }: PersonPast, { topics }: ShopPast, flowKey: string) {
  const topic = topicOfFlow(topics, flowKey);
  return {
    ...{ pausedUntil: wishes.pausedUntil, minutesBetween: wishes.minutesBetween },
    offTopic: topic && wishes.topicsOff.includes(topic.key) ? topic.name : null,
  };
}

/** The way out of the flow that is open then. */
function wayOut(asking: Asking, run: ReplayedRun): string | null {
  if (run.outcome?.kind === 'exited') return run.outcome.exit;
  const { exits } = asking.definition;
  const requests = exits.flatMap(({ when }) => requestsOf(when));
  if (requests.length === 0) return null;
  const facts = answersThen(asking, { since: run.startedAt, cartToken: run.subject.cartToken, requests });
  return exits.find(({ when }) => evaluate(when, facts))?.key ?? null;
}
