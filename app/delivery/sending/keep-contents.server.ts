import type { Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';

export interface SealedMail {
  messageId: string;
  /** Of `sealMail`. */
  sealed: Buffer;
}

/** Keeps mails as they leave, so that each can be shown again; one that leaves a second time in its newest words. */
export async function keepContents(clock: Clock, db: Db, shopId: string, mails: readonly SealedMail[]): Promise<void> {
  if (mails.length === 0) return;
  const ids = mails.map(({ messageId }) => messageId);
  const contents = mails.map(({ sealed }) => sealed.toString('base64'));
  await db.$executeRaw`
    INSERT INTO message_contents ("shopId", "messageId", "content", "renderedAt")
    SELECT ${shopId}::uuid, c."id", decode(c."content", 'base64'), ${clock.now()}::timestamptz
    FROM unnest(${ids}::uuid[], ${contents}::text[]) AS c("id", "content")
    ON CONFLICT ("shopId", "messageId") DO UPDATE SET "content" = EXCLUDED."content", "renderedAt" = EXCLUDED."renderedAt"`;
}
