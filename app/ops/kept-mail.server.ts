import { z } from 'zod';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';

const keptMailSchema = z.object({ subject: z.string(), html: z.string(), text: z.string(), from: z.string() });

export type KeptMail = z.infer<typeof keptMailSchema>;

/** A mail exactly as it left, opened for showing it; null where none is kept. */
export async function keptMail(vault: Vault, db: Db, shopId: string, messageId: string): Promise<KeptMail | null> {
  const row = await db.messageContent.findUnique({ where: { shopId_messageId: { shopId, messageId } } });
  return row && keptMailSchema.parse(JSON.parse(vault.open(row.content, shopId)));
}
