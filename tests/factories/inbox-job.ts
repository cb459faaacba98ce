import type { Delivery } from '~/capture/inbox/receive.server';
import { processInboxJob } from '~/jobs/process-inbox.server';
import { withShop } from '~/platform/db/db.server';
import { deliver } from './deliveries';
import type { TestApp } from './test-app';

/** Lets deliveries come in and be worked through. Resolves to when there is more to do. */
export async function tellShop(app: TestApp, shopId: string, ...deliveries: Delivery[]): Promise<Date | null> {
  await deliver(app, shopId, ...deliveries);
  return (await withShop(shopId, () => processInboxJob(app, { shopId }))).nextDueAt;
}

/** What entries came to, and why, in the order in which they came in. */
export const entriesOf = ({ db }: TestApp, shopId: string) =>
  withShop(shopId, () =>
    db.prisma.inboxItem.findMany({
      where: { shopId },
      orderBy: { id: 'asc' },
      select: { topic: true, state: true, attempts: true, problem: true },
    }),
  );
