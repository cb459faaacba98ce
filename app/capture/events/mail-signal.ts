import { isbot } from 'isbot';

/**
 * What kind of program asked, as far as it says: a browser or a mail program; a proxy that fetches pictures when somebody looks (Gmail, Yahoo); Apple's,
 * which fetches them of every mail, seen or not; another program; or nobody who says. The words in which it says so are not kept.
 */
export const agentKinds = ['browser', 'picture-proxy', 'apple-privacy', 'program', 'nameless'] as const;
export type AgentKind = (typeof agentKinds)[number];

/** A mail's pictures were loaded, or one of its links was asked for, by whomever: a person, or a program that looks at mails. */
export interface MailSignal {
  kind: 'open' | 'click';
  messageId: string;
  occurredAt: Date;
  /** The same signal always has the same key, however often it is told. */
  dedupeKey: string;
  /** Which of the mail's links, from 1; 0 is the trap that no person sees. Null for an open, and where Postmark counted. */
  link: number | null;
  /** How many links the mail has, without the trap. */
  links: number | null;
  /** Where the link leads; null for an open. */
  url: string | null;
  /** It was only asked whether there is something behind the link. */
  isHead: boolean;
  agent: AgentKind;
  /** It came from a network of machines, not of people. */
  isDataCentre: boolean;
}

export function agentKind(userAgent: string | null | undefined): AgentKind {
  const words = userAgent?.trim();
  if (!words) return 'nameless';
  // Postmark and others report Apple's Mail Privacy Protection by these two words and nothing else.
  if (words === 'Mozilla/5.0') return 'apple-privacy';
  if (/GoogleImageProxy|YahooMailProxy/.test(words)) return 'picture-proxy';
  return isbot(words) ? 'program' : 'browser';
}
