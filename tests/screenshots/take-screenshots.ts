import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { createApp } from '../../devstore/app-processes';
import { setUpShop } from '../../devstore/demo/merchant';
import { freePorts } from '../../devstore/demo/free-ports';
import { createSite } from '../../devstore/site/site';
import { generateStore } from '../../devstore/store-data';
import { moveToNoon } from '../../devstore/story/opening';
import { clickAndBuy, leavesCart } from '../../devstore/story/shoppers';
import { HOUR_MS, Stage } from '../../devstore/story/stage';
import { startWorld } from '../../devstore/world';
import { appFrame } from '../browser/open-admin';
import { openBrowser } from '../browser/open-browser';

/** `npm run screenshots`: plays a few people through a generated store and takes the pictures of docs/images/, wide and narrow. */
const FOLDER = path.join(import.meta.dirname, '..', '..', 'docs', 'images');
const NARROW = { width: 390, height: 844 };

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
mkdirSync(FOLDER, { recursive: true });

try {
  await app.startWeb();
  await app.startWorker();
  await stage.admin.open('/app');
  await stage.settle(300_000);
  await admin('insight', '/app');
  await setUpShop(world, appUrl, 'postmark');
  await moveToNoon(stage);
  await leavesCart(stage, 'anna', 0, { acceptsMarketing: true, views: 5 });
  await leavesCart(stage, 'bea', 1, { acceptsMarketing: false });
  await leavesCart(stage, 'finn', 4, { acceptsMarketing: true });
  await stage.advance(4 * HOUR_MS + 60_000);
  await clickAndBuy(stage);
  await leavesCart(stage, 'emil', 5, { acceptsMarketing: true });
  await pictures();
} finally {
  await browser.close();
  await app.stop();
  await world.stop();
}
process.exit(0);

async function pictures(): Promise<void> {
  await admin('home', '/app');
  await admin('flow', '/app/flows/abandoned-cart');
  await admin('messages', '/app/messages');
  await admin('customers', '/app/customers');
  await admin('recommendations', '/app/recommendations');
  await admin('settings', '/app/settings');
  await shoot('start-page', world.urls.site, { width: 1680, height: 1050 });
  await shoot('start-page-narrow', world.urls.site, NARROW);
  await shoot('storefront', world.urls.storefront, { width: 1280, height: 900 });
  const [mail] = world.postmark.inbox.messages({ to: 'anna@example.org' });
  if (mail?.html) {
    await shootHtml('mail', mail.html, { width: 760, height: 1200 });
    await shootHtml('mail-narrow', mail.html, NARROW);
  }
}

/** A page of the app within the admin, wide and narrow. */
async function admin(name: string, appPath: string): Promise<void> {
  const url = `${world.urls.site}/admin/apps/kindred${appPath}`;
  const isThere = async (page: Page) => {
    const frame = await appFrame(page);
    await frame.waitForLoadState('networkidle');
  };
  await shoot(name, url, { width: 1440, height: 960 }, isThere);
  await shoot(`${name}-narrow`, url, NARROW, isThere);
}

type Size = { width: number; height: number };

async function shoot(
  name: string,
  url: string,
  viewport: Size,
  isThere?: (page: Page) => Promise<void>,
): Promise<void> {
  const { page, problems } = await browser.newPage({ viewport });
  await page.goto(url);
  // Pages that listen to the world never fall quiet altogether.
  if (isThere) await isThere(page);
  else await page.waitForLoadState('load');
  await settle(page);
  await keep(page, name, problems);
}

async function shootHtml(name: string, html: string, viewport: Size): Promise<void> {
  const { page, problems } = await browser.newPage({ viewport });
  await page.setContent(html, { waitUntil: 'networkidle' });
  await keep(page, name, problems, true);
}

/** Until two pictures a moment apart are the same, at most some seconds. */
async function settle(page: Page): Promise<void> {
  let last = '';
  for (let tries = 0; tries < 12; tries++) {
    const picture = (await page.screenshot()).toString('base64');
    if (picture === last) return;
    last = picture;
    await page.waitForTimeout(500);
  }
}

async function keep(page: Page, name: string, problems: string[], fullPage = false): Promise<void> {
  await page.screenshot({ path: path.join(FOLDER, `${name}.png`), fullPage });
  console.log(`  ${name.padEnd(24)} ${problems.length ? problems.join('; ').slice(0, 300) : 'taken'}`);
  await page.context().close();
}
