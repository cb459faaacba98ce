import type { Message } from '@prisma/client';
import { planMessage, type MessagePlan } from '~/decisions/send-policy/plan-message.server';
import type { TestApp } from './test-app';
import { after } from './times';

/** A plan for the abandoned cart's first mail, due now and worth sending for eighteen hours. */
export function messagePlan(
  app: TestApp,
  shopId: string,
  plan: Partial<MessagePlan> & Pick<MessagePlan, 'profileId'>,
): MessagePlan {
  const dueAt = plan.dueAt ?? app.clock.now();
  return {
    shopId,
    sourceKind: 'flow-run',
    sourceId: app.ids.next(),
    stepKey: 'first-mail',
    flowKey: 'abandoned-cart',
    templateKey: 'abandoned-cart-first',
    subject: { cartToken: null },
    dueAt,
    expiresAt: after(18 * 3_600_000, dueAt),
    ...plan,
  };
}

/** Plans a message and gives the ledger's row of it. */
export async function plan(
  app: TestApp,
  shopId: string,
  fields: Partial<MessagePlan> & Pick<MessagePlan, 'profileId'>,
): Promise<Message> {
  const wanted = messagePlan(app, shopId, fields);
  await app.db.transaction((tx) => planMessage(app, tx, wanted));
  const { sourceId, stepKey, profileId } = wanted;
  return app.db.prisma.message.findFirstOrThrow({ where: { shopId, sourceId, stepKey, profileId } });
}

export const messageNow = ({ db }: TestApp, { shopId, id }: Pick<Message, 'shopId' | 'id'>): Promise<Message> =>
  db.prisma.message.findUniqueOrThrow({ where: { shopId_id: { shopId, id } } });

/** When a job of this kind is woken for the shop, or null. */
export async function wakeupOf({ db }: TestApp, shopId: string, kind: string): Promise<Date | null> {
  const row = await db.prisma.shopWakeup.findUnique({ where: { shopId_kind: { shopId, kind } } });
  return row?.nextDueAt ?? null;
}
