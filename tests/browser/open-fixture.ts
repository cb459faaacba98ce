import type { BrowserContextOptions, Frame } from 'playwright-core';
import { createApp } from '../../devstore/app-processes';
import { createAdminShell } from '../../devstore/site/admin-shell/admin-shell';
import { generateStore } from '../../devstore/store-data';
import { startWorld, type World } from '../../devstore/world';
import { openFixtureApp, type FixtureApp } from './fixture-app';
import { appFrame } from './open-admin';
import { openBrowser, type OpenBrowser, type WatchedPage } from './open-browser';

/** What the fixture's page keeps on its window: what its handlers noted, in order. */
interface FixtureWindow extends Window {
  did: string[];
}

export interface OpenedPage extends WatchedPage {
  frame: Frame;
  did(): Promise<string[]>;
  /** The path in the browser's address. */
  path(): string;
}

/** The admin with the fixture in place of Kindred, and a browser. */
export interface FixtureWorld {
  fixture: FixtureApp;
  world: World;
  browser: OpenBrowser;
  /** Opens a page of the fixture's in the admin. */
  open(path?: string, options?: BrowserContextOptions): Promise<OpenedPage>;
  close(): Promise<void>;
}

export async function openFixture(): Promise<FixtureWorld> {
  const browser = await openBrowser();
  const fixture = await openFixtureApp();
  const app = { apiKey: 'fixture-client-id', apiSecret: 'shpss_fixture', appUrl: fixture.url };
  const data = generateStore({ seed: 3, customers: 20, products: 40 });
  const world = await startWorld({ data, app, seed: 3, ports: { shopify: 0, storefront: 0, postmark: 0 } });
  fixture.setBridge(world.urls.site);
  const unused = createApp({ world, app, databaseUrl: '', encryptionKey: '' });
  world.site.use(createAdminShell({ world, app: unused, appUrl: fixture.url }));
  return {
    ...{ fixture, world, browser },
    async open(path = '/start', options = {}) {
      const watched = await browser.newPage(options);
      const { page } = watched;
      await page.goto(`${world.urls.site}/admin/apps/kindred${path}`);
      const frame = await appFrame(page);
      return {
        ...{ ...watched, frame },
        did: () => frame.evaluate(() => (window as unknown as FixtureWindow).did),
        path: () => new URL(page.url()).pathname,
      };
    },
    async close() {
      await browser.close();
      await world.stop();
      await fixture.close();
    },
  };
}
