import { createInterface } from 'node:readline';
import { createAdminClient } from '../../devstore/admin-client';
import { startWorld } from '../../devstore/world';
import { grownStore } from './grown-store';

/**
 * A world of its own process, so that what its store takes is not counted as the app's. Says where it is as one line of JSON, installs the app
 * when told `install`, and tells the seconds its bulk operations took when told `took`.
 */
const { orders, seed, domain, app } = JSON.parse(process.argv[2] ?? '{}') as {
  orders: number;
  seed: number;
  domain: string;
  app: { apiKey: string; apiSecret: string; appUrl: string };
};
const data = grownStore(orders, { seed, domain });
const world = await startWorld({ data, app, seed, ports: { shopify: 0, storefront: 0, postmark: 0 } });
say({ urls: world.urls, operator: world.operator, offsetMs: world.clock.offsetMs, lines: countLines() });

for await (const line of createInterface(process.stdin)) {
  if (line === 'install') say({ html: (await createAdminClient(world, app.appUrl).open('/app')).length });
  if (line === 'took') say({ ms: bulkMs() });
}
await world.stop();
process.exit(0);

function say(what: object): void {
  process.stdout.write(`${JSON.stringify(what)}\n`);
}

function countLines(): number {
  return data.orders.reduce((sum, order) => sum + order.lines.length, 0);
}

/** Of the longest operation: they run side by side. */
function bulkMs(): number {
  return Math.max(...world.logs.shopify.all().map(({ entry }) => (entry.kind === 'bulk' ? entry.ms : 0)));
}
