import type { Message } from '@prisma/client';
import type { Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { RuleAnswer } from './arbiter/decide-send';
import type { SendDecision } from './message';

/** What was decided about a message, with what each rule said. */
export interface Answered {
  message: Pick<Message, 'id'>;
  decision: SendDecision;
  answers: readonly RuleAnswer[];
}

/**
 * Keeps what each rule said of messages, each at most once among them, with what it saw. The same answer again, as of a mail that waits for its sender to
 * be set up, is the same row: how often, and what was seen last.
 */
export async function keepAnswers(
  { clock }: { clock: Clock },
  db: Db,
  shopId: string,
  answered: readonly Answered[],
): Promise<void> {
  const told = answered.filter(({ answers }) => answers.length > 0);
  if (told.length === 0) return;
  const now = clock.now();
  const rows = told.map(({ message, decision, answers }) => ({
    ...{ id: message.id, decision: toldDecision(decision), answers },
  }));
  await db.$executeRaw`
    WITH told AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS t("id" uuid, "decision" jsonb, "answers" jsonb)),
    newest AS (
      SELECT t."id", d."seq", d."decision" FROM told t CROSS JOIN LATERAL (
        SELECT d."seq", d."decision" FROM message_decisions d
        WHERE d."shopId" = ${shopId}::uuid AND d."messageId" = t."id" ORDER BY d."seq" DESC LIMIT 1) d),
    again AS (
      UPDATE message_decisions d SET "lastAt" = ${now}::timestamptz, "times" = d."times" + 1, "decision" = t."decision",
        "answers" = t."answers"
      FROM newest n JOIN told t ON t."id" = n."id"
      WHERE d."shopId" = ${shopId}::uuid AND d."messageId" = n."id" AND d."seq" = n."seq"
        AND n."decision"->>'kind' = t."decision"->>'kind' AND n."decision"->'reason'->'code' = t."decision"->'reason'->'code'
      RETURNING d."messageId")
    INSERT INTO message_decisions ("shopId", "messageId", "seq", "decidedAt", "lastAt", "decision", "answers")
    SELECT ${shopId}::uuid, t."id", COALESCE(n."seq" + 1, 0), ${now}::timestamptz, ${now}::timestamptz, t."decision", t."answers"
    FROM told t LEFT JOIN newest n ON n."id" = t."id"
    WHERE t."id" NOT IN (SELECT "messageId" FROM again)`;
}

/** As it is stored: the entry of the ledger that allowed it stands with the message. */
const toldDecision = (decision: SendDecision): object =>
  decision.kind === 'send' ? { kind: 'send' } : { ...decision };
