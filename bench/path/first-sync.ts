import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { AdminClient } from '../../devstore/admin-client';
import type { StoreData } from '../../devstore/store';
import type { World } from '../../devstore/world';

export interface FirstSync {
  /** From the merchant's opening of the app until its home page says that everything is stored. */
  seconds: number;
  /** Of these, until the stand-in had finished its last bulk operation. */
  shopifySeconds: number;
  /** Seconds from the start at which the home page first showed each kind as done. */
  doneAfterSeconds: Record<string, number>;
}

interface HomeData {
  steps: { sync: { kind: string; state: string; objectsLoaded: number }[] };
}

/** Products, collections, customers, orders and checkouts. */
const KINDS = 5;
const LOOK_EVERY_MS = 150;
const GIVE_UP_AFTER_MS = 300_000;

/** Installs the app, which starts its first sync, and looks at the home page's data until every kind is stored. */
export async function measureFirstSync(world: World, admin: AdminClient): Promise<FirstSync> {
  const beganAt = performance.now();
  const since = () => (performance.now() - beganAt) / 1_000;
  await admin.open('/app');
  const doneAfterSeconds: Record<string, number> = {};
  while (Object.keys(doneAfterSeconds).length < KINDS) {
    if (performance.now() - beganAt > GIVE_UP_AFTER_MS)
      throw new Error(
        `the first sync was not done after ${GIVE_UP_AFTER_MS / 1_000} s: ${JSON.stringify(doneAfterSeconds)}`,
      );
    await sleep(LOOK_EVERY_MS);
    const {
      steps: { sync },
    } = await admin.load<HomeData>('/app?index', 'routes/app._index');
    for (const { kind, state } of sync) if (state === 'done') doneAfterSeconds[kind] ??= since();
  }
  const bulks = world.logs.shopify.all().filter(({ entry }) => entry.kind === 'bulk');
  const lastBulkAt = Math.max(...bulks.map(({ monotonicMs }) => monotonicMs));
  return { seconds: since(), shopifySeconds: (lastBulkAt - beganAt) / 1_000, doneAfterSeconds };
}

/** Throws unless the database holds exactly the store's products, customers with an address, orders, order lines and checkouts. */
export async function checkStored(ownerUrl: string, data: Readonly<StoreData>): Promise<void> {
  const expected = {
    products: data.products.length,
    customers: data.customers.length,
    orders: data.orders.length,
    lines: data.orders.reduce((sum, order) => sum + order.lines.length, 0),
    carts: data.checkouts?.length ?? 0,
  };
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(`SELECT set_config('app.shop_id', "id"::text, false) FROM shops`);
    const { rows } = await client.query<typeof expected>(
      `SELECT (SELECT count(*)::int FROM products) AS products,
         (SELECT count(*)::int FROM identities WHERE "kind" = 'customer') AS customers,
         (SELECT count(*)::int FROM orders) AS orders, (SELECT count(*)::int FROM order_lines) AS lines,
         (SELECT count(*)::int FROM carts) AS carts`,
    );
    if (JSON.stringify(rows[0]) !== JSON.stringify(expected))
      throw new Error(`the sync stored ${JSON.stringify(rows[0])} of ${JSON.stringify(expected)}`);
  } finally {
    await client.end();
  }
}
