import type { Message } from '@prisma/client';
import { findOpenConfirmation } from '~/customers/consent/confirmations.server';
import { isImpossible } from '~/customers/data-quality/check-addresses.server';
import type { Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { decideConfirmation } from './decide-confirmation';
import { arbitrate, type RuleAnswer } from './arbiter/decide-send';
import type { SendRules } from './arbiter/send-facts';
import { gatherSendFacts, type GatherContext } from './gather-send-facts.server';
import type { SendDecision } from './message';

export interface DecidedNow {
  decision: SendDecision;
  /** What each rule said. */
  answers: RuleAnswer[];
  /** The address it is decided for; null where there is none. */
  addressId: string | null;
}

export const isConfirmation = ({ sourceKind }: Pick<Message, 'sourceKind'>): boolean => sourceKind === 'confirmation';

/** Decides about a message with what is stored now, by the rules of its kind. */
export async function decideNow(
  { clock }: { clock: Clock },
  db: Db,
  message: Message,
  context: Omit<GatherContext, 'now'>,
): Promise<DecidedNow> {
  if (isConfirmation(message)) return decideAboutConfirmation(clock, db, message, context.rules);
  const { facts, addressId } = await gatherSendFacts(db, message, { now: clock.now(), ...context });
  return { ...arbitrate(facts), addressId };
}

/** It goes to the address it is about, whichever one its owner is written to otherwise. */
async function decideAboutConfirmation(
  clock: Clock,
  db: Db,
  { shopId, sourceId, addressId, expiresAt }: Message,
  rules: SendRules,
): Promise<DecidedNow> {
  const where = { shopId_id: { shopId, id: addressId ?? sourceId } };
  const address = addressId ? await db.address.findUnique({ where, select: { id: true } }) : null;
  const isAddressImpossible = address ? await isImpossible(db, shopId, address.id) : false;
  const isOpen = (await findOpenConfirmation({ clock }, db, shopId, sourceId)) !== null;
  const facts = { now: clock.now(), expiresAt, hasAddress: address !== null, isOpen, isAddressImpossible, rules };
  return { decision: decideConfirmation(facts), answers: [], addressId };
}
