import type { MailSignal } from '~/capture/events/mail-signal';
import { noteEvidence } from '~/decisions/send-policy/note-engagement.server';
import { addMs } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { Ids } from '~/platform/ids.server';
import { wake } from '~/platform/queue/wakeups.server';
import { JUDGED_AFTER_SECONDS } from './judge';

/**
 * Keeps that a mail was opened or clicked, to be judged when all has come that says something about it. Of a message that this shop did not send, and of
 * an erased person's, nothing is kept. A signal that is told twice is one.
 */
export async function recordSignal({ ids }: { ids: Ids }, tx: Db, shopId: string, signal: MailSignal): Promise<void> {
  if (!(await noteEvidence(tx, shopId, signal.messageId, signal.occurredAt))) return;
  const judgeAt = addMs(signal.occurredAt, JUDGED_AFTER_SECONDS * 1_000);
  const { count } = await tx.mailSignal.createMany({
    data: [{ ...signal, shopId, id: ids.next(), judgeAt }],
    skipDuplicates: true,
  });
  if (count) await wake(tx, shopId, 'judge-signals', judgeAt);
}
