import path from 'node:path';
import { createAdminClient } from '../admin-client';
import { createApp, everythingSettled, type App } from '../app-processes';
import { createSite } from '../site/site';
import { openCrowd } from '../crowd/crowd';
import { startVisitors } from '../crowd/visitors';
import { startWorld, type AppIdentity, type World } from '../world';
import type { DemoArguments } from './arguments';
import { freePorts } from './free-ports';
import { keepMails } from './keep-mails';
import { openKeptWorld, type KeptWorld } from './kept-world';
import { describeStore, loadStore } from './load-store';
import { describeFirstSync, setUpShop } from './merchant';
import { appLines, print } from './output';
import type { WorldPlace } from './place';
import { endLeftovers, noteProcesses } from './processes';

/** Of the app, the site, the storefront, Shopify, Postmark, and the links in mails: the first free ones from here on. */
const PORTS = [4000, 4100, 4200, 4300, 4400, 4500];

interface OpenDemo {
  world: World;
  kindred: App;
  app: AppIdentity;
}

/** Opens the world that is kept at a place, with the app in it, for people to use. Resolves when it is ready; goes on until a signal ends it. */
export async function openDemo(options: DemoArguments, place: WorldPlace, databaseUrl: string): Promise<void> {
  const began = performance.now();
  const kept = await openKeptWorld(place, options, {
    load: (seed) => loadStore({ files: options.files, seed }, print),
    ports: PORTS,
  });
  if (kept.isOld) print(`${describeStore(kept.data)}; kept from earlier starts`);
  const demo = await openWorld(kept, options, { dir: place.dir, databaseUrl });
  const isStopping = stopOnSignals(demo, place.dir);
  try {
    await letIn(demo, kept, options);
  } catch (error) {
    // What was under way when somebody stopped it has failed, and that is no news.
    if (!isStopping()) throw error;
    return;
  }
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  print(closingLines(demo, seconds));
}

async function letIn(demo: OpenDemo, kept: KeptWorld, options: DemoArguments): Promise<void> {
  await demo.kindred.startWeb();
  await demo.kindred.startWorker();
  demo.world.takeUp();
  await meetMerchant(demo, kept, options);
  if (options.shoppers > 0) letShoppersIn(demo, kept, options.shoppers);
}

async function openWorld(
  kept: KeptWorld,
  options: DemoArguments,
  { dir, databaseUrl }: { dir: string; databaseUrl: string },
): Promise<OpenDemo> {
  const { seed, data, keep, keys } = kept;
  const processes = keep.file<{ pid: number; birth: string }[]>('processes');
  await endLeftovers(processes);
  const ports = await freePorts(kept.ports);
  kept.usePorts(ports);
  const [appPort = 0, site = 0, storefront = 0, shopify = 0, postmark = 0, mailLinks = 0] = ports;
  const { apiSecret, encryptionKey } = keys;
  const app = { apiKey: 'kindred-demo-client-id', apiSecret, appUrl: `http://localhost:${appPort}` };
  const world = await startWorld({
    ...{ data, app, seed, keep, logDir: dir },
    ports: { shopify, storefront, postmark, site, mailLinks },
    postmark: { approvals: { customUnsubscribe: kept.unsubscribeMode === 'custom' } },
  });
  const kindred = createApp({
    ...{ world, app, databaseUrl, encryptionKey },
    onLine: appLines(options),
    onStart: noteProcesses(processes),
  });
  world.site.use(createSite({ world, app: kindred, appUrl: app.appUrl }));
  return { world, kindred, app };
}

const FIRST_SYNC_MS = 600_000;
/** At a later start the world is ready when the app is; what fell due meanwhile may go on behind it. */
const CATCHING_UP_MS = 1_000;

/** Opens the app in the admin: the first time, that installs it, and it reads the shop's past. */
async function meetMerchant({ world, kindred, app }: OpenDemo, kept: KeptWorld, options: DemoArguments): Promise<void> {
  if (!kept.isSynced) print('  Kindred          is running; it is installed in the shop and reads its past');
  const admin = createAdminClient(world, app.appUrl);
  await admin.open('/app');
  if (kept.isSynced) await everythingSettled(world, kindred, CATCHING_UP_MS).catch(() => undefined);
  else {
    await everythingSettled(world, kindred, FIRST_SYNC_MS);
    kept.noteSynced();
    print(`  Synced           ${(await describeFirstSync(admin)).replaceAll('\n', '\n                   ')}`);
  }
  if (options.ready) await setUpShop(world, app.appUrl, kept.unsubscribeMode);
}

function letShoppersIn({ world }: OpenDemo, { seed }: KeptWorld, perDay: number): void {
  openCrowd({
    ...{ world, seed, perDay, visitors: startVisitors() },
    onFailure: (why) => print(`  A shopper could not go on: ${why}`),
    after(ms, work) {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
  });
  print(`  Shoppers         ${perDay} a business day, as it passes`);
}

function closingLines({ world }: OpenDemo, seconds: string): string {
  const { site, storefront } = world.urls;
  return `
  Start page       ${site}   (all of it side by side, and the clock)
  Admin            ${site}/admin/
  Storefront       ${storefront}
  Inbox            ${site}/inbox/

  Postmark server token ${world.postmarkToken}, sender ${world.senderEmail}: Kindred's set-up asks for them.
  Ready after ${seconds} s. Fill a cart, leave it, and press *jump 4 hours*. Ctrl-C stops everything; the next start goes on from there.`;
}

/** Gives whether it is being stopped. */
function stopOnSignals({ world, kindred }: OpenDemo, dir: string): () => boolean {
  let isStopping = false;
  const stop = async (code: number) => {
    if (isStopping) return;
    isStopping = true;
    keepMails(world, path.join(dir, 'mails'));
    await kindred.stop();
    await world.stop();
    process.exit(code);
  };
  process.once('SIGINT', () => void stop(130));
  process.once('SIGTERM', () => void stop(143));
  return () => isStopping;
}
