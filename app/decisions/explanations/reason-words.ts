import type { DeferReason, SkipReason } from '../send-policy/message';
import { instantWords, keyWords, spanWords, type SpokenShop } from './spoken-shop';

/** Why a mail provider did not take a message, as it was stored. */
type ProviderReason = { code: string; detail?: string };

export type StoredReason = SkipReason | DeferReason | ProviderReason;

const CONSENT_WORDS: Record<string, string> = {
  'never-given': 'has never agreed to marketing mail',
  pending: 'was asked to confirm and has not yet',
  withdrawn: 'has unsubscribed',
};

const LEFT_WORDS: Record<string, string> = {
  ordered: 'they ordered',
  'cart-emptied': 'the cart is empty',
  'consent-lost': 'they unsubscribed',
  'taken-out': 'somebody of the shop took them out',
  'taken-out-of-use': 'the flow was taken out of use',
};

/** Words for each reason of a kind: one without them does not compile. */
type WordsOf<R extends { code: string }> = { [C in R['code']]: (reason: Extract<R, { code: C }>) => string };

const NOT_SENT: WordsOf<SkipReason> = {
  'no-address': () => 'No email address is known.',
  'address-impossible': () =>
    'Not sent, because the address cannot take mail: its domain refused it twice, a day apart. Ask this person for another.',
  'no-consent': ({ consent }) =>
    `Not sent, because this person ${CONSENT_WORDS[consent] ?? 'did not agree to marketing mail'}.`,
  'ordered-meanwhile': () => 'Not sent, because they ordered in the meantime.',
  'cart-empty': () => 'Not sent, because the cart is empty.',
  'cart-told': ({ flow }) =>
    `Not sent, because “${keyWords(flow)}” had written about the same cart, and nothing in it changed since.`,
  'nothing-in-stock': () => 'Not sent, because nothing of what it offers can be bought any more.',
  'price-up-again': () => 'Not sent, because the lower price it tells of is over.',
  merged: () => 'Not sent, because this person turned out to be somebody who was in the flow already.',
  expired: () => 'Not sent, because its time had passed.',
  'paused-by-person': () => 'Not sent, because this person asked for a pause.',
  'topic-off': ({ topic }) => `Not sent, because this person does not want “${topic}”.`,
  'left-flow': ({ exit }) =>
    `Not sent, because a way out of the flow had opened: ${LEFT_WORDS[exit] ?? keyWords(exit)}.`,
  'held-out': ({ experiment }) =>
    `Not sent, because this person is in the part that “${experiment}” writes to not at all.`,
  'campaign-cancelled': () => 'Not sent, because its campaign was cancelled.',
  'read-meanwhile': () => 'Not sent once more, because the first mail was read in the meantime.',
  'offer-off': ({ offer }) => `Not sent, because “${offer}”, whose code it was to carry, is switched off.`,
  'offer-had': ({ offer }) => `Not sent, because this person had their code of “${offer}”.`,
  'nothing-to-confirm': () => 'Not sent, because there was nothing left to confirm.',
};

const WAITS: WordsOf<DeferReason> = {
  'consent-being-read': () => 'Waiting, because a change of consent has just arrived.',
  'store-ahead': ({ what }) =>
    what === 'order'
      ? 'Waiting, because Shopify knows of an order of theirs that is being read.'
      : 'Waiting, because they said no to mail at Shopify, which is being read.',
  'flow-not-understood': () =>
    'Waiting, because the version of the flow this person is on cannot be read, and so not whether they left it.',
  'all-sending-paused': () => 'Waiting, because all sending is paused.',
  'campaign-paused': () => 'Waiting, because its campaign is paused.',
  'sender-not-set-up': () => 'Waiting, because it is not said yet who the mail is from.',
  'stop-loss': ({ why }) =>
    why === 'bounces'
      ? 'Waiting, because marketing mail has stopped: too many of the newest mails came back for good. Home says what to do.'
      : 'Waiting, because marketing mail has stopped: too many people complained of the newest mails. Home says what to do.',
  'domain-not-verified': () =>
    'Waiting, because your domain is not verified: until then only your own address gets mail. See Settings, under Domain.',
  'shared-limit': ({ most }) =>
    `Waiting, because ${most} mails left by the shared domain within a day. With a domain of your own there is no such limit.`,
  'no-code-left': ({ offer }) => `Waiting, because no code of “${offer}” is left. More are being made at Shopify.`,
  'quiet-hours': () => 'Waiting for the end of the quiet hours.',
  'makes-way': () => 'Waiting, because a more important mail for this person is due soon.',
  'topic-cap': ({ topic, capMinutes }) =>
    `Waiting, because this person was written to about “${topic}” less than ${spanWords(capMinutes)} ago.`,
  'weekly-budget': ({ most }) =>
    `Waiting, because this person got ${most === 1 ? 'a mail' : `${most} mails`} within a week, and gets no more.`,
  'frequency-cap': ({ capMinutes }) =>
    `Waiting, because this person was written to less than ${spanWords(capMinutes)} ago.`,
  'person-frequency': ({ capMinutes }) =>
    `Waiting, because this person wants at most one mail in ${spanWords(capMinutes)}.`,
  'no-transactional-stream': () =>
    'Waiting, because no stream for mails without advertising is set up. Name one in Settings, under Consent.',
  'mail-too-large': ({ kilobytes }) =>
    `Waiting, because the mail is ${kilobytes} KB large: above 102 KB Gmail cuts it off, and with it the way to unsubscribe. Take blocks out of it, or show fewer products, and it goes.`,
};

