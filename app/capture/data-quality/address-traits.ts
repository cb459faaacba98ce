import { disposableEmailBlocklistSet } from 'disposable-email-domains-js';

/** What can be seen of an address without asking anybody. None of it takes consent away. */
export type AddressTrait = 'disposable' | 'role';

/** Mailboxes of a function rather than a person: RFC 2142, and what shops see besides. */
const ROLES = new Set(
  (
    'abuse admin billing contact enquiries help helpdesk hello hostmaster hr info jobs kontakt mail marketing newsletter noreply no-reply ' +
    'office order orders postmaster press sales security service shop support team webmaster'
  ).split(' '),
);

let disposable: Set<string> | undefined;

/** @param email normalised */
export function addressTraits(email: string): AddressTrait[] {
  const { local, domain } = partsOf(email);
  disposable ??= disposableEmailBlocklistSet();
  const labels = domain.split('.');
  const isDisposable = labels.some((_, index) => disposable?.has(labels.slice(index).join('.')));
  return [
    ...(isDisposable ? (['disposable'] as const) : []),
    ...(ROLES.has(local.split('+')[0] ?? '') ? (['role'] as const) : []),
  ];
}

export function partsOf(email: string): { local: string; domain: string } {
  const at = email.lastIndexOf('@');
  return { local: email.slice(0, at), domain: email.slice(at + 1) };
}

/** Where dots mean nothing, and what follows a plus is a note to oneself. */
const GOOGLE = new Set(['gmail.com', 'googlemail.com']);

/** The mailbox that several spellings lead to at Google's; null elsewhere, where nobody can tell. For finding duplicates, never for writing to. */
export function sharedMailbox(email: string): string | null {
  const { local, domain } = partsOf(email);
  return GOOGLE.has(domain) ? `${(local.split('+')[0] ?? '').replaceAll('.', '')}@gmail.com` : null;
}
