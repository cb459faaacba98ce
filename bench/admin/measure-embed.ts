import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { inProject } from '../../setup/places.mjs';
import type { World } from '../../devstore/world';
import type { OpenBrowser } from '../../tests/browser/open-browser';
import { percentile, rounded } from '../load/percentiles';

/** What the theme's embed costs a shop's visitors. */
export interface EmbedCost {
  /** JavaScript as it is shipped, before any compression. */
  jsBytes: number;
  /** How much later a product page has loaded, with the embed against without: the difference of the medians. */
  addedMs: number;
  pairs: number;
}

/** Loads a product page with and without the embed in turn, each in a fresh profile. */
export async function measureEmbed(world: World, browser: OpenBrowser, pairs: number): Promise<EmbedCost> {
  const product = world.shopify.store.data.products.find(
    ({ status, publishedAt }) => status === 'ACTIVE' && publishedAt,
  );
  if (!product) throw new Error('the shop has no product to look at');
  const url = `${world.urls.storefront}/products/${product.handle}`;
  const times: Record<'with' | 'without', number[]> = { with: [], without: [] };
  await loadTime(browser, url);
  for (let pair = 0; pair < pairs; pair++)
    for (const name of ['without', 'with'] as const) {
      world.setAppEmbed(name === 'with');
      times[name].push(await loadTime(browser, url));
    }
  const addedMs = percentile(times.with, 0.5) - percentile(times.without, 0.5);
  return { jsBytes: jsBytes(), addedMs: rounded(addedMs, 1), pairs };
}

async function loadTime(browser: OpenBrowser, url: string): Promise<number> {
  const { page } = await browser.newPage();
  await page.goto(url, { waitUntil: 'load' });
  const loadedMs = await page.evaluate<number>(
    'new Promise((resolve) => setTimeout(() => resolve(performance.getEntriesByType("navigation")[0].loadEventEnd), 0))',
  );
  await page.context().close();
  if (!(loadedMs > 0)) throw new Error(`${url} did not load`);
  return loadedMs;
}

function jsBytes(): number {
  const folder = inProject('extensions', 'kindred-theme', 'assets');
  const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'));
  return scripts.reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0);
}
