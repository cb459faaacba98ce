import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { createApp } from '../../devstore/app-processes';
import { setUpShop } from '../../devstore/demo/merchant';
import { freePorts } from '../../devstore/demo/free-ports';
import { createSite } from '../../devstore/site/site';
import { generateStore } from '../../devstore/store-data';
import { moveToNoon } from '../../devstore/story/opening';
import { clickAndBuy, leavesCart } from '../../devstore/story/shoppers';
import { HOUR_MS, MINUTE_MS, Stage } from '../../devstore/story/stage';
import { startWorld } from '../../devstore/world';
import { openBrowser } from '../browser/open-browser';
import { appPages } from './app-pages';
import { Camera } from './camera';
import { lookBack, setUpMore } from './merchants-weeks';

/**
 * `npm run screenshots [-- --only NAME,NAME]`: plays a few people and their merchant through a generated store and takes the pictures of docs/images/: every page
 * of the admin, wide and narrow, every mail, light and dark. `--only` takes those whose name begins so.
 */
const { values: args } = parseArgs({ options: { only: { type: 'string', default: '' } } });
const { DATABASE_URL: databaseUrl } = process.env;
if (!databaseUrl) throw new Error('DATABASE_URL is not set: start this by `npm run screenshots`.');

const browser = await openBrowser();
const [port = 0] = await freePorts([0]);
const appUrl = `http://localhost:${port}`;
const identity = { apiKey: 'kindred-demo-client-id', apiSecret: randomBytes(24).toString('hex'), appUrl };
const ports = { shopify: 0, storefront: 0, postmark: 0, site: 0 };
const world = await startWorld({ data: generateStore({ seed: 1 }), app: identity, seed: 1, ports });
const app = createApp({ world, app: identity, databaseUrl, encryptionKey: randomBytes(32).toString('base64') });
world.site.use(createSite({ world, app, appUrl }));
const stage = new Stage({ world, app, appUrl, unsubscribeMode: 'postmark', print: console.log });
const adminUrl = (appPath: string) => `${world.urls.site}/admin/apps/kindred${appPath}`;
const camera = new Camera({ browser, adminUrl, only: args.only.split(',').filter(Boolean) });

try {
  await app.startWeb();
  await app.startWorker();
  await stage.admin.open('/app');
  await stage.settle(300_000);
  await camera.admin({ name: 'insight', path: '/app' });
  await play();
  for (const page of appPages) await camera.admin(page);
  await camera.site('start-page', world.urls.site);
  await camera.site('storefront', world.urls.storefront);
  await camera.site('inbox', `${world.urls.site}/inbox`);
  await mails();
} finally {
  await browser.close();
  await app.stop();
  await world.stop();
}
process.exit(camera.failures.length ? 1 : 0);

async function play(): Promise<void> {
  await setUpShop(world, appUrl, 'postmark');
  await moveToNoon(stage);
  await setUpMore(stage);
  await leavesCart(stage, 'anna', 0, { acceptsMarketing: true, views: 5 });
  await leavesCart(stage, 'bea', 1, { acceptsMarketing: false });
  await leavesCart(stage, 'finn', 4, { acceptsMarketing: true });
  await stage.advance(4 * HOUR_MS + MINUTE_MS);
  // Who clicks within two seconds of a mail's coming is taken for a program.
  await stage.advance(10 * MINUTE_MS);
  await clickAndBuy(stage);
  await stage.advance(10 * MINUTE_MS); // until it is known that a person clicked, and what they bought is credited
  await leavesCart(stage, 'emil', 5, { acceptsMarketing: true });
  await lookBack(stage);
}

/** Every mail a shop begins with, as the next person would get it. */
async function mails(): Promise<void> {
  const { emails } = await stage.admin.load<{ emails: { key: string; isOwn: boolean }[] }>(
    '/app/emails?index&made=begun-with',
    'routes/app.emails._index',
  );
  for (const { key } of emails) {
    const mail = await stage.admin.load<{ kind: string; html?: string }>(
      `/app/preview?template=${key}`,
      'routes/app.preview',
    );
    if (mail.html) await camera.mail(`mail-${key}`, mail.html);
    else console.log(`  mail-${key} is ${mail.kind}`);
  }
}
