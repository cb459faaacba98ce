import type { Message, Prisma } from '@prisma/client';
import type { Stock } from '~/capture/catalog/live-catalog';
import { itemCount } from '~/capture/carts/cart';
import { linesOf } from '~/capture/carts/store-cart.server';
import type { CartLine } from '~/capture/events/reports';
import { NO_CONSENT } from '~/customers/consent/consent';
import { isHeld } from '~/customers/consent/consent-holds.server';
import { loadConsentSettings } from '~/customers/consent/consent-settings.server';
import { consentOf } from '~/customers/consent/ledger.server';
import { loadPreferences } from '~/customers/preferences/mail-preferences.server';
import { isImpossible } from '~/customers/data-quality/check-addresses.server';
import { topicOfFlow, type Topic } from '~/customers/preferences/topics';
import { timeZoneOf } from '~/customers/profiles/time-zone';
import { addMs, minutes } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { BUDGET_DAYS } from './arbiter/later-rules';
import type { SendFacts, SendRules } from './arbiter/send-facts';
import { offeredProduct, subjectOfMessage } from './message-subject';

type AskedMessage = Pick<Message, 'id' | 'shopId' | 'profileId' | 'flowKey' | 'subject' | 'expiresAt' | 'priority'>;

export interface GatheredFacts {
  facts: SendFacts;
  addressId: string | null;
  lines: CartLine[];
  checkoutUrl: string | null;
}

export interface GatherContext {
  now: Date;
  rules: SendRules;
  stock: Stock;
  /** The way out of its flow that is open by now; absent: not asked. */
  leftFlow?: string | null;
}

/** Reads everything the arbiter looks at, as it is stored now. */
export async function gatherSendFacts(
  db: Db,
  message: AskedMessage,
  { now, rules, stock, leftFlow = null }: GatherContext,
): Promise<GatheredFacts> {
  const { shopId, profileId, expiresAt, priority } = message;
  const profile = await db.profile.findUnique({ where: { shopId_id: { shopId, id: profileId } } });
  const addressId = profile?.primaryAddressId ?? null;
  const subject = subjectOfMessage(message);
  const { cartToken } = subject;
  const offered = offeredProduct(subject);
  const cart = cartToken ? await db.cart.findUnique({ where: { shopId_token: { shopId, token: cartToken } } }) : null;
  const lines = cart ? linesOf(cart).filter((line) => line.quantity > 0) : [];
  const { person, topic } = await personalRules(db, message, addressId, profile);
  const facts: SendFacts = {
    ...{ now, expiresAt, priority, rules, leftFlow, person, topic },
    hasAddress: addressId !== null,
    isAddressImpossible: addressId ? await isImpossible(db, shopId, addressId) : false,
    consent: addressId ? await consentOf(db, shopId, addressId, 'marketing') : NO_CONSENT,
    isHeld: addressId ? await isHeld(db, shopId, addressId) : false,
    orderedId: cart ? await orderSince(db, shopId, profileId, cart.linesChangedAt, cart.completedAt) : null,
    cart:
      cartToken === null
        ? null
        : {
            itemCount: itemCount(lines),
            buyableCount: itemCount(lines.filter(({ variantId }) => stock.hasVariant(variantId))),
          },
    offered: offered === null ? null : { isBuyable: stock.hasProduct(offered) },
    heldOutFor: null,
    makesWayUntil: await higherDueAt(db, message, now),
    sentAt: addressId ? await sentLately(db, message, addressId, now) : [],
  };
  return { facts, addressId, lines, checkoutUrl: cart?.checkoutUrl ?? null };
}

async function orderSince(
  db: Db,
  shopId: string,
  profileId: string,
  since: Date,
  completedAt: Date | null,
): Promise<string | null> {
  const order = await db.order.findFirst({
    where: { shopId, profileId, placedAt: { gte: since } },
    select: { id: true },
  });
  return order?.id ?? (completedAt ? 'completed-checkout' : null);
}

/** More than any budget has room for. */
const MOST_SENT = 50;

