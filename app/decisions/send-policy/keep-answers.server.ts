import type { Message } from '@prisma/client';
import type { Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { RuleAnswer } from './arbiter/decide-send';
import type { SendDecision } from './message';

/**
 * Keeps what each rule said of a message, with what it saw. The same answer again, as of a mail that waits for its sender to be set up, is the same row:
 * how often, and what was seen last.
 */
export async function keepAnswers(
  { clock }: { clock: Clock },
  db: Db,
  { shopId, id }: Pick<Message, 'shopId' | 'id'>,
  { decision, answers }: { decision: SendDecision; answers: readonly RuleAnswer[] },
): Promise<void> {
  if (answers.length === 0) return;
  const now = clock.now();
  const told = JSON.stringify(toldDecision(decision));
  const seen = JSON.stringify(answers);
  await db.$executeRaw`
    WITH newest AS (
      SELECT d."seq", d."decision" FROM message_decisions d
      WHERE d."shopId" = ${shopId}::uuid AND d."messageId" = ${id}::uuid ORDER BY d."seq" DESC LIMIT 1),
    again AS (
      UPDATE message_decisions d SET "lastAt" = ${now}::timestamptz, "times" = d."times" + 1, "decision" = ${told}::jsonb,
        "answers" = ${seen}::jsonb
      FROM newest n WHERE d."shopId" = ${shopId}::uuid AND d."messageId" = ${id}::uuid AND d."seq" = n."seq"
        AND n."decision"->>'kind' = ${told}::jsonb->>'kind' AND n."decision"->'reason'->'code' = ${told}::jsonb->'reason'->'code'
      RETURNING d."seq")
    INSERT INTO message_decisions ("shopId", "messageId", "seq", "decidedAt", "lastAt", "decision", "answers")
    SELECT ${shopId}::uuid, ${id}::uuid, COALESCE((SELECT "seq" + 1 FROM newest), 0), ${now}::timestamptz, ${now}::timestamptz,
      ${told}::jsonb, ${seen}::jsonb
    WHERE NOT EXISTS (SELECT FROM again)`;
}

/** As it is stored: the entry of the ledger that allowed it stands with the message. */
const toldDecision = (decision: SendDecision): object =>
  decision.kind === 'send' ? { kind: 'send' } : { ...decision };
