import type { Message } from '@prisma/client';
import { findOpenConfirmation } from '~/customers/consent/confirmations.server';
import { isImpossible } from '~/customers/data-quality/check-addresses.server';
import type { Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { decideConfirmation } from './decide-confirmation';
import { arbitrate, type RuleAnswer } from './arbiter/decide-send';
import type { SendFacts, SendRules } from './arbiter/send-facts';
import { SHARED_A_DAY } from './arbiter/way-out-rules';
import { gatherAllSendFacts, type GatherContext } from './gather-send-facts.server';
import type { SendDecision } from './message';
import { sentByShared } from './sent-by-shared.server';

export interface DecidedNow {
  decision: SendDecision;
  /** What each rule said. */
  answers: RuleAnswer[];
  /** The address it is decided for; null where there is none. */
  addressId: string | null;
}

export const isConfirmation = ({ sourceKind }: Pick<Message, 'sourceKind'>): boolean => sourceKind === 'confirmation';

export type DecideContext = Omit<GatherContext, 'now'>;

/** Decides about messages of one shop with what is stored now, each by the rules of its kind. Answers by the message's id. */
export async function decideAllNow(
  { clock }: { clock: Clock },
  db: Db,
  shopId: string,
  messages: readonly Message[],
  context: DecideContext,
): Promise<Map<string, DecidedNow>> {
  const decided = new Map<string, DecidedNow>();
  const marketing = messages.filter((message) => !isConfirmation(message));
  const gathered = await gatherAllSendFacts(db, shopId, marketing, { now: clock.now(), ...context });
  let passed = 0;
  for (const [nth, { facts, addressId }] of gathered.entries()) {
    const judged = arbitrate(asAfter(passed, facts));
    if (judged.decision.kind === 'send') passed += 1;
    decided.set(marketing[nth]?.id ?? '', { ...judged, addressId });
  }
  for (const message of messages.filter(isConfirmation))
    decided.set(message.id, await decideAboutConfirmation(clock, db, message, context.rules));
  return decided;
}

/** Those of the same batch that go now leave by the shared domain, too. */
function asAfter(passed: number, facts: SendFacts): SendFacts {
  if (passed === 0 || facts.rules.wayOut !== 'shared') return facts;
  const before = Array.from({ length: passed }, () => facts.now);
  return { ...facts, sentBySharedAt: [...before, ...facts.sentBySharedAt].slice(0, SHARED_A_DAY) };
}

/** It goes to the address it is about, whichever one its owner is written to otherwise. */
export async function decideAboutConfirmation(
  clock: Clock,
  db: Db,
  { shopId, sourceId, addressId, expiresAt }: Message,
  rules: SendRules,
): Promise<DecidedNow> {
  const where = { shopId_id: { shopId, id: addressId ?? sourceId } };
  const address = addressId ? await db.address.findUnique({ where, select: { id: true } }) : null;
  const isAddressImpossible = address ? await isImpossible(db, shopId, address.id) : false;
  const isOpen = (await findOpenConfirmation({ clock }, db, shopId, sourceId)) !== null;
  const now = clock.now();
  const facts = {
    ...{ now, expiresAt, hasAddress: address !== null, isOpen, isAddressImpossible, rules },
    isToShop: addressId !== null && addressId === rules.shopAddressId,
    sentBySharedAt: await sentByShared(db, shopId, rules, now),
  };
  return { decision: decideConfirmation(facts), answers: [], addressId };
}