const KNOWN = { ...NOT_SENT, ...WAITS } as Record<string, (reason: StoredReason) => string>;

/** A stored reason in a merchant's words. Renders what was stored; nothing is computed again. */
export function reasonWords(reason: StoredReason): string {
  const words = Object.hasOwn(KNOWN, reason.code) ? KNOWN[reason.code] : undefined;
  return words ? words(reason) : providerWords(reason);
}

function providerWords({ code, detail }: ProviderReason): string {
  switch (code) {
    case 'inactive-recipient':
      return 'Refused: this mailbox bounced or complained before.';
    case 'no-answer':
      return 'Postmark did not answer; whether it was sent is being found out.';
    case 'never-known':
      return 'It may have been sent: your mail server did not answer, and cannot be asked.';
    case 'try-later':
      return 'Waiting, because Postmark could not take it yet.';
    case 'gave-up':
      return 'Not sent, because Postmark could not take it, however often it was tried.';
    case 'mail-broken':
      return 'Not sent, because the mail could not be made.';
    default:
      return detail ? `${detail} (${code})` : code;
  }
}

/** One value that a stored decision rests on. */
export interface ReasonValue {
  label: string;
  value: string;
}

/** The values behind a stored reason, for whoever wants to know exactly. */
export function reasonValues(reason: StoredReason, shop: SpokenShop): ReasonValue[] {
  const known = reason as SkipReason | DeferReason;
  switch (known.code) {
    case 'no-consent':
      return [{ label: 'Consent to marketing', value: known.consent.replace('-', ' ') }];
    case 'expired':
      return [{ label: 'Worth sending until', value: instantWords(known.expiresAt, shop) }];
    case 'quiet-hours':
      return [{ label: 'Quiet hours count in', value: known.timezone }];
    case 'paused-by-person':
      return [{ label: 'Paused until', value: instantWords(known.pausedUntil, shop) }];
    case 'cart-told':
      return [{ label: 'That mail was sent', value: instantWords(known.sentAt, shop) }];
    case 'offer-had':
      return [
        {
          label: 'May have another',
          value: known.againAt ? instantWords(known.againAt, shop) : 'never, by this offer',
        },
      ];
    case 'topic-off':
      return [{ label: 'Topic', value: known.topic }];
    case 'shared-limit':
      return [{ label: 'There is room again', value: instantWords(known.until, shop) }];
    case 'makes-way':
      return [{ label: 'The other one is due', value: instantWords(known.until, shop) }];
    case 'frequency-cap':
    case 'person-frequency':
    case 'topic-cap':
      return [
        { label: 'Last written to', value: instantWords(known.lastSentAt, shop) },
        { label: 'At most one mail in', value: spanWords(known.capMinutes) },
      ];
    default:
      return 'detail' in reason && reason.detail ? [{ label: 'Postmark or the mail says', value: reason.detail }] : [];
  }
}

/** The reasons a list can be narrowed to, each by its code and a short name. */
export const REASON_NAMES: Record<string, string> = {
  'no-consent': 'No consent',
  'no-address': 'No address',
  'ordered-meanwhile': 'Ordered in the meantime',
  'cart-empty': 'Cart empty',
  'cart-told': 'Told of the cart already',
  'nothing-in-stock': 'Nothing in stock',
  'price-up-again': 'Lower price over',
  merged: 'Known already',
  expired: 'Time had passed',
  'quiet-hours': 'Quiet hours',
  'frequency-cap': 'Written to recently',
  'paused-by-person': 'Paused by the person',
  'topic-off': 'Topic not wanted',
  'person-frequency': 'Wants mail more rarely',
  'left-flow': 'Left the flow',
  'held-out': 'Held out',
  'campaign-cancelled': 'Campaign cancelled',
  'campaign-paused': 'Campaign paused',
  'read-meanwhile': 'Read in the meantime',
  'makes-way': 'Made way for another',
  'topic-cap': 'Written to about it recently',
  'weekly-budget': 'Mails of the week used up',
  'offer-off': 'Offer switched off',
  'offer-had': 'Had their code',
  'no-code-left': 'No code left',
  'nothing-to-confirm': 'Nothing to confirm',
  'no-transactional-stream': 'No transactional stream',
  'mail-too-large': 'Mail too large',
  'store-ahead': 'Shopify knows more',
  'flow-not-understood': 'Flow cannot be read',
  'all-sending-paused': 'Sending paused',
  'sender-not-set-up': 'Sender not set up',
  'stop-loss': 'Stopped by itself',
  'domain-not-verified': 'Domain not verified',
  'shared-limit': 'Shared domain used up',
  'consent-being-read': 'Consent just changed',
  'try-later': 'Postmark busy',
  'inactive-recipient': 'Mailbox inactive',
  'no-answer': 'No answer',
  'never-known': 'Never known',
  'gave-up': 'Given up',
  'mail-broken': 'Mail could not be made',
};
