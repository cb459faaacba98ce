import { lookForRecoveryMail } from '~/capture/carts/look-for-recovery-mail.server';
import type { JobOutcome } from '~/platform/queue/catalog';
import type { Services } from '~/services.server';

type LookServices = Pick<Services, 'db' | 'clock' | 'recoveryMails'>;

/** Once a day: does somebody else mail about left checkouts, too? */
export async function lookForOtherMailJob(services: LookServices, { shopId }: { shopId: string }): Promise<JobOutcome> {
  const shop = await services.db.prisma.shop.findUniqueOrThrow({ where: { id: shopId } });
  return { nextDueAt: await lookForRecoveryMail(services, shop) };
}
