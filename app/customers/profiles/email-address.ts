import { z } from 'zod';

const address = z.email().max(254);

/**
 * The one form in which an address is compared, hashed and written to: trimmed, lower case, its domain as the name system has it
 * (`anna@Müller.example` is `anna@xn--mller-kva.example`). Null where it is no address at all.
 */
export function normaliseEmail(raw: string | null | undefined): string | null {
  const result = address.safeParse(inAscii((raw ?? '').trim().toLowerCase()));
  return result.success ? result.data : null;
}

/** IDNA as browsers do it (UTS 46). A domain they refuse stays as it is, and is then no address. */
function inAscii(email: string): string {
  const at = email.lastIndexOf('@');
  const domain = email.slice(at + 1);
  if (!/[^\0-\x7f]/.test(domain) || /[\s/?#:@\\]/.test(domain)) return email;
  const url = URL.parse(`http://${domain}`);
  return url ? `${email.slice(0, at + 1)}${url.hostname}` : email;
}
