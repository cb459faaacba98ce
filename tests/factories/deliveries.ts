import { receive, type Delivery } from '~/capture/inbox/receive.server';
import type { TestApp } from './test-app';
import { TEST_START } from './times';

let delivered = 0;

/** Something told from outside, with a name of its own. */
export function delivery(body: unknown, changes: Partial<Delivery> = {}): Delivery {
  return {
    source: 'shopify',
    topic: 'orders/create',
    externalId: `event-${++delivered}`,
    triggeredAt: TEST_START,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...changes,
  };
}

/** Puts deliveries into a shop's inbox in their order, as ingest does: outside every shop's wall. */
export async function deliver(app: TestApp, shopId: string, ...deliveries: Delivery[]): Promise<void> {
  for (const each of deliveries) await receive(app, shopId, each);
}
