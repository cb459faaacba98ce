import type { JobName } from '~/platform/queue/catalog';
import type { TestApp } from './test-app';

export interface StoredWakeup {
  nextDueAt: Date | null;
  failures: number;
  blockedUntil: Date | null;
}

/** A shop's wake-up of one kind as it stands in its row; null where there is none. */
export async function wakeupOf(
  { db }: Pick<TestApp, 'db'>,
  shopId: string,
  kind: JobName,
): Promise<StoredWakeup | null> {
  return db.prisma.shopWakeup.findUnique({
    where: { shopId_kind: { shopId, kind } },
    select: { nextDueAt: true, failures: true, blockedUntil: true },
  });
}
