import { wakeNow } from '~/platform/queue/wakeups.server';
import type { Services } from '~/services.server';

export type Notify = (shopId: string) => void;

export interface Notifier {
  notify: Notify;
  /** Shops whose workers are still to be woken by this process. */
  waiting(): number;
}

const COALESCE_MS = 20;
/** While a job is on its way or runs, it looks again anyway: nobody is to write the shop's wake-up fifty times a second beside it. */
const BUSY_MS = 200;

/**
 * Wakes the workers for a shop's inbox after a delivery was acknowledged, once for all that come within a moment, and adds no job while one
 * is on its way. Not part of the acknowledgement: if this process dies here, the sweep finds the entries.
 */
export function createNotifier(services: Pick<Services, 'db' | 'queue' | 'systemClock' | 'logger'>): Notifier {
  const scheduled = new Set<string>();
  const busy = new Set<string>();
  let underWay = 0;

  async function wakeFor(shopId: string): Promise<void> {
    scheduled.delete(shopId);
    underWay += 1;
    try {
      const wasDue = await wakeNow(services.db.pool, shopId, 'process-inbox', services.systemClock.now());
      if (wasDue) busy.add(shopId);
      else busy.delete(shopId);
      if (!wasDue) await services.queue.enqueue([{ name: 'process-inbox', payload: { shopId } }]);
    } catch (error) {
      services.logger.warn({ err: error, shopId }, 'workers were not woken; the sweep will find the entry');
    } finally {
      underWay -= 1;
    }
  }

  return {
    notify(shopId) {
      if (scheduled.has(shopId)) return;
      scheduled.add(shopId);
      setTimeout(() => void wakeFor(shopId), busy.has(shopId) ? BUSY_MS : COALESCE_MS);
    },
    waiting: () => scheduled.size + underWay,
  };
}
