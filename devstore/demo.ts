import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createApp } from './app-processes';
import { generateStore } from './store-data';
import { playStory } from './story/story';
import { startWorld, type AppIdentity } from './world';

const { values } = parseArgs({
  options: {
    once: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    products: { type: 'string' },
    customers: { type: 'string' },
    orders: { type: 'string' },
    unsubscribe: { type: 'string', default: 'postmark' },
    verbose: { type: 'boolean', default: false },
  },
});

const began = performance.now();
const databaseUrl = process.env.DATABASE_URL;
if (!databaseUrl) throw new Error('DATABASE_URL is not set: start this by `npm run demo`');
const print = (line: string) => console.log(line);
const [appPort, shopify, storefront, postmark] = await freePorts(4);
const app: AppIdentity = {
  apiKey: 'kindred-demo-client-id',
  apiSecret: randomBytes(24).toString('hex'),
  appUrl: `http://localhost:${appPort}`,
};
const data = generateStore({ seed: Number(values.seed) });
print(
  `Store: ${data.shop.name}, ${data.products.length} products, ${data.customers.length} customers, ${data.orders.length} orders`,
);
// Each telling begins from nothing; its logs stay until the next one.
const logDir = fileURLToPath(new URL('../.kindred/once', import.meta.url));
rmSync(logDir, { recursive: true, force: true });
const isCustom = values.unsubscribe === 'custom';
const world = await startWorld({
  data,
  app,
  seed: Number(values.seed),
  ports: { shopify: shopify ?? 0, storefront: storefront ?? 0, postmark: postmark ?? 0 },
  logDir,
  postmark: { approvals: { customUnsubscribe: isCustom } },
});
const kindred = createApp({
  world,
  app,
  databaseUrl,
  encryptionKey: randomBytes(32).toString('base64'),
  onLine: (name, line) => {
    if (values.verbose || /"level":(50|60)/.test(line) || !line.startsWith('{')) print(`  [${name}] ${line}`);
  },
});
const result = await playStory({
  world,
  app: kindred,
  appUrl: app.appUrl,
  unsubscribeMode: isCustom ? 'custom' : 'postmark',
  print,
});
keepMails(path.join(logDir, 'mails'));
await kindred.stop();
await world.stop();
print(JSON.stringify({ ...result, seconds: Math.round((performance.now() - began) / 1_000) }));
process.exit(result.ok ? 0 : 1);

/** Leaves every mail as it was read, to be looked at in a browser. */
function keepMails(dir: string): void {
  mkdirSync(dir, { recursive: true });
  for (const [index, mail] of world.postmark.inbox.messages().entries()) {
    const name = `${index + 1}-${mail.to.split('@')[0]}`;
    writeFileSync(path.join(dir, `${name}.html`), mail.html ?? '');
    writeFileSync(path.join(dir, `${name}.eml`), world.postmark.inbox.raw(mail.messageId));
  }
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve, reject) => {
          server.once('error', reject);
          server.listen(0, '127.0.0.1', () => {
            const address = server.address();
            resolve(address && typeof address === 'object' ? address.port : 0);
          });
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
