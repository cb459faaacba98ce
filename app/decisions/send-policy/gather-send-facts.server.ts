import type { Message } from '@prisma/client';
import { itemCount } from '~/capture/carts/cart';
import { linesOf } from '~/capture/carts/store-cart.server';
import type { CartLine } from '~/capture/events/reports';
import { NO_CONSENT } from '~/customers/consent/consent';
import { isHeld } from '~/customers/consent/consent-holds.server';
import { loadConsentSettings } from '~/customers/consent/consent-settings.server';
import { consentOf } from '~/customers/consent/ledger.server';
import { loadPreferences } from '~/customers/preferences/mail-preferences.server';
import { isImpossible } from '~/customers/data-quality/check-addresses.server';
import { topicOfFlow } from '~/customers/preferences/topics';
import type { Db } from '~/platform/db/db.server';
import type { PersonalRules, SendFacts, SendRules } from './decide-send';

type MessageSubject = Pick<Message, 'id' | 'shopId' | 'profileId' | 'flowKey' | 'subject' | 'expiresAt'>;

/** Whether one piece of a variant can be bought now; what nobody knows of is taken as not. */
export type IsBuyable = (line: CartLine) => boolean;

export interface GatheredFacts {
  facts: SendFacts;
  addressId: string | null;
  lines: CartLine[];
  checkoutUrl: string | null;
}

/** Reads everything `decideSend` looks at, as it is stored now. */
export async function gatherSendFacts(
  db: Db,
  message: MessageSubject,
  context: { now: Date; rules: SendRules; isBuyable: IsBuyable },
): Promise<GatheredFacts> {
  const { shopId, profileId } = message;
  const profile = await db.profile.findUnique({ where: { shopId_id: { shopId, id: profileId } } });
  const addressId = profile?.primaryAddressId ?? null;
  const { cartToken } = message.subject as { cartToken: string | null };
  const cart = cartToken ? await db.cart.findUnique({ where: { shopId_token: { shopId, token: cartToken } } }) : null;
  const lines = cart ? linesOf(cart).filter((line) => line.quantity > 0) : [];
  const facts: SendFacts = {
    now: context.now,
    expiresAt: message.expiresAt,
    hasAddress: addressId !== null,
    isAddressImpossible: addressId ? await isImpossible(db, shopId, addressId) : false,
    consent: addressId ? await consentOf(db, shopId, addressId, 'marketing') : NO_CONSENT,
    isHeld: addressId ? await isHeld(db, shopId, addressId) : false,
    orderedId: cart ? await orderSince(db, shopId, profileId, cart.linesChangedAt, cart.completedAt) : null,
    cart: { itemCount: itemCount(lines), buyableCount: itemCount(lines.filter(context.isBuyable)) },
    lastSentAt: addressId ? await lastSentAt(db, message, addressId) : null,
    person: await personalRules(db, shopId, addressId, message.flowKey),
    rules: context.rules,
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

/** When this person was last written to, at this address or at another of theirs, counting mails that are on their way or may be. */
async function lastSentAt(db: Db, { shopId, id, profileId }: MessageSubject, addressId: string): Promise<Date | null> {
  const last = await db.message.findFirst({
    where: {
      ...{
        shopId,
        id: { not: id },
        OR: [{ addressId }, { profileId }],
        state: { in: ['requested', 'accepted', 'unknown'] },
      },
      // What somebody asked for themselves is no mail of ours to them.
      sourceKind: { not: 'confirmation' },
    },
    orderBy: { sentAt: 'desc' },
    select: { sentAt: true },
  });
  return last?.sentAt ?? null;
}

async function personalRules(
  db: Db,
  shopId: string,
  addressId: string | null,
  flowKey: string | null,
): Promise<PersonalRules> {
  if (!addressId) return { pausedUntil: null, minutesBetween: null, offTopic: null };
  const { topicsOff, pausedUntil, minutesBetween } = await loadPreferences(db, shopId, addressId);
  const { topics } = topicsOff.length ? await loadConsentSettings(db, shopId) : { topics: [] };
  const topic = topicOfFlow(topics, flowKey);
  return { pausedUntil, minutesBetween, offTopic: topic && topicsOff.includes(topic.key) ? topic.name : null };
}

/** The shop's rules, with the defaults of a shop that never set any. */
export async function sendRules(
  db: Db,
  shopId: string,
  sender: { transactionalStream: string | null } | null,
): Promise<SendRules> {
  const shop = await db.shop.findUniqueOrThrow({ where: { id: shopId }, select: { timezone: true } });
  const policy = (await db.sendPolicy.findUnique({ where: { shopId } })) ?? (await defaultPolicy(db, shopId));
  const { quietFromMinute, quietUntilMinute, isPaused, frequencyCapMinutes } = policy;
  const quiet =
    quietFromMinute !== null && quietUntilMinute !== null
      ? { fromMinute: quietFromMinute, untilMinute: quietUntilMinute }
      : null;
  const has = { hasSender: sender !== null, hasTransactionalStream: Boolean(sender?.transactionalStream) };
  return { isPaused, ...has, frequencyCapMinutes, quiet, timezone: shop.timezone };
}

/** Written rather than assumed, so that the defaults stand in one place, the schema. Several workers may be the first to ask. */
async function defaultPolicy(db: Db, shopId: string) {
  await db.sendPolicy.createMany({ data: [{ shopId }], skipDuplicates: true });
  return db.sendPolicy.findUniqueOrThrow({ where: { shopId } });
}
