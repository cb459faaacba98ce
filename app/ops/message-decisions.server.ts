import { answerWords, type AnswerWords } from '~/decisions/explanations/answer-words';
import { reasonWords, type StoredReason } from '~/decisions/explanations/reason-words';
import type { RuleAnswer } from '~/decisions/send-policy/arbiter/decide-send';
import type { Db } from '~/platform/db/db.server';
import type { PageShop } from './shop-context.server';

/** One time it was decided about a message, told from what was stored; instants as ISO 8601. */
export interface ToldDecision {
  at: string;
  /** When the same was answered last, and how often in all. */
  lastAt: string;
  times: number;
  says: string;
  answers: AnswerWords[];
}

interface StoredDecision {
  kind: 'send' | 'skip' | 'defer';
  reason?: StoredReason;
}

const MOST_SHOWN = 20;

/** The newest first. */
export async function messageDecisions(
  db: Db,
  shop: PageShop,
  key: { shopId: string; messageId: string },
): Promise<ToldDecision[]> {
  const rows = await db.messageDecision.findMany({ where: key, orderBy: { seq: 'desc' }, take: MOST_SHOWN });
  return rows.map(({ decidedAt, lastAt, times, decision, answers }) => {
    const { reason } = decision as unknown as StoredDecision;
    return {
      at: decidedAt.toISOString(),
      lastAt: lastAt.toISOString(),
      times,
      says: reason ? reasonWords(reason) : 'Nothing stood against it, so it went.',
      answers: (answers as unknown as RuleAnswer[]).map((answer) => answerWords(answer, shop)),
    };
  });
}
