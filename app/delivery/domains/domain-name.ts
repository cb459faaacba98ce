import { parse } from 'tldts';

export type DomainName = { kind: 'domain'; name: string } | { kind: 'refused'; problem: string };

/** Where everybody has a mailbox and nobody may put records: of the large providers, as they are asked for now and then. */
const MAIL_PROVIDERS = new Set(
  (
    'gmail.com googlemail.com yahoo.com hotmail.com outlook.com live.com icloud.com me.com aol.com gmx.de gmx.net web.de t-online.de ' +
    'orange.fr free.fr libero.it proton.me protonmail.com'
  ).split(' '),
);

/**
 * A domain as a merchant types or pastes it (`https://www.Shop.com/`), in the form the name system has it. Refused, with the remedy, is what cannot be a
 * shop's to send from: names under which anybody may register one (the Public Suffix List), mail providers, Shopify's own, and `lent`, that of the operator.
 */
export function readDomainName(raw: string, lent: string | null): DomainName {
  const name = hostIn(raw);
  const found = name === null ? null : parse(name, { allowPrivateDomains: true });
  if (!name || !found || found.isIp || !found.publicSuffix || name.length > 253)
    return refused('is not a domain. It looks like shop.com');
  if (!found.domain) return refused(`is not yours alone: anybody may have a name under ${name}`);
  if (MAIL_PROVIDERS.has(name)) return refused('belongs to a mail provider. It takes a domain of your own');
  if (isWithin(name, 'myshopify.com'))
    return refused('is Shopify’s: you cannot put records there. It takes the domain your store is reached at');
  if (lent !== null && (isWithin(name, lent) || isWithin(lent, name)))
    return refused('is the domain that Kindred lends to shops');
  return { kind: 'domain', name };
}

const refused = (problem: string): DomainName => ({ kind: 'refused', problem });

const isWithin = (name: string, parent: string): boolean => name === parent || name.endsWith(`.${parent}`);

/** The host in an address of a page or a mailbox, or by itself; `www.` leads to a page and is left out. */
function hostIn(raw: string): string | null {
  const text = raw
    .trim()
    .replace(/^.*@/, '')
    .replace(/^[a-z]+:\/\//i, '');
  const url = /^[^\s/?#:]+\.[^\s/?#:.]+\.?(?:[/?#:]|$)/.test(text) ? URL.parse(`http://${text}`) : null;
  return url && url.hostname.replace(/\.$/, '').replace(/^www\./, '');
}

/** What somebody registered and may put records for: `shop.co.uk` of `mail.shop.co.uk`. */
export const registeredDomain = (name: string): string => parse(name, { allowPrivateDomains: true }).domain ?? name;
