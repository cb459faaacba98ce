import { setTimeout as sleep } from 'node:timers/promises';
import type { SystemClock } from '~/platform/clock/clock';
import type { Database } from '~/platform/db/db.server';
import { unreadReports } from '../inbox/unread.server';

const LOOK_EVERY_MS = 25;

/**
 * While a page is stored it holds the identities of its whole shop, and whatever is told meanwhile waits. Lets that be read before the next page, for as long
 * as the page took at most: neither keeps the other from coming on.
 */
export async function letReportsPass(
  { db: { prisma }, systemClock }: { db: Database; systemClock: SystemClock },
  shopId: string,
  tookMs: number,
): Promise<void> {
  const until = performance.now() + tookMs;
  while (performance.now() < until && (await unreadReports(prisma, shopId, systemClock.now(), 1)) > 0)
    await sleep(LOOK_EVERY_MS);
}
