import type { OutboundMessage } from '../messages/message';

/** Codes and names from Postmark's list of bounce types and its client; the descriptions are this stand-in's own words. */
export const bounceTypes = {
  HardBounce: { code: 1, name: 'Hard bounce', description: 'The mailbox does not exist or will never take mail.' },
  Transient: {
    code: 2,
    name: 'Message delayed/Undeliverable',
    description: 'The receiving server asked to try later.',
  },
  Unsubscribe: { code: 16, name: 'Unsubscribe request', description: 'The answer asks to be unsubscribed.' },
  Subscribe: { code: 32, name: 'Subscribe request', description: 'The answer asks to be subscribed.' },
  AutoResponder: {
    code: 64,
    name: 'Auto responder',
    description: 'An automatic answer, such as an out-of-office notice.',
  },
  AddressChange: { code: 128, name: 'Address change', description: 'The recipient announces another address.' },
  DnsError: { code: 256, name: 'DNS error', description: "The recipient's domain could not be looked up." },
  SpamNotification: {
    code: 512,
    name: 'Spam notification',
    description: 'The receiving server took the mail for spam.',
  },
  Unknown: { code: 2048, name: 'Unknown', description: 'The answer could not be understood.' },
  SoftBounce: {
    code: 4096,
    name: 'Soft bounce',
    description: 'The mail could not be delivered this time, such as to a full mailbox.',
  },
  ChallengeVerification: {
    code: 16384,
    name: 'Spam challenge verification',
    description: 'The receiving server wants the sender to prove itself.',
  },
  BadEmailAddress: { code: 100000, name: 'Invalid email address', description: 'The address is not one.' },
  SpamComplaint: { code: 100001, name: 'Spam complaint', description: 'The recipient has marked the mail as spam.' },
  Blocked: { code: 100006, name: 'ISP block', description: 'The receiving provider blocks the sender.' },
  DMARCPolicy: { code: 100009, name: 'DMARC Policy', description: "The domain's DMARC policy refused the mail." },
} as const;
export type BounceType = keyof typeof bounceTypes;

export interface Bounce {
  id: number;
  type: BounceType;
  message: OutboundMessage;
  email: string;
  at: Date;
  details: string;
  /** This bounce has deactivated the address. */
  isInactive: boolean;
  canActivate: boolean;
  /** The report as it came back. */
  dump: string;
}

/** The types after which the mail is not in the mailbox; the others are answers to a mail that arrived. */
export const isReturned = (type: BounceType): boolean =>
  ['HardBounce', 'Transient', 'DnsError', 'SoftBounce', 'BadEmailAddress', 'Blocked', 'DMARCPolicy'].includes(type);

/** The types that deactivate the address; the rest are only told. */
export const deactivates = (type: BounceType): boolean =>
  type === 'HardBounce' || type === 'BadEmailAddress' || type === 'SpamComplaint';

export function isBounceType(text: string): text is BounceType {
  return Object.hasOwn(bounceTypes, text);
}

const testDomain = '@bounce-testing.postmarkapp.com';

/**
 * The bounce that Postmark's test addresses ask for: `softbounce@bounce-testing.postmarkapp.com`, `hard_bounce@…`, or any address of that
 * domain with an `X-PM-Bounce-Type` header. Unknown names, and complaints, make a hard bounce.
 */
export function testBounceOf(message: OutboundMessage, recipient: string): BounceType | null {
  if (!recipient.toLowerCase().endsWith(testDomain)) return null;
  const header = message.headers.find((each) => each.Name.toLowerCase() === 'x-pm-bounce-type')?.Value;
  const wanted = (header ?? recipient.slice(0, -testDomain.length)).replaceAll('_', '').toLowerCase();
  const type = Object.keys(bounceTypes).find((each) => each.toLowerCase() === wanted);
  return type && isBounceType(type) && type !== 'SpamComplaint' ? type : 'HardBounce';
}
