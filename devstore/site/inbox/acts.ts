import type { Inbox } from '../../postmark/inbox/inbox';

/** Which copy of which mail is acted on. */
export interface Copy {
  messageId: string;
  recipient: string;
}

interface Act {
  label: string;
  /** What it means, in a sentence. */
  title: string;
  /** Does it; gives what to say afterwards. */
  run: (inbox: Inbox, copy: Copy) => Promise<string>;
}

/** What a recipient, or the recipient's mail server, can do with a mail besides clicking its links. */
export const acts = {
  open: {
    label: 'Open it',
    title: 'Load its tracking pixel, as a mail program that shows pictures does',
    run: async (inbox, { messageId, recipient }) => {
      const { isTracked } = await inbox.open(messageId, { recipient });
      return isTracked ? 'Opened: its pixel was loaded.' : 'Opened, but nobody can tell: this mail has no pixel.';
    },
  },
  'one-click': {
    label: 'By the mail program’s button',
    title: 'Post to the address in the List-Unsubscribe header (RFC 8058)',
    run: async (inbox, { messageId, recipient }) => {
      const { status, url } = await inbox.unsubscribe(messageId, { recipient, how: 'one-click' });
      return `Unsubscribed by one click: ${new URL(url).host} answered ${status}.`;
    },
  },
  'unsubscribe-link': {
    label: 'By the link in the mail',
    title: 'Open the unsubscribe link and confirm on its page',
    run: async (inbox, { messageId, recipient }) => {
      const { status, url } = await inbox.unsubscribe(messageId, { recipient, how: 'link' });
      return `Unsubscribed on the page behind the link: ${new URL(url).host} answered ${status}.`;
    },
  },
  complain: {
    label: 'Report as spam',
    title: 'The mailbox provider tells Postmark of a complaint',
    run: async (inbox, { messageId, recipient }) => {
      inbox.complain(messageId, { recipient });
      return 'Reported as spam. Postmark will never send to this address on this stream again.';
    },
  },
  'hard-bounce': {
    label: 'Hard: no such mailbox',
    title: 'The mail comes back for good, and Postmark suppresses the address',
    run: async (inbox, { messageId, recipient }) => {
      inbox.bounce(messageId, { recipient, type: 'HardBounce' });
      return 'The mail came back for good: there is no such mailbox.';
    },
  },
  'soft-bounce': {
    label: 'Soft: mailbox is full',
    title: 'The mail comes back this time; the address can still be written to',
    run: async (inbox, { messageId, recipient }) => {
      inbox.bounce(messageId, { recipient, type: 'SoftBounce' });
      return 'The mail came back this time: the mailbox was full.';
    },
  },
} as const satisfies Record<string, Act>;

export type ActName = keyof typeof acts;

export const isActName = (name: string): name is ActName => Object.hasOwn(acts, name);
