import { unreachable } from '~/platform/errors';
import type { MessageState } from '../send-policy/message';
import { reasonWords, type StoredReason } from './reason-words';
import { instantWords, whenWords, type SpokenShop } from './spoken-shop';

/** What is told of a message; instants in business time. */
export interface ToldMessage {
  state: MessageState;
  reason: StoredReason | null;
  dueAt: Date;
  sentAt: Date | null;
  deliveredAt: Date | null;
  openedAt: Date | null;
  clickedAt: Date | null;
  bouncedAt: Date | null;
  complainedAt: Date | null;
}

/** A state in two or three words, and what it means for the merchant: `good`, `waiting`, `stopped`, `bad` or in `doubt`. */
export interface MessageStatus {
  words: string;
  kind: 'good' | 'waiting' | 'stopped' | 'bad' | 'doubt';
}

export function messageStatus(message: ToldMessage, shop: SpokenShop): MessageStatus {
  const { state } = message;
  switch (state) {
    case 'accepted':
      return cameOfIt(message);
    case 'planned':
      return {
        kind: 'waiting',
        words: isDue(message, shop) ? 'About to go' : `Waiting until ${instantWords(message.dueAt, shop)}`,
      };
    case 'claimed':
      return { kind: 'waiting', words: 'Being prepared' };
    case 'requested':
      return { kind: 'waiting', words: 'Being sent' };
    case 'unknown':
      return { kind: 'doubt', words: 'In doubt' };
    case 'rejected':
      return { kind: 'bad', words: 'Refused' };
    case 'skipped':
      return { kind: 'stopped', words: 'Not sent' };
    default:
      return unreachable(state);
  }
}

/** The furthest that is known of a mail that was sent; what went wrong outweighs what went well. */
function cameOfIt(message: ToldMessage): MessageStatus {
  if (message.complainedAt) return { kind: 'bad', words: 'Marked as spam' };
  if (message.bouncedAt) return { kind: 'bad', words: 'Bounced' };
  if (message.clickedAt) return { kind: 'good', words: 'Clicked' };
  if (message.openedAt) return { kind: 'good', words: 'Opened' };
  return { kind: 'good', words: message.deliveredAt ? 'Delivered' : 'Sent' };
}

const isDue = ({ dueAt }: ToldMessage, { now }: SpokenShop): boolean => dueAt.getTime() <= Date.parse(now);

/** State and reason in one plain sentence or two, as they stand at the top of a message's page. */
export function messageSentence(message: ToldMessage, shop: SpokenShop): string {
  const { state, reason } = message;
  const because = reason ? reasonWords(reason) : null;
  switch (state) {
    case 'accepted':
      return `Sent${message.sentAt ? ` ${whenWords(message.sentAt, shop)}` : ''}${whatThen(message)}.`;
    case 'planned':
      return [because, goesAt(message, shop)].filter(Boolean).join(' ');
    case 'claimed':
      return 'It is being prepared: made with this moment’s stock and prices, and looked at once more.';
    case 'requested':
      return 'It is on its way to Postmark.';
    case 'unknown':
      return `${because ?? 'Whether it was sent is being found out.'} It is not sent again before that is known.`;
    case 'rejected':
    case 'skipped':
      return because ?? 'Not sent.';
    default:
      return unreachable(state);
  }
}

function goesAt(message: ToldMessage, shop: SpokenShop): string {
  const when = isDue(message, shop) ? 'within moments' : whenWords(message.dueAt, shop);
  return `It goes ${when}, if nothing speaks against it then.`;
}

function whatThen(message: ToldMessage): string {
  if (message.complainedAt) return ', and marked as spam by its reader';
  if (message.bouncedAt) return ', but it bounced: the mailbox did not take it';
  if (message.clickedAt) return ', and a link in it was clicked';
  if (message.openedAt) return ', and opened';
  return message.deliveredAt ? ', and delivered' : '; whether it was delivered is not known yet';
}
