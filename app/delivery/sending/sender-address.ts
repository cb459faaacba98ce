import type { WayOut } from '~/decisions/send-policy/arbiter/send-facts';

/** What a shop without a verified domain chose. */
export type BeforeDomain = 'only-shop' | 'shared';

/** Addresses of whoever runs the app, from which mail of shops may leave until they have a domain; null: there is none. */
export interface LentAddresses {
  /** Domain that is verified in the operator's account. */
  sharedDomain: string | null;
  /** For mail to the shop itself where no domain is shared. */
  operatorFrom: string | null;
}

export interface AddressedSender {
  fromName: string;
  fromEmail: string;
  replyTo: string | null;
  postmarkServerId: number | null;
  /** A server of the merchant's own takes what it takes. */
  smtp: object | null;
  beforeDomain: BeforeDomain;
  domain: { name: string; isDkimVerified: boolean } | null;
}

/** By which address a shop's mail leaves. */
export interface SendingAddress {
  way: WayOut;
  email: string;
  /** Where answers go: to the shop, whatever address it is sent from. */
  replyTo: string | null;
}

/**
 * From which address a shop writes. On the merchant's own server that is for Postmark to say. On one that Kindred made it is the shop's address where
 * that lies in its own verified domain (all domains of the operator's account may be sent from there, those of other shops, too), and else one that is lent.
 */
export function sendingAddress(sender: AddressedSender, shopDomain: string, lent: LentAddresses): SendingAddress {
  const { fromEmail, replyTo, postmarkServerId, smtp, beforeDomain, domain } = sender;
  if (smtp !== null || postmarkServerId === null || isWithin(fromEmail, domain))
    return { way: 'own', email: fromEmail, replyTo };
  const answersTo = replyTo ?? fromEmail;
  const shared = lent.sharedDomain && `${nameOf(shopDomain)}@${lent.sharedDomain}`;
  if (beforeDomain === 'shared' && shared) return { way: 'shared', email: shared, replyTo: answersTo };
  const email = shared ?? lent.operatorFrom;
  return email
    ? { way: 'only-shop', email, replyTo: answersTo }
    : { way: 'nowhere', email: fromEmail, replyTo: answersTo };
}

/** Exactly the domain: one below it is another to Postmark. */
const isWithin = (email: string, domain: AddressedSender['domain']): boolean =>
  domain !== null && domain.isDkimVerified && domainOf(email) === domain.name;

export const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1);

/** `oak-and-elm` of `oak-and-elm.myshopify.com`: no other shop's. */
const nameOf = (shopDomain: string): string => shopDomain.replace(/\.myshopify\.com$/, '').slice(0, 64);

export const fromHeader = (fromName: string, email: string): string => `"${fromName}" <${email}>`;
