import type { Message } from '@prisma/client';
import type { Against, Refusal } from '~/decisions/send-policy/message-ledger.server';
import { addMs, earliest, minutes, type Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { wake } from '~/platform/queue/wakeups.server';

/** A cart may have become shorter by then; a mail that was changed is tried at once. */
const TRY_AGAIN_MS = minutes(120);

/** Gmail cuts such a mail off, and with it the way out: it waits until somebody makes it smaller, and after its time is not sent at all. */
export const heldAsTooLarge = (now: Date, { expiresAt }: Pick<Message, 'expiresAt'>, bytes: number): Against => ({
  kind: 'defer',
  until: earliest(addMs(now, TRY_AGAIN_MS), expiresAt) ?? now,
  reason: { code: 'mail-too-large', kilobytes: Math.ceil(bytes / 1_024) },
});

export interface HeldMail {
  key: string;
  /** The largest that was made of it. */
  kilobytes: number;
  /** Messages of it that wait. */
  waiting: number;
}

/** Notes of which mails messages are held, and has their owner told. */
export async function noteHeld(
  { clock }: { clock: Clock },
  db: Db,
  shopId: string,
  refusals: readonly (Refusal & { message: Pick<Message, 'templateKey'> })[],
): Promise<void> {
  const now = clock.now();
  const held = new Map<string, number>();
  for (const { message, decision } of refusals) {
    if (decision.reason.code !== 'mail-too-large') continue;
    held.set(message.templateKey, Math.max(held.get(message.templateKey) ?? 0, decision.reason.kilobytes));
  }
  for (const [key, kilobytes] of held)
    await db.$executeRaw`
      INSERT INTO held_mails ("shopId", "key", "kilobytes", "heldAt") VALUES (${shopId}::uuid, ${key}, ${kilobytes}, ${now}::timestamptz)
      ON CONFLICT ("shopId", "key") DO UPDATE SET "kilobytes" = GREATEST(held_mails."kilobytes", EXCLUDED."kilobytes")`;
  if (held.size > 0) await wake(db, shopId, 'watch-sending', now);
}

/** Mails of which messages wait because they are too large. */
export async function heldMails(db: Db, shopId: string): Promise<HeldMail[]> {
  const noted = await db.heldMail.findMany({ where: { shopId }, orderBy: { key: 'asc' } });
  if (noted.length === 0) return [];
  const counts = await db.$queryRaw<{ key: string; waiting: number }[]>`
    SELECT m."templateKey" AS "key", count(*)::int AS "waiting" FROM messages m
    WHERE m."shopId" = ${shopId}::uuid AND m."state" = 'planned' AND m."reason"->>'code' = 'mail-too-large' GROUP BY 1`;
  const waiting = new Map(counts.map((each) => [each.key, each.waiting]));
  return noted.flatMap(({ key, kilobytes }) => {
    const count = waiting.get(key) ?? 0;
    return count > 0 ? [{ key, kilobytes, waiting: count }] : [];
  });
}

/** A mail goes out in another form: what waited for that is tried at once, and if it is too large still, the owner is told anew. */
export async function tryHeldAgain({ clock }: { clock: Clock }, tx: Db, shopId: string, key: string): Promise<void> {
  const { count } = await tx.heldMail.deleteMany({ where: { shopId, key } });
  if (count === 0) return;
  const now = clock.now();
  await tx.$executeRaw`
    UPDATE messages m SET "dueAt" = ${now}::timestamptz
    WHERE m."shopId" = ${shopId}::uuid AND m."templateKey" = ${key} AND m."state" = 'planned' AND m."dueAt" > ${now}::timestamptz
      AND m."reason"->>'code' = 'mail-too-large'`;
  await wake(tx, shopId, 'send-messages', now);
}
