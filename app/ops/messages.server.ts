import { openRecipient } from '~/customers/profiles/address-vault.server';
import { reasonWords, type StoredReason } from '~/decisions/explanations/reason-words';
import type { MessageState } from '~/decisions/send-policy/message';
import { withShop } from '~/platform/db/db.server';
import type { Services } from '~/services.server';

export interface MessageRow {
  id: string;
  to: string | null;
  flow: string | null;
  step: string;
  state: MessageState;
  /** Why it was not sent, or waits; null where there is nothing to explain. */
  reason: string | null;
  plannedAt: string;
}

const SHOWN = 100;

/** The latest messages, sent or not, each with its reason in words. */
export async function latestMessages(services: Services, shopDomain: string): Promise<MessageRow[]> {
  const shopId = await services.shops.findOrCreate(shopDomain);
  const { prisma } = services.db;
  return withShop(shopId, async () => {
    const messages = await prisma.message.findMany({ where: { shopId }, orderBy: { plannedAt: 'desc' }, take: SHOWN });
    return Promise.all(
      messages.map(async ({ id, addressId, flowKey, stepKey, state, reason, plannedAt }) => {
        const recipient = addressId ? await openRecipient(services.vault, prisma, shopId, addressId) : null;
        return {
          id,
          to: recipient?.email ?? null,
          flow: flowKey,
          step: stepKey,
          state: state as MessageState,
          reason: reason ? reasonWords(reason as unknown as StoredReason) : null,
          plannedAt: plannedAt.toISOString(),
        };
      }),
    );
  });
}
