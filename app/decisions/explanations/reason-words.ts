import type { DeferReason, SkipReason } from '../send-policy/message';

/** Why a mail provider did not take a message, as it was stored. */
type ProviderReason = { code: string; detail?: string };

export type StoredReason = SkipReason | DeferReason | ProviderReason;

const CONSENT_WORDS: Record<string, string> = {
  'never-given': 'has never agreed to marketing mail',
  pending: 'was asked to confirm and has not yet',
  withdrawn: 'has unsubscribed',
};

/** A stored reason in a merchant's words. Renders what was stored; nothing is computed again. */
export function reasonWords(reason: StoredReason): string {
  const known = reason as SkipReason | DeferReason;
  switch (known.code) {
    case 'no-address':
      return 'No email address is known.';
    case 'no-consent':
      return `Not sent, because this person ${CONSENT_WORDS[known.consent] ?? 'did not agree to marketing mail'}.`;
    case 'ordered-meanwhile':
      return 'Not sent, because they ordered in the meantime.';
    case 'cart-empty':
      return 'Not sent, because the cart is empty.';
    case 'nothing-in-stock':
      return 'Not sent, because nothing in the cart can be bought any more.';
    case 'expired':
      return 'Not sent, because its time had passed.';
    case 'consent-being-read':
      return 'Waiting, because a change of consent has just arrived.';
    case 'all-sending-paused':
      return 'Waiting, because all sending is paused.';
    case 'sender-not-set-up':
      return 'Waiting, because it is not said yet who the mail is from.';
    case 'quiet-hours':
      return 'Waiting for the end of the quiet hours.';
    case 'frequency-cap':
      return `Waiting, because this person was written to less than ${span(known.capMinutes)} ago.`;
    default:
      return providerWords(reason);
  }
}

const span = (minutes: number): string => (minutes % 60 ? `${minutes} minutes` : `${minutes / 60} hours`);

function providerWords({ code, detail }: ProviderReason): string {
  if (code === 'inactive-recipient') return 'Refused: this mailbox bounced or complained before.';
  if (code === 'no-answer') return 'Postmark did not answer; whether it was sent is being found out.';
  return detail ? `${detail} (${code})` : code;
}
