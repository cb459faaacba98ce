import { z } from 'zod';

const address = z.email().max(254);

/** The one form in which an address is compared, hashed and written to: trimmed, lower case. Null where it is no address at all. */
export function normaliseEmail(raw: string | null | undefined): string | null {
  const result = address.safeParse((raw ?? '').trim().toLowerCase());
  return result.success ? result.data : null;
}
