import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createApp, everythingSettled } from './app-processes';
import { readArguments } from './demo/arguments';
import { freePorts } from './demo/free-ports';
import { loadStore } from './demo/load-store';
import { describeFirstSync, setUpShop } from './demo/merchant';
import { createSite } from './site/site';
import { playStory } from './story/story';
import { startWorld, type AppIdentity, type World } from './world';

const began = performance.now();
const seconds = (): number => Math.round((performance.now() - began) / 1_000);
const print = (line: string): void => console.log(line);

const options = readArguments(process.argv.slice(2));
const databaseUrl = process.env.DATABASE_URL;
if (!databaseUrl) throw new Error('DATABASE_URL is not set: start this by `npm run demo`.');

const [appPort = 0, site = 0, storefront = 0, shopify = 0, postmark = 0] = await freePorts(
  options.once ? [0, 0, 0, 0, 0] : [4000, 4100, 4200, 4300, 4400],
);
const app: AppIdentity = {
  apiKey: 'kindred-demo-client-id',
  apiSecret: randomBytes(24).toString('hex'),
  appUrl: `http://localhost:${appPort}`,
};
// Each start begins from nothing; what was logged and mailed stays until the next one.
const logDir = fileURLToPath(new URL(options.once ? '../.kindred/once' : '../.kindred/demo', import.meta.url));
rmSync(logDir, { recursive: true, force: true });

const world = await startWorld({
  data: await loadStore(options, print),
  app,
  seed: options.seed,
  ports: { shopify, storefront, postmark, site },
  logDir,
  postmark: { approvals: { customUnsubscribe: options.unsubscribeMode === 'custom' } },
});
const kindred = createApp({
  ...{ world, app, databaseUrl },
  encryptionKey: randomBytes(32).toString('base64'),
  onLine: (name, line) => {
    const isWorthIt = /"level":(50|60)/.test(line) || !line.startsWith('{');
    if (options.verbose || isWorthIt) print(`  [${name}] ${line}`);
  },
});

world.site.use(createSite({ world, app: kindred, appUrl: app.appUrl }));

let isStopping = false;
async function stop(code: number): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  keepMails(world, path.join(logDir, 'mails'));
  await kindred.stop();
  await world.stop();
  process.exit(code);
}
process.once('SIGINT', () => void stop(130));
process.once('SIGTERM', () => void stop(143));

if (options.once) {
  const { unsubscribeMode } = options;
  const result = await playStory({ world, app: kindred, appUrl: app.appUrl, unsubscribeMode, print });
  print(JSON.stringify({ ...result, seconds: seconds() }));
  await stop(result.ok ? 0 : 1);
} else {
  await open();
}

async function open(): Promise<void> {
  await kindred.startWeb();
  await kindred.startWorker();
  print('  Kindred          is running; installing it in the shop');
  const admin = await setUpFirst();
  print(`  Synced           ${(await describeFirstSync(admin)).replaceAll('\n', '\n                   ')}`);
  print(`
  Start page       ${world.urls.site}   (the clock, and every mail)
  Storefront       ${world.urls.storefront}
  Kindred          ${app.appUrl}
  Ready after ${seconds()} s. Fill a cart, leave it, and press *jump 4 hours*. Ctrl-C stops everything.`);
}

async function setUpFirst() {
  const { createAdminClient } = await import('./admin-client');
  await createAdminClient(world, app.appUrl).open('/app');
  await everythingSettled(world, kindred, 600_000);
  return setUpShop(world, app.appUrl, options.unsubscribeMode);
}

/** Leaves every mail as it was read, to be looked at in a browser. */
function keepMails({ postmark: { inbox } }: World, dir: string): void {
  mkdirSync(dir, { recursive: true });
  for (const [index, mail] of inbox.messages().entries()) {
    const name = `${index + 1}-${mail.to.replace(/@.*/, '').replace(/[^\w.-]/g, '_')}`;
    writeFileSync(path.join(dir, `${name}.html`), mail.html ?? '');
    writeFileSync(path.join(dir, `${name}.eml`), inbox.raw(mail.messageId));
  }
}
