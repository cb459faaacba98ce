import { bounceMessage } from '../events/bounce-message';
import type { BounceType } from '../events/bounces';
import { formatAddress } from '../messages/addresses';
import type { Header, OutboundMessage } from '../messages/message';
import { type CopyLink, type MessageCopy, renderCopy } from '../messages/render-copy';
import { renderRaw } from '../messages/render-raw';
import { publicPaths } from '../tracking/public-paths';
import type { PostmarkWorld } from '../world';
import { chooseLink, unsubscribeLink } from './choose-link';
import { followLink, readerHeaders } from './follow-link';
import { oneClick } from './one-click';
import { scanLinks } from './scan-links';
import { submitForm } from './submit-form';
import { liftSuppression, listSuppressed, type SuppressedAddress } from './suppressed';

/** A mail as it lies in one recipient's mailbox. Bodies, headers and links are made when they are read. */
export interface InboxMessage {
  messageId: string;
  serverId: number;
  /** The recipient whose copy this is. */
  to: string;
  from: string;
  subject: string;
  stream: string;
  tag: string | null;
  metadata: Record<string, string>;
  /** Business time, ISO. */
  at: string;
  /** System time, ISO. */
  receivedAt: string;
  /** It came back: no mail program shows it. */
  isReturned: boolean;
  readonly html: string | null;
  readonly text: string | null;
  readonly headers: Header[];
  readonly links: CopyLink[];
}

export interface InboxFilter {
  to?: string;
  stream?: string;
  /** Also what came back. */
  withReturned?: boolean;
}

interface Which {
  /** Needed only when the message went to several people; default the first. */
  recipient?: string;
}

export interface UnsubscribeResult {
  /** Status of the last answer. */
  status: number;
  /** Where the request went: the header's address, or the page whose form was sent. */
  url: string;
}

/** The recipients' mailboxes, and what people do with a mail. Everything goes over HTTP, as a mail program and a browser would do it. */
export interface Inbox {
  /** Everything that was delivered or is on its way, oldest first; what bounced only if asked for, never what Postmark is holding back. */
  messages(filter?: InboxFilter): InboxMessage[];
  /** The mail as RFC 5322 text. */
  raw(messageId: string, which?: Which): string;
  /** Shows the mail: loads its open pixel, if it has one. */
  open(messageId: string, options?: Which & { userAgent?: string }): Promise<{ isTracked: boolean }>;
  /** Follows a link, given by its target, its written address or its position in `links`. Gives the address at which the reader ends. */
  click(messageId: string, link: string | number, options?: Which & { userAgent?: string }): Promise<string>;
  /** What a program does that guards a mailbox: fetches all that the HTML leads to on this machine, seen or not, one after the other. Gives how many. */
  scan(messageId: string, options?: Which & { userAgent?: string }): Promise<number>;
  /** `one-click`: what the mail program's own button does (RFC 8058). `link`: opens the link in the body and sends the page's form. */
  unsubscribe(messageId: string, options: Which & { how: 'one-click' | 'link' }): Promise<UnsubscribeResult>;
  /** The mail comes back; default a hard bounce. */
  bounce(messageId: string, options?: Which & { type?: BounceType }): void;
  /** The recipient marks the mail as spam. */
  complain(messageId: string, which?: Which): void;
  /** Who gets no more mail on which stream, and why; newest first. */
  suppressed(): SuppressedAddress[];
  /** Takes an address off a stream's list, as whoever may do it: the shop, or the recipient who had unsubscribed. Nobody can lift a complaint. */
  reactivate(where: { serverId: number; stream: string; email: string }): 'Customer' | 'Recipient';
}

export function createInbox(world: PostmarkWorld): Inbox {
  const find = (messageId: string, which?: Which) => findCopy(world, messageId, which?.recipient);
  return {
    messages: (filter) => listMessages(world, filter ?? {}),
    raw(messageId, which) {
      const { message, copy } = find(messageId, which);
      return renderRaw(message, copy());
    },
    async open(messageId, options) {
      const { message, index, copy } = find(messageId, options);
      const address = world.publicUrl() + publicPaths.open(message.id, index);
      if (!copy().html?.includes(address)) return { isTracked: false };
      const response = await fetch(address, { headers: readerHeaders(options?.userAgent) });
      await response.arrayBuffer();
      return { isTracked: response.ok };
    },
    async click(messageId, link, options) {
      const { href } = chooseLink(find(messageId, options).copy(), link);
      return (await followLink(href, options?.userAgent)).url;
    },
    async scan(messageId, options) {
      return scanLinks(find(messageId, options).copy().html ?? '', options?.userAgent);
    },
    async unsubscribe(messageId, { how, ...which }) {
      const copy = find(messageId, which).copy();
      return how === 'one-click' ? oneClick(copy) : submitForm(unsubscribeLink(copy).href);
    },
    bounce(messageId, { type = 'HardBounce', ...which } = {}) {
      if (type === 'SpamComplaint') throw new Error('inbox.bounce: use inbox.complain for a spam complaint.');
      const { message, recipient } = find(messageId, which);
      bounceMessage(world, message, recipient, type);
    },
    complain(messageId, which) {
      const { message, recipient } = find(messageId, which);
      bounceMessage(world, message, recipient, 'SpamComplaint');
    },
    suppressed: () => listSuppressed(world),
    reactivate: (where) => liftSuppression(world, where),
  };
}

function findCopy(world: PostmarkWorld, messageId: string, wanted: string | undefined) {
  const message = world.messages.get(messageId);
  if (!message || message.isHeld) throw new Error(`inbox: no delivered message ${messageId}.`);
  const index =
    wanted === undefined ? 0 : message.recipients.findIndex((email) => email.toLowerCase() === wanted.toLowerCase());
  const recipient = message.recipients[index];
  if (recipient === undefined)
    throw new Error(
      `inbox: message ${messageId} did not go to ${wanted}; it went to ${message.recipients.join(', ')}.`,
    );
  return { message, index, recipient, copy: () => renderCopy(message, index, world.publicUrl()) };
}

function listMessages(world: PostmarkWorld, { to, stream, withReturned = false }: InboxFilter): InboxMessage[] {
  const wanted = to?.toLowerCase();
  const isWanted = (message: OutboundMessage) =>
    !message.isHeld && (stream === undefined || message.stream.id === stream);
  return world.messages.all().flatMap((message) =>
    (isWanted(message) ? message.recipients : []).flatMap((recipient, index) => {
      const isTheirs = wanted === undefined || recipient.toLowerCase() === wanted;
      if (!isTheirs || (message.returnedFrom.has(recipient) && !withReturned)) return [];
      return [inboxMessage(message, recipient, () => renderCopy(message, index, world.publicUrl()))];
    }),
  );
}

function inboxMessage(message: OutboundMessage, recipient: string, render: () => MessageCopy): InboxMessage {
  return {
    messageId: message.id,
    serverId: message.server.id,
    to: recipient,
    from: formatAddress(message.from),
    subject: message.subject,
    stream: message.stream.id,
    tag: message.tag,
    metadata: message.metadata,
    at: message.at.toISOString(),
    receivedAt: new Date(message.receivedAtMs).toISOString(),
    isReturned: message.returnedFrom.has(recipient),
    get html() {
      return render().html;
    },
    get text() {
      return render().text;
    },
    get headers() {
      return render().headers;
    },
    get links() {
      return render().links;
    },
  };
}
