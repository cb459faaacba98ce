import type { Db } from '~/platform/db/db.server';

/** Erases the mails as they were sent: they greet a person by name. */
export async function eraseContents(db: Db, shopId: string, messageIds: string[]): Promise<void> {
  await db.messageContent.deleteMany({ where: { shopId, messageId: { in: messageIds } } });
}
