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

/** A stored reason in a merchant's words. Renders what was stored; nothing is computed again. */
export function reasonWords(reason: StoredReason): string {
  const known = reason as SkipReason | DeferReason;
  switch (known.code) {
    case 'no-address':
      return 'No email address is known.';
    case 'address-impossible':
      return 'Not sent, because the address cannot take mail: its domain refused it twice, a day apart. Ask this person for another.';
    case 'no-consent':
      return `Not sent, because this person ${CONSENT_WORDS[known.consent] ?? 'did not agree to marketing mail'}.`;
    case 'ordered-meanwhile':
      return 'Not sent, because they ordered in the meantime.';
    case 'cart-empty':
      return 'Not sent, because the cart is empty.';
    case 'cart-told':
      return `Not sent, because “${keyWords(known.flow)}” had written about the same cart, and nothing in it changed since.`;
    case 'nothing-in-stock':
      return 'Not sent, because nothing of what it offers can be bought any more.';
    case 'price-up-again':
      return 'Not sent, because the lower price it tells of is over.';
    case 'merged':
      return 'Not sent, because this person turned out to be somebody who was in the flow already.';
    case 'expired':
      return 'Not sent, because its time had passed.';
    case 'paused-by-person':
      return 'Not sent, because this person asked for a pause.';
    case 'topic-off':
      return `Not sent, because this person does not want “${known.topic}”.`;
    case 'left-flow':
      return `Not sent, because a way out of the flow had opened: ${LEFT_WORDS[known.exit] ?? keyWords(known.exit)}.`;
    case 'held-out':
      return `Not sent, because this person is in the part that “${known.experiment}” writes to not at all.`;
    case 'campaign-cancelled':
      return 'Not sent, because its campaign was cancelled.';
    case 'read-meanwhile':
      return 'Not sent once more, because the first mail was read in the meantime.';
    case 'offer-off':
      return `Not sent, because “${known.offer}”, whose code it was to carry, is switched off.`;
    case 'offer-had':
      return `Not sent, because this person had their code of “${known.offer}”.`;
    case 'no-code-left':
      return `Waiting, because no code of “${known.offer}” is left. More are being made at Shopify.`;
    case 'campaign-paused':
      return 'Waiting, because its campaign is paused.';
    case 'nothing-to-confirm':
      return 'Not sent, because there was nothing left to confirm.';
    case 'no-transactional-stream':
      return 'Waiting, because no stream for mails without advertising is set up. Name one in Settings, under Consent.';
    case 'person-frequency':
      return `Waiting, because this person wants at most one mail in ${spanWords(known.capMinutes)}.`;
    case 'makes-way':
      return 'Waiting, because a more important mail for this person is due soon.';
    case 'topic-cap':
      return `Waiting, because this person was written to about “${known.topic}” less than ${spanWords(known.capMinutes)} ago.`;
    case 'weekly-budget':
      return `Waiting, because this person got ${known.most === 1 ? 'a mail' : `${known.most} mails`} within a week, and gets no more.`;
    case 'consent-being-read':
      return 'Waiting, because a change of consent has just arrived.';
    case 'store-ahead':
      return known.what === 'order'
        ? 'Waiting, because Shopify knows of an order of theirs that is being read.'
        : 'Waiting, because they said no to mail at Shopify, which is being read.';
    case 'all-sending-paused':
      return 'Waiting, because all sending is paused.';
    case 'sender-not-set-up':
      return 'Waiting, because it is not said yet who the mail is from.';
    case 'stop-loss':
      return known.why === 'bounces'
        ? 'Waiting, because marketing mail has stopped: too many of the newest mails came back. Home says what to do.'
        : 'Waiting, because marketing mail has stopped: too many people complained of the newest mails. Home says what to do.';
    case 'domain-not-verified':
      return 'Waiting, because your domain is not verified: until then only your own address gets mail. See Settings, under Domain.';
    case 'shared-limit':
      return `Waiting, because ${known.most} mails left by the shared domain within a day. With a domain of your own there is no such limit.`;
    case 'quiet-hours':
      return 'Waiting for the end of the quiet hours.';
    case 'frequency-cap':
      return `Waiting, because this person was written to less than ${spanWords(known.capMinutes)} ago.`;
    default:
      return providerWords(reason);
  }
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
  'store-ahead': 'Shopify knows more',
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
