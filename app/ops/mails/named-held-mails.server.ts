import { heldMails, type HeldMail } from '~/delivery/sending/held-mails.server';
import type { Db } from '~/platform/db/db.server';
import { nameOf } from '../emails/email-name.server';

export type NamedHeldMail = HeldMail & { name: string };

/** Mails that are too large to leave, by what the shop calls them. */
export async function namedHeldMails(db: Db, shopId: string): Promise<NamedHeldMail[]> {
  const named: NamedHeldMail[] = [];
  for (const held of await heldMails(db, shopId)) named.push({ ...held, name: await nameOf(db, shopId, held.key) });
  return named;
}
