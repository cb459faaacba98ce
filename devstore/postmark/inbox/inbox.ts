import { bounceMessage } from '../events/bounce-message';
import type { BounceType } from '../events/bounces';
import { formatAddress } from '../messages/addresses';
import type { Header, OutboundMessage } from '../messages/message';
import { type CopyLink, type MessageCopy, renderCopy } from '../messages/render-copy';
import { renderRaw } from '../messages/render-raw';
import { publicPaths } from '../tracking/public-paths';
import { listUnsubscribeTargets, looksLikeUnsubscribe } from '../unsubscribe/custom-warnings';
import type { PostmarkWorld } from '../world';
import { followLink, readerHeaders } from './follow-link';
import { submitForm } from './submit-form';

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
  readonly html: string | null;
  readonly text: string | null;
  readonly headers: Header[];
  readonly links: CopyLink[];
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
  /** Everything that was delivered or is on its way, oldest first; not what bounced, and not what Postmark is holding back. */
  messages(filter?: { to?: string; stream?: string }): InboxMessage[];
  /** The mail as RFC 5322 text. */
  raw(messageId: string, which?: Which): string;
  /** Shows the mail: loads its open pixel, if it has one. */
  open(messageId: string, options?: Which & { userAgent?: string }): Promise<{ isTracked: boolean }>;
  /** Follows a link, given by its target, its written address or its position in `links`. Gives the address at which the reader ends. */
  click(messageId: string, link: string | number, options?: Which & { userAgent?: string }): Promise<string>;
  /** `one-click`: what the mail program's own button does (RFC 8058). `link`: opens the link in the body and sends the page's form. */
  unsubscribe(messageId: string, options: Which & { how: 'one-click' | 'link' }): Promise<UnsubscribeResult>;
  /** The mail comes back; default a hard bounce. */
  bounce(messageId: string, options?: Which & { type?: BounceType }): void;
  /** The recipient marks the mail as spam. */
  complain(messageId: string, which?: Which): void;
}

export function createInbox(world: PostmarkWorld): Inbox {
  const find = (messageId: string, which?: Which) => {
    const message = world.messages.get(messageId);
    if (!message || message.isHeld) throw new Error(`inbox: no delivered message ${messageId}.`);
    const index =
      which?.recipient === undefined
        ? 0
        : message.recipients.findIndex((email) => email.toLowerCase() === which.recipient?.toLowerCase());
    const recipient = message.recipients[index];
    if (recipient === undefined)
      throw new Error(
        `inbox: message ${messageId} did not go to ${which?.recipient}; it went to ${message.recipients.join(', ')}.`,
      );
    return { message, index, recipient, copy: () => renderCopy(message, index, world.publicUrl()) };
  };

  return {
    messages({ to, stream } = {}) {
      const wanted = to?.toLowerCase();
      return world.messages.all().flatMap((message) => {
        if (message.isHeld || (stream !== undefined && message.stream.id !== stream)) return [];
        const copies = message.recipients.map((recipient, index) => ({ recipient, index }));
        return copies
          .filter(
            ({ recipient }) =>
              (wanted === undefined || recipient.toLowerCase() === wanted) && !hasBounced(message, recipient),
          )
          .map(({ recipient, index }) =>
            inboxMessage(message, recipient, () => renderCopy(message, index, world.publicUrl())),
          );
      });
    },
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
      const { copy } = find(messageId, options);
      const { url } = await followLink(chooseLink(copy(), link).href, options?.userAgent);
      return url;
    },
    async unsubscribe(messageId, { how, ...which }) {
      const { copy } = find(messageId, which);
      return how === 'one-click' ? oneClick(copy()) : submitForm(unsubscribeLink(copy()).href);
    },
    bounce(messageId, { type = 'HardBounce', ...which } = {}) {
      const { message, recipient } = find(messageId, which);
      if (type === 'SpamComplaint') throw new Error('inbox.bounce: use inbox.complain for a spam complaint.');
      bounceMessage(world, message, recipient, type);
    },
    complain(messageId, which) {
      const { message, recipient } = find(messageId, which);
      bounceMessage(world, message, recipient, 'SpamComplaint');
    },
  };
}

const hasBounced = (message: OutboundMessage, recipient: string) =>
  message.events.some(
    (event) =>
      event.type === 'Bounced' &&
      event.recipient === recipient &&
      !String(event.details.Summary).startsWith('Spam complaint'),
  );

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

function chooseLink({ links }: MessageCopy, wanted: string | number): CopyLink {
  const link =
    typeof wanted === 'number' ? links[wanted] : links.find(({ url, href }) => url === wanted || href === wanted);
  if (!link)
    throw new Error(
      `inbox.click: no link ${JSON.stringify(wanted)}; the mail has ${links.map(({ url }, index) => `${index}: ${url}`).join(', ') || 'none'}.`,
    );
  return link;
}

function unsubscribeLink({ links }: MessageCopy): CopyLink {
  const link = links.find(looksLikeUnsubscribe);
  if (!link)
    throw new Error(
      `inbox.unsubscribe: the mail has no unsubscribe link; its links are ${links.map(({ url }) => url).join(', ') || 'none'}.`,
    );
  return link;
}

/** What RFC 8058 has a mail program do: one POST without cookies, and no redirect is followed. */
async function oneClick({ headers }: MessageCopy): Promise<UnsubscribeResult> {
  const url = listUnsubscribeTargets(headers).find((target) => /^https?:/i.test(target));
  const hasConsent = headers.some(
    ({ Name, Value }) =>
      Name.toLowerCase() === 'list-unsubscribe-post' && Value.trim() === 'List-Unsubscribe=One-Click',
  );
  if (!url || !hasConsent)
    throw new Error(
      'inbox.unsubscribe: the mail has no one-click button; it needs List-Unsubscribe with a web address and List-Unsubscribe-Post.',
    );
  const response = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
    redirect: 'manual',
  });
  await response.arrayBuffer();
  return { status: response.status, url };
}
