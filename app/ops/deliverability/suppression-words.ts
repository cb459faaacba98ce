import type { ConsentSource } from '~/customers/consent/consent';

/** Why somebody is not written to, by how that became known. */
export const WHY = {
  bounce: ['bounce', 'bounce-lifted'],
  complaint: ['complaint'],
  unsubscribed: [
    ...(['unsubscribe-link', 'preference-centre', 'postmark', 'shopify-webhook', 'shopify-sync', 'sign-up'] as const),
    ...(['double-opt-in', 'import', 'api', 'admin', 'gpc'] as const),
  ],
} as const satisfies Record<string, readonly ConsentSource[]>;

export type Why = keyof typeof WHY;

export const WHY_WORDS: Record<Why, string> = {
  bounce: 'No such mailbox',
  complaint: 'Marked a mail as spam',
  unsubscribed: 'Said no to all mail',
};

const SOURCES: Record<string, string> = {
  bounce: 'told by the mailbox, over Postmark',
  complaint: 'told by the mailbox, over Postmark',
  'unsubscribe-link': 'the link in a mail',
  'preference-centre': 'the preference centre',
  postmark: 'Postmark’s list or page',
  'shopify-webhook': 'Shopify',
  'shopify-sync': 'Shopify, when it was read',
  import: 'a file that was imported',
  api: 'a program of yours',
};

/** From whom it is known. */
export const sourceWords = (source: string): string => SOURCES[source] ?? source.replaceAll('-', ' ');