/** When this person was written to in the last days, and the last time before, at this address or at another of theirs; mails that may be on their way count. */
async function sentLately(db: Db, message: AskedMessage, addressId: string, now: Date): Promise<Date[]> {
  const sent = await db.message.findMany({
    where: sentTo(message, addressId),
    orderBy: { sentAt: 'desc' },
    select: { sentAt: true },
    take: MOST_SENT,
  });
  const since = addMs(now, -minutes(BUDGET_DAYS * 1_440));
  const times = sent.flatMap(({ sentAt }) => sentAt ?? []);
  return times.filter((at, nth) => nth === 0 || at > since);
}

const sentTo = ({ shopId, id, profileId }: AskedMessage, addressId: string) =>
  ({
    ...{ shopId, id: { not: id }, OR: [{ addressId }, { profileId }] },
    state: { in: ['requested', 'accepted', 'unknown'] },
    sentAt: { not: null },
    // What somebody asked for themselves is no mail of ours to them.
    sourceKind: { not: 'confirmation' },
  }) satisfies Prisma.MessageWhereInput;

/** So far ahead it is looked for a mail that would otherwise wait for this one's cap. */
const LOOKS_AHEAD_MINUTES = 240;

async function higherDueAt(db: Db, { shopId, profileId, priority }: AskedMessage, now: Date): Promise<Date | null> {
  const ahead = await db.message.findFirst({
    where: {
      ...{ shopId, profileId, state: 'planned', priority: { gt: priority } },
      dueAt: { gt: now, lte: addMs(now, minutes(LOOKS_AHEAD_MINUTES)) },
    },
    orderBy: { dueAt: 'asc' },
    select: { dueAt: true },
  });
  return ahead?.dueAt ?? null;
}

type Personal = Pick<SendFacts, 'person' | 'topic'>;

async function personalRules(
  db: Db,
  message: AskedMessage,
  addressId: string | null,
  place: { countryCode: string | null; regionCode: string | null } | null,
): Promise<Personal> {
  const timezone = place && timeZoneOf(place);
  if (!addressId) return { person: { pausedUntil: null, minutesBetween: null, offTopic: null, timezone }, topic: null };
  const { topicsOff, pausedUntil, minutesBetween } = await loadPreferences(db, message.shopId, addressId);
  const { topics } = message.flowKey === null ? { topics: [] } : await loadConsentSettings(db, message.shopId);
  const topic = topicOfFlow(topics, message.flowKey);
  const offTopic = topic && topicsOff.includes(topic.key) ? topic.name : null;
  return {
    person: { pausedUntil, minutesBetween, offTopic, timezone },
    topic: topic && (await topicFacts(db, message, addressId, topic)),
  };
}

async function topicFacts(
  db: Db,
  message: AskedMessage,
  addressId: string,
  { name, flows, minutesBetween }: Topic,
): Promise<SendFacts['topic']> {
  if (!minutesBetween) return { name, minutesBetween: 0, lastSentAt: null };
  const last = await db.message.findFirst({
    where: { ...sentTo(message, addressId), flowKey: { in: flows } },
    orderBy: { sentAt: 'desc' },
    select: { sentAt: true },
  });
  return { name, minutesBetween, lastSentAt: last?.sentAt ?? null };
}

/** The shop's rules, with the defaults of a shop that never set any. */
export async function sendRules(
  db: Db,
  shopId: string,
  sender: { transactionalStream: string | null } | null,
): Promise<SendRules> {
  const shop = await db.shop.findUniqueOrThrow({ where: { id: shopId }, select: { timezone: true } });
  const policy = (await db.sendPolicy.findUnique({ where: { shopId } })) ?? (await defaultPolicy(db, shopId));
  const { quietFromMinute, quietUntilMinute, isPaused, frequencyCapMinutes, weeklyBudget } = policy;
  const quiet =
    quietFromMinute !== null && quietUntilMinute !== null
      ? { fromMinute: quietFromMinute, untilMinute: quietUntilMinute }
      : null;
  const has = { hasSender: sender !== null, hasTransactionalStream: Boolean(sender?.transactionalStream) };
  return { isPaused, ...has, frequencyCapMinutes, weeklyBudget, quiet, timezone: shop.timezone };
}

/** Written rather than assumed, so that the defaults stand in one place, the schema. Several workers may be the first to ask. */
async function defaultPolicy(db: Db, shopId: string) {
  await db.sendPolicy.createMany({ data: [{ shopId }], skipDuplicates: true });
  return db.sendPolicy.findUniqueOrThrow({ where: { shopId } });
}
