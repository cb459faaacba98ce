import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { createAdminClient } from '../devstore/admin-client';
import { createApp, everythingSettled } from '../devstore/app-processes';
import { createSite } from '../devstore/site/site';
import { generateStore } from '../devstore/store-data';
import { startWorld, type AppIdentity } from '../devstore/world';
import { freePort } from '../setup/postgres/free-port';
import { openBrowser, type OpenBrowser } from '../tests/browser/open-browser';
import { findPages } from './admin/find-pages';
import { measureEmbed, type EmbedCost } from './admin/measure-embed';
import { measureFloor, type Floor } from './admin/measure-floor';
import { measurePage, type PageFigures } from './admin/measure-page';
import { giveThePastToShop } from './admin/shop-with-a-past';
import { describeMachine } from './load/machine';
import { printTable } from './load/table';

/**
 * `bench:admin [--json] [--quick] [--seed N]`: what each page of the app costs its reader inside the admin, in a real Chromium on the production
 * build: LCP, CLS, INP as the browser itself tells them, and what axe finds. Then what the theme's embed costs a visitor.
 */
const { values: args } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
  },
});

interface Plan {
  customers: number;
  products: number;
  carts: number;
  /** How often each page is opened. */
  times: number;
  /** Loads of the storefront, with and without the embed. */
  pairs: number;
}

const FULL: Plan = { customers: 100_000, products: 2_000, carts: 60, times: 5, pairs: 15 };
const QUICK: Plan = { customers: 300, products: 240, carts: 20, times: 1, pairs: 7 };
/** In which all of a shop is read and learned from. */
const SYNCED_WITHIN_MS = 1_800_000;

interface Figures {
  pages: Record<string, PageFigures>;
  embed: EmbedCost;
  floor: Floor;
}

const machine = describeMachine();
const plan = args.quick ? QUICK : FULL;
const seed = Number(args.seed);
const browser = await openBrowser();
try {
  const figures = await measure(browser);
  report(figures);
  if (args.json) console.log(JSON.stringify({ ...figures, machine, seed, ...plan }));
} finally {
  await browser.close();
}
process.exit(0);

async function measure(browser: OpenBrowser): Promise<Figures> {
  const { DATABASE_URL: databaseUrl } = process.env;
  if (!databaseUrl) throw new Error('DATABASE_URL is not set: start this by `npm run bench:admin`');
  const app: AppIdentity = {
    apiKey: 'kindred-demo-client-id',
    apiSecret: randomBytes(24).toString('hex'),
    appUrl: `http://localhost:${await freePort()}`,
  };
  const data = generateStore({ seed, customers: plan.customers, products: plan.products });
  const world = await startWorld({ data, app, seed, ports: { shopify: 0, storefront: 0, postmark: 0 } });
  const kindred = createApp({
    ...{ world, app, databaseUrl, encryptionKey: randomBytes(32).toString('base64') },
    onLine(name, text) {
      if (/"level":(50|60)/.test(text) || !text.startsWith('{')) console.error(`  [${name}] ${text}`);
    },
  });
  try {
    world.site.use(createSite({ world, app: kindred, appUrl: app.appUrl }));
    await kindred.startWeb();
    await kindred.startWorker();
    await createAdminClient(world, app.appUrl).open('/app');
    await everythingSettled(world, kindred, SYNCED_WITHIN_MS);
    await giveThePastToShop(world, kindred, app.appUrl, { seed, carts: plan.carts });
    const adminUrl = (appPath: string) => `${world.urls.site}/admin/apps/kindred${appPath}`;
    // In the middle of everything else, and in the same browser.
    const pages = await measurePages(browser, adminUrl);
    const floor = await measureFloor(browser, plan.times);
    return { pages, floor, embed: await measureEmbed(world, browser, plan.pairs) };
  } finally {
    await kindred.stop();
    await world.stop();
  }
}

async function measurePages(browser: OpenBrowser, adminUrl: (appPath: string) => string): Promise<Figures['pages']> {
  const { page } = await browser.newPage();
  const found = await findPages(page, adminUrl);
  await browser.closePages();
  const pages: Figures['pages'] = {};
  for (const { name, path } of found)
    pages[name] = await measurePage(browser, adminUrl(path), plan.times).catch((error: unknown) => {
      throw new Error(`${path} could not be measured`, { cause: error });
    });
  return pages;
}

function report({ pages, embed, floor }: Figures): void {
  const { customers, products, carts, times, pairs } = plan;
  printTable(
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, Node ${machine.node}; load before ${machine.loadBefore}; seed ${seed}; ${customers} customers, ${products} products, ${carts} carts left; each page opened ${times}×, p75`,
    Object.entries(pages).map(([name, { lcpMs, cls, inpMs, axeSerious, problems }]) => [
      name,
      `LCP ${lcpMs} ms  CLS ${cls}  INP ${inpMs} ms`,
      [axeSerious ? `${axeSerious} serious findings of axe` : '', ...problems].filter(Boolean).join('; '),
    ]),
  );
  printTable('This machine’s browser, on a page of a heading and a field', [
    ['At the least', `LCP ${floor.lcpMs} ms  INP ${floor.inpMs} ms`],
  ]);
  printTable('The theme’s embed', [
    ['JavaScript', `${embed.jsBytes} bytes`],
    ['Later load of a product page', `${embed.addedMs} ms`, `medians of ${pairs} loads with and without`],
  ]);
}
