import { partsOf } from './address-traits';

/** Whose mailbox an address is, of those who judge most of a shop's mail, by its domain alone; `other`: a company's own, or a provider that is not told apart. */
export const MAILBOXES = ['gmail', 'outlook', 'yahoo', 'icloud', 'gmx', 'other'] as const;

export type Mailbox = (typeof MAILBOXES)[number];

/** Providers have the same name in many countries: `hotmail.co.uk`, `yahoo.fr`. */
const COUNTRY = String.raw`\.(?:[a-z]{2,3}|(?:co|com)\.[a-z]{2})$`;

const DOMAINS: [Exclude<Mailbox, 'other'>, RegExp][] = [
  ['gmail', /^(?:gmail|googlemail)\.com$/],
  ['outlook', new RegExp(String.raw`^(?:outlook|hotmail|live|msn|windowslive)${COUNTRY}`)],
  ['yahoo', new RegExp(String.raw`^(?:yahoo|ymail|rocketmail|aol|aim)${COUNTRY}`)],
  ['icloud', /^(?:icloud|me|mac)\.com$/],
  ['gmx', new RegExp(String.raw`^(?:gmx${COUNTRY}|web\.de$|t-online\.de$|magenta\.de$)`)],
];

/** @param email normalised */
export function mailboxOf(email: string): Mailbox {
  const { domain } = partsOf(email);
  return DOMAINS.find(([, pattern]) => pattern.test(domain))?.[0] ?? 'other';
}
