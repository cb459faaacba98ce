import { oneByOne, tellConsents } from '~/customers/consent/tell-consents.server';
import { loadSender } from '~/delivery/sending/sender.server';
import { createSuppressionListener } from '~/integrations/postmark/suppression-listener.server';
import { createConsentListener } from '~/integrations/shopify/consent-listener.server';
import type { JobOutcome } from '~/platform/queue/catalog';
import type { Services } from '~/services.server';

type TellServices = Pick<Services, 'db' | 'vault' | 'systemClock' | 'admin' | 'postmark'>;

/** Shopify and Postmark hear what people said to us about being mailed. */
export async function tellConsentJob(services: TellServices, { shopId }: { shopId: string }): Promise<JobOutcome> {
  const { db, vault, admin, postmark } = services;
  const shop = await db.prisma.shop.findUniqueOrThrow({ where: { id: shopId } });
  const sender = await loadSender(vault, db.prisma, shopId);
  const account = sender && { token: sender.postmarkToken, stream: sender.broadcastStream };
  const nextDueAt = await tellConsents(services, shopId, {
    shopify: oneByOne(createConsentListener(admin, shop.domain)),
    postmark: createSuppressionListener(postmark, account),
  });
  return { nextDueAt };
}
