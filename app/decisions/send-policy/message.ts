import type { ConsentStateName } from '~/customers/consent/consent';
import type { StopReason } from './stop-loss';

/**
 * planned → claimed → requested → accepted | rejected | unknown; skipped is an outcome too, and a deferred message is a planned one with a
 * later time and a reason. `requested` is committed before the first byte leaves: whatever happens then, the message is never sent blindly
 * again.
 */
export type MessageState = 'planned' | 'claimed' | 'requested' | 'accepted' | 'rejected' | 'unknown' | 'skipped';

/** Why a message was not sent, with the values that decided. */
export type SkipReason =
  | { code: 'no-address' }
  /** Its domain has refused mail twice, a day apart. */
  | { code: 'address-impossible' }
  | { code: 'no-consent'; consent: ConsentStateName }
  | { code: 'ordered-meanwhile'; orderId: string }
  | { code: 'cart-empty' }
  /** Another flow wrote about the same cart, and nothing in it changed since. */
  | { code: 'cart-told'; flow: string; sentAt: string }
  | { code: 'nothing-in-stock' }
  /** The lower price it tells of is over: both in minor units. */
  | { code: 'price-up-again'; toldMinor: number; nowMinor: number }
  /** This person turned out to be somebody who gets the mail already. */
  | { code: 'merged' }
  | { code: 'expired'; expiresAt: string }
  /** What the person chose at the preference centre. */
  | { code: 'paused-by-person'; pausedUntil: string }
  | { code: 'topic-off'; topic: string }
  /** A way out of its flow had opened. */
  | { code: 'left-flow'; exit: string }
  /** Written to not at all, so that an experiment can tell what mails are worth. */
  | { code: 'held-out'; experiment: string }
  /** Its campaign was cancelled before it could leave. */
  | { code: 'campaign-cancelled' }
  /** Of a mail that is sent once more: the first was opened or clicked in the meantime. */
  | { code: 'read-meanwhile' }
  /** The code it was to carry is given no more. */
  | { code: 'offer-off'; offer: string }
  /** They had their code of it, and it is used or over; the instant from which they may have another, or never. */
  | { code: 'offer-had'; offer: string; againAt: string | null }
  /** A request to confirm that was answered, or lapsed, before its mail could leave. */
  | { code: 'nothing-to-confirm' };

/** Why a message waits. */
export type DeferReason =
  | { code: 'consent-being-read' }
  /** Shopify knows of an order, or of a no, that is being read. */
  | { code: 'store-ahead'; what: 'order' | 'no' }
  /** The version of its flow is none that is understood here: nobody can tell whether the person left it. */
  | { code: 'flow-not-understood' }
  | { code: 'all-sending-paused' }
  | { code: 'campaign-paused' }
  | { code: 'sender-not-set-up' }
  /** Too much of the newest marketing mail came back or was complained of. */
  | { code: 'stop-loss'; why: StopReason }
  /** The shop's own domain is not verified, and until then nobody but the shop itself gets mail. */
  | { code: 'domain-not-verified' }
  /** As many left by the shared domain as may within a day. */
  | { code: 'shared-limit'; most: number; until: string }
  /** No code was left for it: Shopify is asked for more. */
  | { code: 'no-code-left'; offer: string }
  | { code: 'quiet-hours'; timezone: string }
  /** A mail of a higher priority is due soon. */
  | { code: 'makes-way'; until: string }
  | { code: 'topic-cap'; topic: string; lastSentAt: string; capMinutes: number }
  | { code: 'weekly-budget'; most: number }
  | { code: 'frequency-cap'; lastSentAt: string; capMinutes: number }
  | { code: 'person-frequency'; lastSentAt: string; capMinutes: number }
  | { code: 'no-transactional-stream' }
  /** It was made, and Gmail would cut it off with the way to unsubscribe below. */
  | { code: 'mail-too-large'; kilobytes: number };

export type SendDecision =
  /** `consentSeq`: the entry that allows it; null for a mail that needs none. */
  | { kind: 'send'; consentSeq: bigint | null }
  | { kind: 'skip'; reason: SkipReason }
  | { kind: 'defer'; until: Date; reason: DeferReason };

/** What came of handing a message to the mail provider. */
export type SendResult =
  | { kind: 'accepted'; providerMessageId: string }
  | { kind: 'rejected'; code: string; detail: string }
  /** Refused for now, surely not sent: may be tried again. */
  | { kind: 'try-later'; detail: string; afterMs?: number }
  /** No answer: it may have been sent. */
  | { kind: 'unknown'; detail: string };
