import type { Frame, Page } from 'playwright-core';
import { createAdminClient } from '../../devstore/admin-client';
import { everythingSettled } from '../../devstore/app-processes';
import { createSite } from '../../devstore/site/site';
import { openJourney, type Journey, type JourneyOptions } from '../journeys/open-journey';
import { openBrowser, type OpenBrowser } from './open-browser';

/** A store that is small enough to be synced while one waits. */
const SMALL_STORE = { customers: 60, products: 60 };

export interface AdminWorld extends Journey {
  browser: OpenBrowser;
  /** The shell's address of a page of the app's. */
  adminUrl(appPath: string): string;
}

/** A world with the app installed and synced, its site open, and a browser to look at it. One a test file: it takes some seconds. */
export async function openAdminWorld(options: JourneyOptions = {}): Promise<AdminWorld> {
  // First of all: where there is no browser that is said at once.
  const browser = await openBrowser();
  const journey = await openJourney({ store: SMALL_STORE, ...options });
  const { world, app, appUrl } = journey;
  try {
    world.site.use(createSite(journey));
    await app.startWeb();
    await app.startWorker();
    await createAdminClient(world, appUrl).open('/app');
    await everythingSettled(world, app);
  } catch (error) {
    await closeAll(browser, journey);
    throw error;
  }
  return {
    ...journey,
    browser,
    adminUrl: (appPath) => `${world.urls.site}/admin/apps/kindred${appPath}`,
    close: () => closeAll(browser, journey),
  };
}

async function closeAll(browser: OpenBrowser, journey: Journey): Promise<void> {
  await browser.close();
  await journey.close();
}

/** The frame the app lives in, once its page is there. */
export async function appFrame(page: Page): Promise<Frame> {
  await page.locator('.frame-place[aria-busy="false"] iframe').waitFor();
  const frame = page.frame({ name: 'app-iframe' });
  if (!frame) throw new Error('the admin shows no app');
  return frame;
}
