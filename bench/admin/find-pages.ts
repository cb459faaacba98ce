import type { Page } from 'playwright-core';
import { appFrame } from '../../tests/browser/open-admin';

/** A page of the app's: what it is called in the figures, and its path. */
export interface AppPage {
  name: string;
  path: string;
}

/** Parts of a path that name one thing of many: the page is called by what stands before. */
const ID = /\/(?:[0-9a-f]{8}-[0-9a-f-]{27,}|\d+)(?=\/|$)/i;

/** Pages where work is done that are not the first one on their list: editors, previews, and what is set up once. */
const WORKPLACES = [
  ...['/app/emails/new', '/app/emails/abandoned-cart-first', '/app/emails/abandoned-cart-first/history'],
  ...['/app/campaigns/calendar', '/app/deliverability/suppressions', '/app/flows/abandoned-cart', '/app/flows/new'],
  ...['/app/segments/new?template=one-time-buyers', '/app/recommendations/try', '/app/data/exports'],
  ...['/app/settings/brand', '/app/settings/storefront', '/app/settings/domain', '/app/settings/offers'],
];

/** The pages that a merchant finds from the app's navigation, on each of them the first page of one thing, and the workplaces. */
export async function findPages(page: Page, adminUrl: (appPath: string) => string): Promise<AppPage[]> {
  await page.goto(adminUrl('/app'));
  await appFrame(page);
  const prefix = new URL(adminUrl('')).pathname;
  await page.locator('.app-nav a').first().waitFor();
  const hrefs = await page
    .locator('.app-nav a')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  const paths = ['/app', ...hrefs.map((href) => href.slice(prefix.length))];
  const found = new Map(paths.map((path) => [nameOf(path), path]));
  for (const path of paths) {
    const inner = await firstInner(page, adminUrl, path);
    if (inner && !found.has(nameOf(inner))) found.set(nameOf(inner), inner);
  }
  for (const path of WORKPLACES) if (!found.has(nameOf(path))) found.set(nameOf(path), path);
  return [...found].map(([name, path]) => ({ name, path }));
}

async function firstInner(
  page: Page,
  adminUrl: (appPath: string) => string,
  path: string,
): Promise<string | undefined> {
  await page.goto(adminUrl(path));
  const frame = await appFrame(page);
  await frame.getByRole('heading', { level: 1 }).first().waitFor();
  const hrefs = await frame
    .locator('a[href^="/app/"]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  return path === '/app' ? undefined : hrefs.find((href) => href.startsWith(`${path}/`));
}

/** `/app` → `home`; `/app/messages/0198…` → `messages/one` */
export function nameOf(path: string): string {
  const name = path
    .replace(/[?#].*$/, '')
    .replace(/^\/app\/?/, '')
    .replace(ID, '/one');
  return name === '' ? 'home' : name;
}
