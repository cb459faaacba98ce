import { sendWebhooks, type SendDeps } from '~/integrations/webhooks-out/send-webhooks.server';
import type { JobOutcome } from '~/platform/queue/catalog';

/** Programs of the merchant's hear who entered their segments and who left. */
export async function sendWebhooksOutJob(services: SendDeps, { shopId }: { shopId: string }): Promise<JobOutcome> {
  const shop = await services.db.prisma.shop.findUniqueOrThrow({ where: { id: shopId } });
  return { nextDueAt: await sendWebhooks(services, shop) };
}
