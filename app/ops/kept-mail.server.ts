import { openMail, type KeptMail } from '~/delivery/sending/mail-contents.server';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';

/** A mail exactly as it left, opened for showing it; null where none is kept. */
export async function keptMail(vault: Vault, db: Db, shopId: string, messageId: string): Promise<KeptMail | null> {
  const row = await db.messageContent.findUnique({ where: { shopId_messageId: { shopId, messageId } } });
  return row && openMail(vault, shopId, row.content);
}
