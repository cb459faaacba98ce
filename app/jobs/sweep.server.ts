import { nextRunDueAt } from '~/decisions/flows/advance-runs.server';
import { nextLookAt, nextMessageDueAt } from '~/decisions/send-policy/message-ledger.server';
import { withShop } from '~/platform/db/db.server';
import { wake } from '~/platform/queue/wakeups.server';
import type { JobName } from '~/platform/queue/catalog';
import type { Services } from '~/services.server';

/**
 * Makes every wake-up anew from the rows that wait, for every shop. Whatever was lost (a wake-up, the whole queue) costs at most the time until
 * the next sweep.
 */
export async function sweep(services: Services): Promise<void> {
  const shops = await services.db.prisma.shop.findMany({ where: { uninstalledAt: null }, select: { id: true } });
  for (const { id } of shops) await withShop(id, () => sweepShop(services, id));
}

async function sweepShop({ db: { prisma }, systemClock, settleAfterMs }: Services, shopId: string): Promise<void> {
  const pending = await prisma.inboxItem.findFirst({
    where: { shopId, state: 'pending' },
    select: { notBefore: true },
  });
  const syncing = await prisma.syncRun.findFirst({ where: { shopId, state: { not: 'done' } }, select: { kind: true } });
  const due: Partial<Record<JobName, Date | null>> = {
    'process-inbox': pending && (pending.notBefore ?? systemClock.now()),
    'sync-shop': syncing && systemClock.now(),
    'advance-runs': await nextRunDueAt(prisma, shopId),
    'send-messages': await nextMessageDueAt(prisma, shopId),
    'settle-messages': await nextLookAt(prisma, shopId, settleAfterMs),
  };
  for (const [kind, dueAt] of Object.entries(due)) if (dueAt) await wake(prisma, shopId, kind as JobName, dueAt);
}
