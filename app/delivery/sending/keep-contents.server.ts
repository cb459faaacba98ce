import type { Clock } from '~/platform/clock/clock';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import type { OutgoingEmail } from './email-transport';

/** Keeps mails as they leave, sealed, so that each can be shown again; one that leaves a second time in its newest words. */
export async function keepContents(
  { vault, clock }: { vault: Vault; clock: Clock },
  db: Db,
  shopId: string,
  emails: readonly OutgoingEmail[],
): Promise<void> {
  if (emails.length === 0) return;
  const ids = emails.map(({ messageId }) => messageId);
  const contents = emails.map(({ subject, html, text, headers, from }) =>
    vault.seal(JSON.stringify({ subject, html, text, headers, from }), shopId).toString('base64'),
  );
  await db.$executeRaw`
    INSERT INTO message_contents ("shopId", "messageId", "content", "renderedAt")
    SELECT ${shopId}::uuid, c."id", decode(c."content", 'base64'), ${clock.now()}::timestamptz
    FROM unnest(${ids}::uuid[], ${contents}::text[]) AS c("id", "content")
    ON CONFLICT ("shopId", "messageId") DO UPDATE SET "content" = EXCLUDED."content", "renderedAt" = EXCLUDED."renderedAt"`;
}
