import type { Message } from '@prisma/client';
import { answerWords, type AnswerWords } from '~/decisions/explanations/answer-words';
import { reasonWords, type StoredReason } from '~/decisions/explanations/reason-words';
import { keptSince } from '~/compliance/retention/retention-rules';
import { loadRetention } from '~/compliance/retention/retention-settings.server';
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

/** What was looked at, or why it is not there any more. */
export interface ToldDecisions {
  told: ToldDecision[];
  /** So many days they are kept, where the mail is older than that; null: none is gone. */
  keptDays: number | null;
}

const MOST_SHOWN = 20;

/** With how long they are kept, where those of a mail may be gone by now. */
export async function decisionsOf(
  db: Db,
  shop: PageShop,
  { shopId, id, plannedAt }: Pick<Message, 'shopId' | 'id' | 'plannedAt'>,
): Promise<ToldDecisions> {
  const told = await messageDecisions(db, shop, { shopId, messageId: id });
  const settings = await loadRetention(db, shopId);
  const isOld = plannedAt < keptSince(settings, 'decisionDays', new Date(shop.now));
  return { told, keptDays: isOld ? settings.decisionDays : null };
}

/** The newest first. */
async function messageDecisions(
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
