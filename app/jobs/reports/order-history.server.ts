import { appendEvents, type EventLogDeps } from '~/capture/events/event-log.server';
import type { KnownOrder } from '~/capture/orders/store-orders.server';
import type { Db } from '~/platform/db/db.server';
import { orderEvents } from './record-order.server';

/** Past orders become part of people's history; they are old news, so nothing is offered to flows. */
export async function appendOrderHistory(
  deps: EventLogDeps,
  tx: Db,
  shopId: string,
  orders: KnownOrder[],
): Promise<void> {
  const events = orders.flatMap((order) => orderEvents(order).map((event) => ({ profileId: order.profileId, event })));
  await appendEvents(deps, tx, shopId, events);
}
